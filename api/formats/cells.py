"""Text into the cells of a workbook, and nothing but text: no spreadsheet program may run what we write."""

from __future__ import annotations

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["put"]


def put(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """The cell with this text, which stays text also where it begins with a sign that begins a formula."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:32767]
    if text:
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
    return cell
