"""The findings of one coder, read out of a sheet for the comparison with another coder's; nothing is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.agreement import TIMES, Coding
from graph.complaints import Complaint
from loaders.limits import Limits
from loaders.opening import open_file
from loaders.sheet.grid import Grid, Problem
from loaders.sheet.habits import typed
from loaders.sheet.match import columns_of, passed_over, tables
from loaders.sheet.opened import FORMATS, workbook
from loaders.sheet.place import placed, words_of
from loaders.sheet.taken import commented

__all__ = ["codings"]

_FINDINGS = "findings"
_UNIT = ("subject", "measure", "answer")


def codings(path: Path) -> tuple[list[Coding], list[Complaint]]:
    """The rows that give an answer, and what keeps them from being read. Only subject, measure and answer must be there."""
    limits, file = Limits.from_environment(), str(path)
    opened = open_file(path, limits)
    if isinstance(opened, list):
        return [], opened
    if opened.format not in FORMATS:
        return [], [Complaint(file, 1, "this is no workbook and no table: give a coding sheet as .xlsx, .ods or .csv")]
    book, alone = workbook(opened, limits), opened.format == "csv"
    faults = [fault for fault in book.faults if not fault.column]
    sheets = [grid for grid in book.grids if not passed_over(grid) and set(_UNIT) <= set(columns_of(grid, tables()[_FINDINGS]).at)]
    if not (sheets or faults):
        faults.append(Problem("", 1, 0, f"no sheet has the columns {', '.join(_UNIT)} in its first row: name them so"))
    found = [coding for grid in sheets for coding in _codings(grid, faults, alone)]
    return found, [placed(file, fault, alone) for fault in faults]


def _codings(grid: Grid, faults: list[Problem], alone: bool) -> Iterator[Coding]:
    table = tables()[_FINDINGS]
    columns = {column.name: column for column in table.columns}
    at = columns_of(grid, table).at
    header = min(grid.rows)
    for number, cells in sorted(grid.rows.items()):
        if number == header or commented(cells):
            continue
        values = dict.fromkeys(table.header, "")
        for name in (*_UNIT, *TIMES, "reading", "source", "locator"):
            if cell := cells.get(at.get(name, 0)):
                values[name], fault = typed(cell, columns[name])
                if fault:
                    faults.append(Problem(grid.name, number, at[name], fault, name))
        subject, measure, answer = (values[name].lower() for name in _UNIT)
        if subject and measure and answer:
            place = words_of(Problem(grid.name, number, 0, ""), alone) or f"line {number}"
            times = tuple(values[name] for name in TIMES)
            yield Coding(subject, measure, answer, values["reading"], times, values["source"], values["locator"], place)
        elif answer:
            faults.append(Problem(grid.name, number, 0, "there is an answer without its subject or measure: fill them in"))
