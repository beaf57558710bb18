"""The rows of one sheet taken as rows of its table, and where in the sheet each field stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pyoxigraph import NamedNode

from graph.choices import Choices
from graph.complaints import Complaint, Contents
from graph.metadata import Column, Table, fill
from graph.rows import Fault, Row, entries, load_rows
from loaders.sheet.grid import Cell, Grid, Problem
from loaders.sheet.habits import typed
from loaders.sheet.match import COMMENT, Matched, columns_of

__all__ = ["Taken", "commented", "take"]


@dataclass
class Taken:
    """What the sheets of a workbook gave. ``places``: thing and property ('' for the row) -> where it stands, a problem without words.

    ``faulty`` are the things whose rows have a fault, ``comments`` the number of rows passed over in each sheet.
    """

    contents: Contents = field(default_factory=Contents)
    places: dict[tuple[str, str], Problem] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    faulty: set[str] = field(default_factory=set)
    comments: dict[str, int] = field(default_factory=dict)


def commented(cells: dict[int, Cell]) -> bool:
    """Whether a row is a remark or the example of the template: its first cell begins with ``#``."""
    first = cells[min(cells)].value if cells else ""
    return isinstance(first, str) and first.lstrip().startswith(COMMENT)


def take(grid: Grid, table: Table, choices: Choices, graph: NamedNode, taken: Taken) -> list[Problem]:
    """Add one sheet to what was taken; gives its faults, all of them."""
    matched = columns_of(grid, table)
    faults = list(matched.faults)
    if not matched.whole:
        taken.contents.unread.append(table.about.partition("{")[0])
        return faults
    rows = list(_rows(grid, matched, choices, faults))

    def complain(fault: Fault) -> Complaint:
        name = fault.column or table.key[-1]
        faults.append(Problem(grid.name, fault.line, matched.at.get(name, 0), fault.message, name))
        return Complaint(grid.name, fault.line, fault.message)

    load_rows(rows, matched.table, graph, taken.contents, complain, "row")
    if rows:
        taken.counts[table.name] = taken.counts.get(table.name, 0) + len(rows)
    if passed := sum(map(commented, grid.rows.values())):
        taken.comments[grid.name] = passed
    _place(rows, grid, matched, taken, faults)
    return faults


def _place(rows: list[Row], grid: Grid, matched: Matched, taken: Taken, faults: list[Problem]) -> None:
    """Note where the fields of the rows stand and which rows have a fault; an id that another sheet has given is one."""
    table = matched.table
    for row in rows:
        thing = fill(table.about, row.values)
        at = Problem(grid.name, row.line, matched.at[table.key[-1]], "", table.key[-1])
        there = taken.places.setdefault((thing, ""), at)
        if there.sheet != grid.name:
            said = f"'{row.values[table.key[-1]]}' is also in sheet {there.sheet}, row {there.row}: give each row an id of its own"
            faults.append(replace(at, message=said))
        for column in table.columns:
            if column.prop and not column.virtual:
                field_at = Problem(grid.name, row.line, matched.at.get(column.name, 0), "", column.name)
                taken.places.setdefault((fill(column.about, row.values), column.prop.value), field_at)
    wrong = {fault.row for fault in faults}
    taken.faulty.update(fill(table.about, row.values) for row in rows if row.line in wrong)


def _rows(grid: Grid, matched: Matched, choices: Choices, faults: list[Problem]) -> Iterator[Row]:
    """The rows that hold something and are no remark; what stands outside the table goes into the faults."""
    names = {number: name for name, number in matched.at.items()}
    columns = {column.name: column for column in matched.table.columns}
    header = min(grid.rows)
    for number, cells in sorted(grid.rows.items()):
        if number == header or commented(cells):
            continue
        values = dict.fromkeys(matched.table.header, "")
        unread: dict[str, str] = {}
        for place, cell in sorted(cells.items()):
            if name := names.get(place):
                values[name], fault = typed(cell, columns[name])
                if fault := fault or _name_for_id(values[name], columns[name], choices):
                    unread[name] = fault
            elif place not in matched.ignored and (cell.fault or str(cell.value).strip()):
                faults.append(Problem(grid.name, number, place, "this column has no name in the first row: name it or clear it"))
        if unread or any(values.values()):
            yield Row(number, values, unread)


def _name_for_id(text: str, column: Column, choices: Choices) -> str:
    """What to write where somebody wrote what a thing is called."""
    for value in entries(text, column) if text else ():
        if (ids := choices.called(value, column)) and value not in ids:
            return f"'{value}' is a name: write the id, {' or '.join(ids[:3])}"
    return ""
