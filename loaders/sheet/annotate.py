"""What is wrong with a coding sheet, written as remarks into a copy of it."""

from __future__ import annotations

import io
import re
import warnings
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook as Book
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from graph.complaints import Complaint
from graph.errors import AskError
from loaders.limits import Limits
from loaders.opening import open_file
from loaders.reading import Opened
from loaders.sheet.grid import Workbook
from loaders.sheet.opened import FORMATS, workbook
from loaders.sheet.place import place_of
from loaders.sheet.put import as_text, put

__all__ = ["annotate"]

_FAULTY = PatternFill("solid", fgColor="F8CBAD")
_RANGE = re.compile(r"('[^'\[\]]+'|[^'!\[\]|]+)!\$[A-Z]{1,3}\$\d+(:\$[A-Z]{1,3}\$\d+)?")
_LISTING = {"OFFSET", "MATCH", "COUNTIF"}


def annotate(path: Path, complaints: Iterable[Complaint], output: Path) -> None:
    """Write a copy of a coding sheet to ``output`` (.xlsx), each complaint a remark on its cell; the sheet itself is only read.

    Formulas become the text they were typed as, and macros and links to other files stay behind.
    Raises AskError where there is nothing to write remarks into, or where ``output`` exists.
    """
    if output.suffix.lower() != ".xlsx":
        raise AskError(f"{output} does not end in .xlsx: name a workbook for the copy")
    if output.exists():
        raise AskError(f"{output} exists: name a new file for the copy")
    limits = Limits.from_environment()
    opened = open_file(path, limits)
    if not isinstance(opened, Opened) or opened.format not in FORMATS:
        raise AskError(f"{path} is no workbook that can be opened, so no remarks can be written into a copy of it")
    read = workbook(opened, limits)
    if read.cut or not (read.grids or opened.format == "xlsx"):
        raise AskError(f"{path} cannot be read to its end, so no remarks can be written into a copy of it")
    book = _inert(opened.data, path, read) if opened.format == "xlsx" else _rewritten(read)
    _remark(book, complaints)
    book.save(output)


def _inert(data: bytes, path: Path, read: Workbook) -> Book:
    """The workbook with its looks and its drop-down lists, and nothing in it that a program would run."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), keep_links=False)
    except Exception as error:  # openpyxl raises whatever its many parts raise
        raise AskError(f"{path} cannot be read as a workbook, so no remarks can be written into a copy of it") from error
    for name in [name for name, one in book.defined_names.items() if not _RANGE.fullmatch(one.attr_text or "")]:
        del book.defined_names[name]
    for sheet in book.worksheets:
        sheet.conditional_formatting = ConditionalFormattingList()
        sheet.data_validations.dataValidation = [
            one for one in sheet.data_validations.dataValidation if one.type == "list" and _lists(one.formula1 or "")
        ]
        setattr(sheet, "_hyperlinks", [])  # noqa: B010  openpyxl writes this list, whatever the cells have
    for grid in read.grids:
        for row, cells in grid.rows.items():
            for column in cells:
                cell = book[grid.name].cell(row, column)
                if isinstance(cell, Cell) and cell.data_type == "f":
                    as_text(cell, cell.value if isinstance(cell.value, str) else str(getattr(cell.value, "text", "") or "="))
    return book


def _lists(formula: str) -> bool:
    """Whether a formula does no more than name a list, as ours do."""
    called = set(re.findall(r"([\w.]+)\s*\(", formula))
    return called <= _LISTING and not re.search(r"[\[\]|]", formula)


def _rewritten(read: Workbook) -> Book:
    """A workbook with the values of a spreadsheet of another format, as text."""
    book = Book()
    first = book.active
    for number, grid in enumerate(read.grids):
        sheet = first if not number and isinstance(first, Worksheet) else book.create_sheet()
        sheet.title = re.sub(r"[\[\]:*?/\\]", " ", grid.name)[:31] or "sheet"
        for row, cells in grid.rows.items():
            for column, cell in cells.items():
                put(sheet, row, column, str(cell.value))
    return book


def _remark(book: Book, complaints: Iterable[Complaint]) -> None:
    said: dict[tuple[str, int, int], list[str]] = defaultdict(list)
    for complaint in complaints:
        place, message = place_of(complaint)
        sheet = place.sheet if place.sheet in book.sheetnames else book.sheetnames[0]
        said[sheet, place.row, place.column or 1].append(message)
    for (title, row, column), messages in said.items():
        page = book[title]
        merged = next((one for one in page.merged_cells.ranges if (row, column) in one.cells), None)
        target = page.cell(merged.min_row, merged.min_col) if merged else page.cell(row, column)
        if target.comment:
            messages = [target.comment.text, *messages]
        target.comment = Comment("\n".join(messages), "druglaw", height=60 + 40 * len(messages), width=360)
        target.fill = _FAULTY
