"""A table of an export as records: CSV, or the first sheet of a workbook whose header is known."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from loaders.limits import Limits
from loaders.opening import text_of
from loaders.reading import Opened
from loaders.sheet.grid import Grid, coordinate
from loaders.statistics.mapping import Mapping

__all__ = ["FORMATS", "Table", "Unreadable", "find_table"]

FORMATS = ("csv", "xlsx", "ods", "text")
_DELIMITERS = ",;\t|"
_HEADER_WITHIN = 40

Record = tuple[int, list[str]]


class Unreadable(ValueError):
    """A table that cannot be read on: the line, and what to do."""

    def __init__(self, line: int, reason: str) -> None:
        self.line, self.reason = line, reason
        super().__init__(reason)


@dataclass(frozen=True)
class Table:
    """A table whose header a mapping knows: what stands above the header, the header and its line, and the records below it.

    ``sheet`` is the name of the sheet, '' for a CSV file.
    """

    mapping: Mapping
    above: str
    header: list[str]
    line: int
    records: Iterator[Record]
    sheet: str = ""

    def place(self, line: int, column: int) -> str:
        """What to call a cell in a complaint, by line and column from 0."""
        if self.sheet:
            return f"sheet {self.sheet}, cell {coordinate(line, column + 1)}"
        return f"column {column + 1} ({self.header[column].strip()})" if column < len(self.header) else f"column {column + 1}"


def find_table(opened: Opened, mappings: Iterable[Mapping], limits: Limits) -> Table | None:
    """The table of a file whose header one of the mappings knows, or None. Raises Unreadable."""
    wanted = list(mappings)
    if opened.format in ("xlsx", "ods"):
        return _in_workbook(opened, wanted, limits)
    text = text_of(opened)
    head = "".join(islice(io.StringIO(text, newline=""), _HEADER_WITHIN + 10))[:200_000]
    for delimiter in sorted(_DELIMITERS, key=head.count, reverse=True):
        if head.count(delimiter) and (found := _with_header(_csv(text, delimiter, limits), wanted)):
            return found
    return None


def _with_header(records: Iterator[Record], wanted: list[Mapping], sheet: str = "") -> Table | None:
    above: list[str] = []
    try:
        for line, cells in islice(records, _HEADER_WITHIN):
            for mapping in wanted:
                if mapping.fits(cells):
                    return Table(mapping, "\n".join(above), cells, line, records, sheet)
            above.append("\t".join(cells))
    except Unreadable:
        return None
    return None


def _csv(text: str, delimiter: str, limits: Limits) -> Iterator[Record]:
    csv.field_size_limit(limits.cell_chars)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for count, cells in enumerate(reader):
            if count > limits.table_rows:
                raise Unreadable(line, f"there are more than {limits.table_rows} rows: split the file, or set DRUGLAW_LIMIT_TABLE_ROWS")
            if len(cells) > limits.table_columns:
                raise Unreadable(line, f"there are more than {limits.table_columns} columns: is this the right delimiter?")
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(line, f"the line cannot be read ({error}): look for a quotation mark that is not closed") from error


def _in_workbook(opened: Opened, wanted: list[Mapping], limits: Limits) -> Table | None:
    from loaders.sheet.opened import workbook

    book = workbook(opened, limits)
    for fault in book.faults:
        if not fault.sheet:
            raise Unreadable(fault.row, fault.message)
    for grid in book.grids:
        if found := _with_header(_rows(grid), wanted, grid.name):
            for fault in book.faults:
                if fault.sheet == grid.name and fault.row >= found.line:
                    raise Unreadable(fault.row, f"sheet {fault.sheet}, cell {coordinate(fault.row, fault.column)}: {fault.message}")
            return found
    return None


def _rows(grid: Grid) -> Iterator[Record]:
    for number in sorted(grid.rows):
        cells = grid.rows[number]
        if faulty := next((column for column, cell in cells.items() if cell.fault), 0):
            raise Unreadable(number, f"sheet {grid.name}, cell {coordinate(number, faulty)}: {cells[faulty].fault}")
        yield number, [_written(cells[column].value) if column in cells else "" for column in range(1, max(cells) + 1)]


def _written(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return str(value)
