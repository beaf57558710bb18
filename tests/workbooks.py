"""Small workbooks for the tests, written as people's programs write them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook

Rows = Iterable[Sequence[Any]]


def write_xlsx(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """An Excel workbook; text is written as text, also where it begins with a sign of a formula."""
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def write_ods(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """An OpenDocument spreadsheet. A value that is a dict is written as the attributes of its cell, ``text`` as what it shows."""
    document = OpenDocumentSpreadsheet()
    for name, rows in sheets.items():
        table = Table(name=name)
        for row in rows:
            line = TableRow()
            for value in row:
                cell = TableCell(**(_attributes(value)))
                if value not in (None, ""):
                    cell.addElement(P(text=value["text"] if isinstance(value, dict) else str(value)))
                line.addElement(cell)
            table.addElement(line)
        document.spreadsheet.addElement(table)
    document.save(str(path))
    return path


def _attributes(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return {key: one for key, one in value.items() if key != "text"}
    if value in (None, ""):
        return {}
    return {"valuetype": "float", "value": value} if isinstance(value, int | float) else {"valuetype": "string"}


def write_csv(path: Path, rows: Rows, delimiter: str = ",") -> Path:
    """A CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def table(path: Path) -> list[list[str]]:
    """The rows of a CSV file, its header first."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))
