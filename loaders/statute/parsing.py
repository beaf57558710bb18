"""From the plain text of an act to its tree."""

from __future__ import annotations

from loaders.act import ActText
from loaders.statute.detection import detect
from loaders.statute.head import read_head
from loaders.statute.headings import Heading, heading_words
from loaders.statute.line import Line
from loaders.statute.lines import text_lines
from loaders.statute.selection import select
from loaders.statute.spacing import put_together
from loaders.statute.tree import build
from loaders.statute.words import languages

__all__ = ["TooManyHeadingsError", "find_headings", "parse"]

_MOST_REMARKS = 1000


class TooManyHeadingsError(ValueError):
    """A text has more headings than any act."""


def find_headings(lines: list[Line], lang: str, most: int = 1_000_000) -> list[Heading]:
    """Every line that looks like a heading in a language. Raises TooManyHeadingsError for more than ``most``."""
    for fallback in (False, True):
        words = heading_words(lang, fallback)
        last = len(lines) - 1
        found: list[Heading] = []
        for at, line in enumerate(lines):
            below = lines[at + 1].words if len(line.words) < 14 and at < last else ""
            if (one := words.read(at, line.words, below)) is not None:
                found.append(one)
                if len(found) > most:
                    raise TooManyHeadingsError(f"more than {most} lines of this text look like headings")
        if any(one.level == "article" for one in found) or not languages()[lang].fallback:
            break
    return found


def parse(text: str, lang: str = "", most: int = 1_000_000) -> ActText:
    """The act that a text holds. ``lang`` is the code of its language, detected where it is ''.

    Raises TooManyHeadingsError for more than ``most`` lines that look like headings.
    """
    lines = text_lines(text)
    code = detect(text, lang)
    act = ActText(text, language=code)
    if not code:
        return act
    headings = find_headings(lines, code, most)
    if not any(one.level == "article" for one in headings):
        return act
    chosen = select(lines, headings, code)
    if not chosen.kept:
        return act
    first = min(chosen.kept[0].at, chosen.contents[0] or chosen.kept[0].at)
    head = read_head(lines, first, chosen.end, code, (chosen.contents[1] + 1, chosen.kept[0].at))
    act.title, act.number, act.adopted = head.title, head.number, head.adopted
    build(lines, heading_words(code), code, chosen, act, head.lines)
    act.remarks.extend((lines[min(at, len(lines) - 1)].start, said) for at, said in chosen.remarks)
    put_together(act)
    act.remarks.sort()
    if len(act.remarks) > _MOST_REMARKS:
        left = len(act.remarks) - _MOST_REMARKS
        act.remarks[_MOST_REMARKS:] = [(act.remarks[_MOST_REMARKS][0], f"there are {left} more remarks of these kinds")]
    return act
