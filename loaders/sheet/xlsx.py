"""An Excel workbook (.xlsx) as grids."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from loaders.archives import member
from loaders.limits import Limits
from loaders.sheet.grid import Cell, Grid, Problem, Workbook, coordinate, letters
from loaders.sheet.package import package_faults

if TYPE_CHECKING:
    from openpyxl import Workbook as Opened

__all__ = ["FORMULA", "hidden_rows", "read_xlsx"]

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LAST_ROW = 1_048_576  # no program has more; a file that counts on would keep us counting
FORMULA = "this is a formula: put the value in its place (copy, then paste special, values)"
_ERROR = "the cell shows an error: put the value in its place"
_TEXT_IN_FORMAT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


def read_xlsx(data: bytes, limits: Limits) -> Workbook:
    """The sheets of a workbook. What cannot be read as one is a fault; nothing is raised."""
    import warnings

    from openpyxl import load_workbook

    book = Workbook()
    try:
        book.faults = [Problem("", 1, 0, fault) for fault in package_faults(data)]
        if book.faults:
            return book
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            streamed = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            _take_cells(streamed, book, limits)
            if not book.cut:
                _look_over(data, streamed, book, limits)
            streamed.close()
    except Exception as error:  # openpyxl raises whatever its many parts raise
        book.cut = True
        book.faults.append(
            Problem("", 1, 0, f"this workbook cannot be read ({type(error).__name__}): open it in a spreadsheet program and save it again")
        )
    return book


def _take_cells(streamed: Opened, book: Workbook, limits: Limits) -> None:
    cells = 0
    for sheet in streamed.worksheets:
        grid = Grid(sheet.title)
        book.grids.append(grid)
        for row, values in enumerate(sheet.iter_rows(), 1):
            for column, cell in enumerate(values, 1):
                if cell.value is not None:
                    cells += 1
                    grid.rows.setdefault(row, {})[column] = _cell(cell.value, cell.data_type, cell.number_format, limits)
            width = max(grid.rows.get(row, ()), default=0)
            if row > _LAST_ROW or width > limits.table_columns or cells > limits.table_rows or (width and row > limits.table_rows):
                at = coordinate(row, max(width, 1))
                fault = f"more rows, columns or cells than are read at once ({at}): split it, or clear what lies outside the table"
                book.cut = True
                book.faults.append(Problem(sheet.title, row, 0, fault))
                return


def _cell(value: object, data_type: str, number_format: str, limits: Limits) -> Cell:
    if data_type == "f" or not isinstance(value, str | int | float | bool | date | datetime | time | timedelta):
        return Cell("", fault=FORMULA)
    if data_type == "e":
        return Cell("", fault=_ERROR)
    if isinstance(value, str) and len(value) > limits.cell_chars:
        return Cell("", fault=f"the cell holds more than {limits.cell_chars} characters: shorten it")
    if isinstance(value, date | datetime):
        return Cell(value, shows_day="d" in _TEXT_IN_FORMAT.sub("", number_format).lower())
    return Cell(value)


def _look_over(data: bytes, streamed: Opened, book: Workbook, limits: Limits) -> None:
    """What the cells do not tell: merged ones, and what is hidden."""
    from lxml import etree
    from openpyxl.utils import range_boundaries

    for sheet in streamed.worksheets:
        if sheet.sheet_state != "visible":
            book.remarks.append(Problem(sheet.title, 1, 0, "this sheet is hidden; it is read like the others"))
        rows: list[str] = []
        columns: list[str] = []
        part = io.BytesIO(member(data, str(getattr(sheet, "_worksheet_path", "")).lstrip("/")))
        tags = [_MAIN + name for name in ("row", "col", "mergeCell")]
        for _, element in etree.iterparse(part, tag=tags, resolve_entities=False, no_network=True, huge_tree=False):
            if element.tag == _MAIN + "mergeCell":
                left, top, right, bottom = (int(one or 1) for one in range_boundaries(element.get("ref", "A1")))
                fault = f"the cells {element.get('ref')} are merged: take them apart and write the value into every row it is meant for"
                book.faults.append(Problem(sheet.title, top, left, fault))
                book.cut |= (right - left + 1) * (bottom - top + 1) > limits.table_rows
            elif element.get("hidden") in ("1", "true"):
                (rows if element.tag == _MAIN + "row" else columns).append(element.get("r") or letters(int(element.get("min", "1"))))
            element.clear()
        if rows:
            book.remarks.append(hidden_rows(sheet.title, rows))
        if columns:
            book.remarks.append(Problem(sheet.title, 1, 0, f"hidden columns ({_few(columns)}); they are read like the others"))


def hidden_rows(sheet: str, rows: Sequence[str]) -> Problem:
    """The remark about rows that nobody sees."""
    return Problem(sheet, int(rows[0]), 0, f"hidden rows ({_few(rows)}); they are read like the others")


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:5]) + (" ..." if len(names) > 5 else "")
