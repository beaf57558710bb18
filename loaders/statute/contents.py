"""Tables of contents: the stretch of headings that only lists what another stretch has with its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from loaders.statute.headings import Heading
from loaders.statute.line import Line

__all__ = ["Listed", "without_contents"]

_LETTERS = re.compile(r"[\W_]+")


@dataclass
class Listed:
    """The articles that are left, the first and last line of the contents (equal where there are none), and whether the
    headings stand in the contents alone: then the articles left are those of the contents."""

    articles: list[Heading]
    begin: int = 0
    end: int = 0
    alone: bool = False


def without_contents(lines: list[Line], articles: list[Heading], end: int) -> Listed:
    """The articles without those that a table of contents lists; ``end`` is the line where the act ends."""
    left = Listed(articles)
    for _ in range(3):
        found = _repeated(lines, left.articles)
        if found is None:
            break
        first, last = found
        listed = left.articles[first:last]
        if first == 0:
            left.begin, left.end = listed[0].at, listed[-1].at
        left.articles = left.articles[:first] + left.articles[last:]
    articles = left.articles
    dense = _dense_prefix(lines, articles)
    if len(articles) > 4 and dense >= len(articles) * 0.8 and dense > 4:
        behind = end - articles[dense - 1].at
        if behind > max(3 * dense, 40) or (dense < len(articles) and behind > dense):
            return Listed(articles[:dense], articles[0].at, articles[dense - 1].at, True)
    return left


def _twin(one: Heading) -> tuple[str, str]:
    return (one.number.normal if one.number else "", _LETTERS.sub("", one.rest.casefold())[:12])


def _repeated(lines: list[Line], articles: list[Heading]) -> tuple[int, int] | None:
    """The stretch of articles that only lists what another stretch has with its text."""
    if len(articles) < 4:
        return None
    later: dict[str, list[int]] = {}
    for at, one in enumerate(articles):
        later.setdefault(_twin(one)[0], []).append(at)
    tries = 0
    for place in later[_twin(articles[0])[0]][1:]:
        tries += 1
        if tries > 4:
            break
        numbers = {_twin(one)[0] for one in articles[place:]}
        head = articles[:place]
        again = sum(1 for one in head if _twin(one)[0] in numbers)
        if again < 0.6 * len(head) or place < 2:
            continue
        twins = {_twin(one) for one in head}
        if len(head) > 2 and len(twins & {_twin(one) for one in articles[place:]}) > 0.9 * len(twins) and len(articles) < 2.2 * place:
            whole, again = sum(_sizes(lines, head)), sum(_sizes(lines, articles[place:]))
            if 0.8 * again < whole and again > 200 * place:
                return (place, len(articles))
        first, second = _bodies(lines, head), _bodies(lines, articles[place:])
        if first * 2 < second or first == 0:
            return (0, place)
        if second * 2 < first:
            return (place, len(articles))
    dense = _dense_prefix(lines, articles)
    if dense > 2:
        numbers = {_twin(one)[0] for one in articles[dense:]}
        # the last line of a list is followed by the text, so it does not look like one of the list
        listed = dense + (1 if dense < len(articles) and _twin(articles[dense])[0] in {_twin(o)[0] for o in articles[dense + 1 :]} else 0)
        again = sum(1 for one in articles[:dense] if _twin(one)[0] in numbers)
        later_text = len(articles) - listed
        if again >= 2 and again >= 0.6 * min(dense, later_text):
            return (0, listed)
    return None


def _bodies(lines: list[Line], articles: list[Heading]) -> float:
    """How much text an article of the stretch has, in the middle."""
    sizes = _sizes(lines, articles)
    return median(sizes) if sizes else 0


def _sizes(lines: list[Line], articles: list[Heading]) -> list[int]:
    return [sum(len(lines[at].words) for at in range(one.at + 1, min(after.at, one.at + 12))) for one, after in pairwise(articles)]


def _dense_prefix(lines: list[Line], articles: list[Heading]) -> int:
    """How many of the first articles follow one another without text."""
    for count, (one, after) in enumerate(pairwise(articles)):
        gap = lines[one.at + 1 : after.at]
        if (
            len(gap) > 6
            or sum(len(line.words) for line in gap) > 300
            or any(line.words.endswith((".", ";")) and len(line.words) > 60 for line in gap)
        ):
            return count
    return len(articles)
