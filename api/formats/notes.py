"""The numbered notes of a printed table: for each cell what was found, in which article, who tells it, and who disagrees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from api.formats.bibliography import Cited
from api.formats.visible import line
from api.formats.words import words
from graph.comparison import Comparison
from graph.findings import Finding
from graph.rules import NOT_RESEARCHED, Cell

__all__ = ["Note", "Notes", "Said"]


@dataclass(frozen=True)
class Said:
    """What one finding says: ``before`` and ``after`` stand around the number of its source in the bibliography."""

    before: str
    source: Cited
    after: str

    def __str__(self) -> str:
        return f"{self.before} [{self.source.number}]{self.after}"


@dataclass(frozen=True)
class Note:
    """What stands behind one cell, or behind several alike: the findings, then why the cell shows what it shows."""

    number: int
    said: tuple[Said, ...]
    why: str

    def __str__(self) -> str:
        return " ".join([*map(str, self.said), self.why])


class Notes:
    """The notes of a comparison, numbered from 1 as its cells are met; cells with the same note share its number."""

    def __init__(self, comparison: Comparison, sources: dict[str, Cited]) -> None:
        self._comparison, self._sources = comparison, sources
        lang = comparison.query.lang
        self._words = words(lang)
        self._codes = comparison.codebook.codes
        self._acts = comparison.knowledge.subjects(lang)
        self._kept: dict[tuple[tuple[Said, ...], str], Note] = {}

    def __iter__(self) -> Iterator[Note]:
        return iter(self._kept.values())

    def of(self, cell: Cell) -> Note | None:
        """The note of a cell; None where nothing more is known than what the cell shows."""
        said = tuple(self._said(cell))
        if not said and cell.because == NOT_RESEARCHED.because:
            return None
        why = " ".join([line(cell.because), *self._qualified(cell)])
        return self._kept.setdefault((said, why), Note(len(self._kept) + 1, said, why))

    def _said(self, cell: Cell) -> Iterator[Said]:
        first = cell.chosen
        if first:
            yield self._one("", first)
        for lead, findings in (("likewise", cell.supports), ("otherwise", cell.rivals), ("open", cell.unsettled)):
            for finding in findings:
                if finding is not first:
                    yield self._one(self._words[lead] if cell.status != "disputed" or lead == "open" else "", finding)

    def _one(self, lead: str, finding: Finding) -> Said:
        answers = self._comparison.codebook.answers
        answer = answers[finding.answer].label if finding.answer in answers else finding.answer
        says = " ".join(filter(None, (finding.reading, finding.conditions)))
        before = f"{lead}, {answer}" if lead else answer
        cited = self._comparison.knowledge.citations
        articles = "; ".join(cited.get(one, one) for one in finding.provisions)
        before = f"{before}: {says}" + (f" {articles}." if articles else "")
        return Said(line(before), self._sources[finding.source], line(", " + ", ".join(self._where(finding))) + ".")

    def _where(self, finding: Finding) -> Iterator[str]:
        said = self._words
        yield finding.locator
        yield self._codes[finding.grade].label
        if finding.basis == "inferred":
            yield self._codes["inferred"].label
        for name, day in (("from", finding.from_), ("until", finding.until), ("observed", finding.observed)):
            if day:
                yield said[name].format(day=day)
        if finding.looked_in:
            known = self._comparison.knowledge.citations
            acts = (known.get(one) or (self._acts[one].label if one in self._acts else one) for one in finding.looked_in)
            yield said["read"].format(acts="; ".join(acts))

    def _qualified(self, cell: Cell) -> Iterator[str]:
        if cell.chosen and cell.chosen.from_ not in ("", ".."):
            yield self._words["since"].format(day=line(cell.chosen.from_))
        if cell.carried_from:
            yield self._words["carried"].format(day=cell.carried_from)
        if cell.certainty == "possible":
            yield self._words["possible"]
