"""An Excel workbook (.xlsx) as grids."""

from __future__ import annotations

import io
import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from loaders.limits import Limits
from loaders.sheet.grid import Cell, Grid, Problem, Workbook, coordinate
from loaders.sheet.package import package_faults

if TYPE_CHECKING:
    from openpyxl import Workbook as Opened

__all__ = ["FORMULA", "read_xlsx"]

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
            streamed.close()
            if not book.cut:
                _look_over(load_workbook(io.BytesIO(data), keep_links=False), book)
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
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                cells += 1
                if cell.row > limits.table_rows or cell.column > limits.table_columns or cells > limits.table_rows:
                    at = coordinate(cell.row, cell.column)
                    fault = f"more rows, columns or cells than are read at once ({at}): split it, or clear what lies outside the table"
                    book.cut = True
                    book.faults.append(Problem(sheet.title, cell.row, 0, fault))
                    return
                grid.rows.setdefault(cell.row, {})[cell.column] = _cell(cell.value, cell.data_type, cell.number_format, limits)


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


def _look_over(full: Opened, book: Workbook) -> None:
    """What only the workbook as a whole tells: merged cells, and what is hidden."""
    for sheet in full.worksheets:
        for merged in sheet.merged_cells.ranges:
            fault = f"the cells {merged.coord} are merged: take them apart and write the value into every row it is meant for"
            book.faults.append(Problem(sheet.title, merged.min_row, merged.min_col, fault))
        if sheet.sheet_state != "visible":
            book.remarks.append(Problem(sheet.title, 1, 0, "this sheet is hidden; it is read like the others"))
        hidden = [number for number, row in sheet.row_dimensions.items() if row.hidden and number <= sheet.max_row]
        if hidden:
            book.remarks.append(Problem(sheet.title, min(hidden), 0, f"{len(hidden)} hidden rows; they are read like the others"))
        if columns := [name for name, column in sheet.column_dimensions.items() if column.hidden]:
            book.remarks.append(Problem(sheet.title, 1, 0, f"hidden columns ({', '.join(columns)}); they are read like the others"))
