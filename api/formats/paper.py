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
from api.formats.stated import GAPS, Stated
from api.formats.visible import line
from graph.codebook import Measure
from graph.comparison import Comparison
from graph.errors import WrongValueError
from graph.knowledge import Subject
from graph.rules import Cell

__all__ = ["MOST", "Paper", "Printed", "Table", "cited_sources", "kind_of_cell"]

MOST = 20_000
"""How many cells a printed table holds: more makes a file that no program opens with pleasure, and takes minutes."""


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


@dataclass
class Paper(Stated):
    """The printed form of a comparison with at most ``columns`` subjects in a table (0: all in one).

    ``cells`` holds the printed cells by (subject id, measure id); notes are numbered in the order in which the tables are read.
    Raises WrongValueError for more than ``MOST`` cells.
    """

    columns: int = 0
    tables: list[Table] = field(init=False)
    cells: dict[tuple[str, str], Printed] = field(init=False)
    notes: list[Note] = field(init=False)
    sources: list[Cited] = field(init=False)

    def __post_init__(self) -> None:
        if (count := len(self.comparison.cells)) > MOST:
            note = f"the table would have {count} cells; a {self.format} holds at most {MOST}"
            raise WrongValueError(
                "subjects", f"{len(self.comparison.subjects)} subjects", ["fewer subjects or measures", "csv", "json"], note
            )
        super().__post_init__()
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


def kind_of_cell(cell: Cell) -> str:
    """What kind of cell it is, for its shade: one of the gaps, ``disputed``, ``not-researched``, or ``answered``."""
    return cell.answer if cell.answer in GAPS else cell.status


def cited_sources(comparison: Comparison, edition: Edition) -> dict[str, Cited]:
    """The sources that the cells of a comparison rest on or are disputed by, each once, by key."""
    keys = {one.source for cell in comparison.cells.values() for one in (*cell.supports, *cell.rivals, *cell.unsettled)}
    return bibliography(comparison.knowledge, keys, edition, comparison.query.lang)
