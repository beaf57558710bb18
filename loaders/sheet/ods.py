"""An OpenDocument spreadsheet (.ods) as grids: values from calamine, and what it does not tell from the document itself."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from loaders.archives import member
from loaders.limits import Limits
from loaders.sheet.grid import Cell, Grid, Problem, Value, Workbook, coordinate
from loaders.sheet.package import package_faults
from loaders.sheet.xlsx import FORMULA, hidden_rows

__all__ = ["read_ods"]

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ALL = 1000  # so many hidden rows at the end are the sheet's own padding
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


@dataclass(frozen=True)
class _Marked:
    """A cell of which the document says more than its value."""

    sheet: str
    row: int
    column: int
    formula: bool
    shows_day: bool


def read_ods(data: bytes, limits: Limits) -> Workbook:
    """The sheets of a spreadsheet. What cannot be read as one is a fault; nothing is raised."""
    from python_calamine import load_workbook

    book = Workbook()
    try:
        book.faults = [Problem("", 1, 0, fault) for fault in package_faults(data)]
        if book.faults:
            return book
        marked = list(_marked(data, book, limits))
        if book.cut:
            return book
        opened = load_workbook(io.BytesIO(data))
        for name in opened.sheet_names:
            grid = Grid(name)
            book.grids.append(grid)
            for number, row in enumerate(opened.get_sheet_by_name(name).to_python(skip_empty_area=False), 1):
                if cells := {column: _cell(value, limits) for column, value in enumerate(row, 1) if value != ""}:
                    grid.rows[number] = cells
        _apply(marked, book)
    except Exception as error:  # calamine and lxml have no common family of errors
        said = f"this spreadsheet cannot be read ({type(error).__name__}): open it in a spreadsheet program and save it again"
        book.cut = True
        book.faults.append(Problem("", 1, 0, said))
    return book


def _cell(value: Value, limits: Limits) -> Cell:
    if isinstance(value, str) and len(value) > limits.cell_chars:
        return Cell("", fault=f"the cell holds more than {limits.cell_chars} characters: shorten it")
    return Cell(value)


def _apply(marked: list[_Marked], book: Workbook) -> None:
    grids = {grid.name: grid for grid in book.grids}
    for mark in marked:
        row = grids[mark.sheet].rows.setdefault(mark.row, {})
        if mark.formula:
            row[mark.column] = Cell("", fault=FORMULA)
        elif mark.column in row:
            row[mark.column] = Cell(row[mark.column].value, shows_day=mark.shows_day)


def _marked(data: bytes, book: Workbook, limits: Limits) -> Iterator[_Marked]:
    """The cells that are formulas or dates; merged and hidden ones, and too many of them, go into the workbook."""
    sheet, row, column, cells = "", 0, 0, 0
    hidden: dict[str, list[str]] = {}
    for event, kind, element in _elements(data):
        if event == "start" and kind == "table":
            sheet, row = element.get(_TABLE + "name", ""), 0
        elif event == "start" and kind == "table-row":
            row, column = row + 1, 0
            if element.get(_TABLE + "visibility", "visible") != "visible" and _count(element, "number-rows-repeated") < _ALL:
                hidden.setdefault(sheet, []).append(str(row))
        elif event == "end" and kind == "table-row":
            row += _count(element, "number-rows-repeated") - 1
        elif event == "end" and kind != "table":
            repeated, rows = _count(element, "number-columns-repeated"), _count(element.getparent(), "number-rows-repeated")
            if len(element) or element.get(_OFFICE + "value-type") or element.get(_TABLE + "formula"):
                cells += repeated * rows
                if column + repeated > limits.table_columns or row + rows > limits.table_rows or cells > limits.table_rows:
                    said = "there are more rows, columns or cells than are read at once: split it, or clear what lies outside the table"
                    book.cut = True
                    book.faults.append(Problem(sheet, row, 0, said))
                    return
            if _count(element, "number-rows-spanned") > 1 or _count(element, "number-columns-spanned") > 1:
                said = f"the cell {coordinate(row, column + 1)} is merged with others: split them and write the value into every row"
                book.faults.append(Problem(sheet, row, column + 1, said))
            formula = element.get(_TABLE + "formula") is not None
            if formula or element.get(_OFFICE + "value-type") == "date":
                printed = " ".join("".join(part.itertext()) for part in element.iterchildren(_TEXT + "p"))
                shows = _shows_day(printed, element.get(_OFFICE + "date-value", ""))
                yield from (_Marked(sheet, row, column + step, formula, shows) for step in range(1, repeated + 1))
            column += repeated
            element.clear()
    book.remarks += [hidden_rows(name, rows) for name, rows in hidden.items()]


def _elements(data: bytes) -> Iterator[tuple[str, str, Any]]:
    """The tables, rows and cells of the document as they begin and end."""
    from lxml import etree

    tags = [_TABLE + name for name in ("table", "table-row", "table-cell", "covered-table-cell")]
    source = io.BytesIO(member(data, "content.xml"))
    walk = etree.iterparse(source, events=("start", "end"), tag=tags, resolve_entities=False, no_network=True, huge_tree=False)
    for event, element in walk:
        yield event, element.tag.removeprefix(_TABLE), element


def _count(element: Any, name: str) -> int:
    return int(element.get(_TABLE + name, 1))


def _shows_day(printed: str, value: str) -> bool:
    """Whether the day of a date is among the numbers printed for it, beside its month where both are the same number."""
    day, month = int(value[8:10] or 0), int(value[5:7] or 0)
    found = list(map(int, _DAY.findall(printed)))
    month_in_words = any(letter.isalpha() for letter in printed)
    return found.count(day) > (day == month and not month_in_words)
