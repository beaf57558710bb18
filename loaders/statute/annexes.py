"""Where the annexes of an act begin."""

from __future__ import annotations

import re
from itertools import pairwise

from loaders.statute.headings import Heading
from loaders.statute.line import Line
from loaders.statute.numerals import Number
from loaders.statute.words import pattern, phrases

__all__ = ["find_annexes"]

_LONGEST = 140
_NUMBER = re.compile(r"\s*(?:№|N[ro]?\.?)?\s*(\d{1,3})(?!\d)")


def find_annexes(lines: list[Line], articles: list[Heading], end: int, lang: str) -> list[Heading]:
    """The lines behind the articles, or before a new count of articles, that head an annex."""
    words = phrases(lang, "annex")
    if not words or not articles:
        return []
    alone = "|".join(pattern(word) for word in words)
    head = re.compile(rf"(?:(\d{{1,3}})[-\s–]{{0,2}})?(?:{alone})(?![^\W\d_])")
    firsts = {form for word in words for form in (word[0], word[0].upper(), word[0].lower())}
    found = []
    for begin, stop in _gaps(articles, end):
        for at in range(begin, stop):
            line = lines[at].words
            if len(line) > _LONGEST or not (line[0] in firsts or line[0].isdigit()) or line.endswith((".", ";", ",", ":")):
                continue
            if (told := head.match(line)) and (line[0].isupper() or line[0].isdigit()):
                number = told[1] or (behind[1] if (behind := _NUMBER.match(line, told.end())) else "")
                rest = line[told.end() :]
                if number and not told[1]:
                    rest = rest[rest.index(number) + len(number) :]
                normal = Number(int(number), (), "", number, 0, "digits") if number else None
                found.append(Heading(at, "annex", normal, line[: len(line) - len(rest)].strip(), rest.strip(" .:-–—−"), True))
    return found


def _gaps(articles: list[Heading], end: int) -> list[tuple[int, int]]:
    """The text behind the last article, and behind each article that a new article 1 follows."""
    gaps = [(one.at + 1, after.at) for one, after in pairwise(articles) if after.key == (1,) and one.key > (1,)]
    return [*gaps, (articles[-1].at + 1, end)]
