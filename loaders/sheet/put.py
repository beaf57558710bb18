"""Text into the cells of a workbook, and nothing but text: no spreadsheet program may run what we write."""

from __future__ import annotations

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["as_text", "put"]

_LONGEST = 32767  # what a cell of Excel can hold


def put(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """The cell with this text, which stays text also where it begins with a sign that begins a formula."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    as_text(cell, text)
    return cell


def as_text(cell: Cell, text: str) -> None:
    """Make a cell hold this text and show it as it is."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST]
    if text:
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
