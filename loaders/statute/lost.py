"""Articles whose heading a conversion lost, where paragraphs that carry the number of their article (147.1.) still show them."""

from __future__ import annotations

import re

from loaders.statute.headings import Heading
from loaders.statute.line import Line
from loaders.statute.numerals import Number

__all__ = ["add_lost"]

_FIRST_PARAGRAPH = re.compile(r"(\d{1,4})(?:-(\d{1,3}))?\.(?:0\.)?1(?:-1)?[.\s]")


def add_lost(lines: list[Line], kept: list[Heading], end: int) -> list[Heading]:
    """The articles that only the numbers of their paragraphs show. Nothing is added where paragraphs are not numbered so."""
    if not kept:
        return []
    ends = [one.at for one in kept[1:]] + [end]
    starts: list[tuple[int, int, re.Match[str]]] = []
    with_own = 0
    for place, (one, stop) in enumerate(zip(kept, ends, strict=True)):
        for at in range(one.at + 1, stop):
            words = lines[at].words
            if words[0].isdigit() and (found := _FIRST_PARAGRAPH.match(words)):
                if _key(found) == one.key:
                    with_own += 1
                else:
                    starts.append((place, at, found))
    if with_own * 2 < len(kept):
        return []
    lost = []
    before: tuple[int, ...] = ()
    last_place = -1
    for place, at, found in starts:
        if place != last_place:
            before, last_place = kept[place].key, place
        key = _key(found)
        after = kept[place + 1].key if place + 1 < len(kept) else (before[0] + 2,)
        if before < key < after:
            number = Number(key[0], key[1:], "", "", 0, "digits")
            above = lines[at - 1].words
            own = f"{number.normal}."
            if above.startswith(own) and not above[len(own) : len(own) + 1].isdigit() and len(above) < 400 and at - 1 > kept[place].at:
                lost.append(Heading(at - 1, "article", number, own, above[len(own) :].strip(), True))
            else:
                lost.append(Heading(at, "article", number, "", "", True, lines=0))
            before = key
    return lost


def _key(found: re.Match[str]) -> tuple[int, ...]:
    return (int(found[1]), int(found[2])) if found[2] else (int(found[1]),)
