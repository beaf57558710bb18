"""A comparison laid out for print: its tables, notes, sources, legend and receipt, ready for any document format.

A format that prints takes its words from here and adds only its own signs, so that no two of them can say different things.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from math import ceil

from api.formats.bibliography import Cited, bibliography
from api.formats.comparison import cell_text
from api.formats.editions import Edition
from api.formats.notes import Note, Notes
from api.formats.visible import line
from api.formats.words import Words, words
from api.receipts import Receipt
from graph.codebook import Measure
from graph.comparison import Comparison
from graph.knowledge import Subject
from graph.rules import Cell
from graph.tallies import tallies_of

__all__ = ["Paper", "Printed", "Table", "Term", "cited_sources", "kind_of_cell"]

GAPS = ("silent", "unclear", "not-applicable")
"""Answers that every table explains, whether they occur in it or not."""


@dataclass(frozen=True)
class Printed:
    """A cell as it is printed: its words, what kind of cell it is, and its note."""

    text: str
    kind: str
    note: Note | None


@dataclass(frozen=True)
class Table:
    """The columns that fit beside each other, and the measures in their groups."""

    title: str
    subjects: list[Subject]
    groups: list[tuple[str, list[Measure]]]


@dataclass(frozen=True)
class Term:
    """An entry of the legend: how it stands in the table, its other name ('' for none), and what it means."""

    shown: str
    name: str
    meaning: str

    @property
    def explained(self) -> str:
        """The other name and the meaning, as they follow the term."""
        return f" ({self.name}): {self.meaning}" if self.name else f": {self.meaning}"


@dataclass
class Paper:
    """The printed form of a comparison with at most ``columns`` subjects in a table (0: all in one).

    ``cells`` holds the printed cells by (subject id, measure id); notes are numbered in the order in which the tables are read.
    """

    comparison: Comparison
    edition: Edition
    format: str
    columns: int = 0
    said: Words = field(init=False)
    title: str = field(init=False)
    tables: list[Table] = field(init=False)
    cells: dict[tuple[str, str], Printed] = field(init=False)
    notes: list[Note] = field(init=False)
    sources: list[Cited] = field(init=False)

    def __post_init__(self) -> None:
        self.said = words(self.comparison.query.lang)
        self.title = self.said["title"].format(day=self.comparison.as_of)
        self.tables = list(self._tables())
        sources = cited_sources(self.comparison, self.edition)
        self.sources = list(sources.values())
        notes = Notes(self.comparison, sources)
        self.cells = {
            (subject.id, measure.id): self._printed(self.comparison.cells[subject.id, measure.id], notes)
            for table in self.tables
            for _, measures in table.groups
            for measure in measures
            for subject in table.subjects
        }
        self.notes = list(notes)

    def _tables(self) -> Iterator[Table]:
        subjects = self.comparison.subjects
        groups = [(line(label), list(rows)) for label, rows in groupby(self.comparison.measures, key=lambda one: one.group_label)]
        count = ceil(len(subjects) / self.columns) if self.columns else 1
        width = ceil(len(subjects) / count) if subjects else 0
        for number in range(count):
            title = self.said["part"].format(title=self.title, number=number + 1, count=count) if count > 1 else self.title
            yield Table(title, subjects[number * width : (number + 1) * width], groups)

    def _printed(self, cell: Cell, notes: Notes) -> Printed:
        marks = [self.named("possible")] if cell.certainty == "possible" else []
        if cell.rivals and cell.status != "disputed":
            marks.append(self.said["rivals"])
        text = cell_text(cell, self.named) + "".join(f" ({mark})" for mark in marks)
        return Printed(line(text), kind_of_cell(cell), notes.of(cell))

    def named(self, slug: str) -> str:
        """How an answer or a status stands in a cell: by its slug, the name in every format, or in Russian by its label."""
        return slug if self.comparison.query.lang == "en" else self._label(slug)

    def _label(self, slug: str) -> str:
        codebook = self.comparison.codebook
        known = codebook.answers.get(slug) or codebook.codes.get(slug)
        return known.label if known else slug

    @property
    def legend(self) -> list[Term]:
        """What each kind of gap and mark means, then the answers that occur."""
        answers, codes = self.comparison.codebook.answers, self.comparison.codebook.codes
        used = {answer for cell in self.comparison.cells.values() for answer in cell.answers}
        terms = [self._term(one, answers[one].definition) for one in GAPS if one in answers]
        terms += [self._term(one, codes[one].definition) for one in ("not-researched", "disputed")]
        terms += [
            Term(f"({self.named('carried')} …)", "", line(codes["carried"].definition)),
            Term(f"({self.named('possible')})", "", line(codes["possible"].definition)),
            Term(f"({self.said['rivals']})", "", self.said["rivals_meaning"]),
        ]
        return terms + [self._term(one.id, one.definition) for one in answers.values() if one.id in used - set(GAPS)]

    def _term(self, slug: str, meaning: str) -> Term:
        shown, other = line(self.named(slug)), line(self._label(slug)) if self.comparison.query.lang == "en" else slug
        return Term(shown, "" if other.replace(" ", "-") == shown else other, line(meaning))

    @property
    def about(self) -> dict[str, str]:
        """What the table says of itself: release, day, rule and receipt, and how many sources without a date were left out."""
        receipt = Receipt.of(self.comparison, self.edition)
        stated = receipt.stated(self.comparison, self.format) | {"undated_sources_left_out": str(self.comparison.undated)}
        return {name: line(value) or self.said["none"] for name, value in stated.items()}

    @property
    def mark(self) -> str:
        """The receipt as one word, for programs: it stands in the file where no reader sees it."""
        return Receipt.of(self.comparison, self.edition).mark(self.comparison, self.format)

    @property
    def cautions(self) -> list[str]:
        """What a reader has to know before he quotes the table."""
        undated = [self.said["undated"].format(count=self.comparison.undated)] if self.comparison.undated else []
        counted = [line(one.sentence) for one in tallies_of(self.comparison)]
        return [self.said["gaps"], *undated, *counted, self.said["dates"], self.said["own_words"], self.said["aid"]]


def kind_of_cell(cell: Cell) -> str:
    """What kind of cell it is, for its shade: one of the gaps, ``disputed``, ``not-researched``, or ``answered``."""
    return cell.answer if cell.answer in GAPS else cell.status


def cited_sources(comparison: Comparison, edition: Edition) -> dict[str, Cited]:
    """The sources that the cells of a comparison rest on or are disputed by, each once, by key."""
    keys = {one.source for cell in comparison.cells.values() for one in (*cell.supports, *cell.rivals, *cell.unsettled)}
    return bibliography(comparison.knowledge, keys, edition)
