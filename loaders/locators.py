"""Locators of the law (``art. 32(1), note``, ``arts. 3-5``, ``preamble``) as places in the text of an act, by its tree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from loaders.act import ActText, Division

__all__ = ["OUTER", "ActPlaces", "pieces"]

_ARTICLES = re.compile(r"arts?\. (?P<list>.+?)(?P<note>, notes?(?: (?P<number>[0-9]+))?)?(?P<rest>(?:, [^\W\d][^,]*)*)")
_REFERENCE = re.compile(r"[0-9][\w.-]*(?:\([\w-]{1,9}\))*")
_LEVEL = re.compile(r"(?P<level>preamble|annex|chapter|section|part)(?: (?P<number>[0-9]+[a-z]?(?:-[0-9]+)?))?")
_FOOTNOTES = re.compile(r"arts?\. .+, amendment notes? (?P<first>[0-9]{1,5})(?:[-–](?P<last>[0-9]{1,5}))?")
_MOST_FOOTNOTES = 200
_AND = re.compile(r", | and ")
_TO = re.compile(r"[-–]")

Span = tuple[int, int]
OUTER = ("whole text", "title", "opening")
"""Places of an act for which its outermost divisions say enough."""


def pieces(locator: str) -> list[str]:
    """The places that a locator names, one by one."""
    return [piece for piece in locator.split("; ") if piece]


@dataclass
class ActPlaces:
    """Where the divisions of an act are in its text, by the words of a locator."""

    act: ActText
    _articles: dict[str, Division] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for division in self.act.walk():
            if division.level == "article" and division.number:
                self._articles.setdefault(division.number, division)

    def spans(self, piece: str) -> list[Span]:
        """Where in the text one place of a locator is: a span for each article named; nothing where one of them is not there.

        Words that narrow the place further than the tree does (``heading``) give the narrowest division around it.
        """
        if piece == "whole text":
            return [(0, len(self.act.text))] if self.act.text.strip() else []
        if piece == "opening":
            end = min((one.start for one in self.act.divisions), default=0)
            return [(0, end)] if self.act.text[:end].strip() else []
        if piece == "title":
            words = r"\s+".join(map(re.escape, self.act.title.split()))  # it may stand on several lines
            return [found.span()] if words and (found := re.search(words, self.act.text)) else []
        if found := _LEVEL.fullmatch(piece):
            level, number = found["level"], found["number"] or ""
            divisions = [one for one in self.act.walk() if one.level == level and (not number or one.number == number)]
            return [_span(divisions[0])] if len(divisions) == 1 else []
        if found := _FOOTNOTES.fullmatch(piece):
            return self._footnotes(int(found["first"]), int(found["last"] or found["first"]))
        found = _ARTICLES.fullmatch(piece)
        if not found or "note" in found["rest"]:
            return []
        if not found["note"]:
            return self._listed(found["list"])
        division = self._division(found["list"])
        return self._notes(division, found["number"] or "") if division else []

    def _listed(self, said: str) -> list[Span]:
        spans: list[Span] = []
        article = ""
        for one in _AND.split(said):
            reference = article + one if one.startswith("(") else one
            article = re.split(r"[(.]", reference)[0]
            span = self._one(reference)
            if span is None:
                return []
            spans.append(span)
        return spans

    def _one(self, reference: str) -> Span | None:
        """The span of one article or part of it, or of a range of them; an inserted article (``74-1``) goes before a range."""
        if division := self._division(reference):
            return _span(division)
        for dash in _TO.finditer(reference):
            first, last = reference[: dash.start()], reference[dash.end() :]
            begin = self._division(first)
            end = self._division(first.partition("(")[0] + last if last.startswith("(") else last)
            if begin and end and begin.start <= end.start:
                return begin.start, _span(end)[1]
        return None

    def _division(self, reference: str) -> Division | None:
        """An article by its number, or a part of it by the numbers behind it: ``5(3)(2)``, ``93-1.2``."""
        if not _REFERENCE.fullmatch(reference):
            return None
        number, *steps = [step for step in re.split(r"[()]", reference) if step]
        dotted = number.split(".")
        for cut in range(len(dotted), 0, -1):
            if article := self._articles.get(".".join(dotted[:cut])):
                return _below(article, [*dotted[cut:], *steps])
        return None

    def _notes(self, division: Division, number: str) -> list[Span]:
        """The notes of a division that are part of the act, or else those that its publisher put there."""
        own = [one for one in division.walk() if one.level == "note" and number in ("", one.number)]
        if own:
            return [_span(one) for one in own]
        if number:
            return [_span(part) for one in division.walk() if one.level == "note" if (part := _below(one, [number]))]
        places = [(self.act.text.find(note, division.start), note) for one in division.walk() for note in one.notes]
        return [(start, start + len(note)) for start, note in places if start >= 0]

    def _footnotes(self, first: int, last: int) -> list[Span]:
        """The notes at the foot of a text that begin a line with their number in brackets; nothing where one is not there, or twice."""
        spans = []
        for number in range(first, min(last, first + _MOST_FOOTNOTES) + 1):
            lines = list(re.finditer(rf"^[^\w\n]{{0,4}}\[{number}\][ \t]+\S.*$", self.act.text, re.MULTILINE))
            if len(lines) != 1:
                return []
            spans.append(lines[0].span())
        return spans


def _below(division: Division, steps: list[str]) -> Division | None:
    """The part of a division reached by the numbers, each the nearest below the one before; dotted numbers may be printed whole.

    Where the text gives the parts of a division no numbers of this kind, the division itself is the narrowest place around them.
    """
    here = division
    for step in steps:
        if found := _nearest(here, step):
            here = found
        elif any(one.number and one.number[0].isdigit() == step[0].isdigit() for one in here.walk() if one is not here):
            return None
    return here


def _nearest(division: Division, step: str) -> Division | None:
    level = division.children
    while level:
        if found := next((one for one in level if one.number in (step, f"{division.number}.{step}")), None):
            return found
        level = [child for one in level if not one.number for child in one.children]
    return None


def _span(division: Division) -> Span:
    return division.start, max(one.end for one in division.walk())
