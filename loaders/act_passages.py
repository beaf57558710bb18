"""The passages of an act's text that are compared with those of another."""

from __future__ import annotations

from collections.abc import Sequence

from graph.passages import Passage
from loaders.act import LEVELS, ActText, Division

__all__ = ["passages_of"]

_ARTICLE = list(LEVELS).index("article")


def passages_of(act: ActText) -> list[Passage]:
    """Every article whole; chapters and the like with what stands in themselves; and whatever else the act has, whole."""
    found: list[Passage] = []
    _collect(act.divisions, None, found)
    return found


def _collect(divisions: Sequence[Division], around: int | None, found: list[Passage]) -> None:
    for one in divisions:
        surrounding = _surrounds(one)
        text = one.text if surrounding else one.whole_text()
        found.append(Passage(one.level, one.number, one.heading, text, one.status == "repealed", one.eid, around, surrounding))
        if surrounding:
            _collect(one.children, len(found) - 1, found)


def _surrounds(division: Division) -> bool:
    """Whether the division is divided into articles, or, in an act without them, stands where a chapter would."""
    if division.level == "article":
        return False
    above_articles = division.level != "preamble" and list(LEVELS).index(division.level) < _ARTICLE
    return above_articles or any(one.level == "article" for one in division.walk())
