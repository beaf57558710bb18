"""One table as a CSV file, as a grid."""

from __future__ import annotations

import csv
import io

from loaders.limits import Limits
from loaders.sheet.grid import Cell, Grid, Problem, Workbook

__all__ = ["read_csv"]

_DELIMITERS = ",;\t"


def read_csv(text: str, name: str, limits: Limits) -> Workbook:
    """The table in a CSV text, separated as its first line shows; ``name`` is what the sheet is called."""
    grid, book = Grid(name), Workbook()
    book.grids.append(grid)
    header = text.lstrip("\ufeff").partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=max(_DELIMITERS, key=header.count))
    line, cells = 1, 0
    try:
        for fields in reader:
            cells += len(fields)
            if len(fields) > limits.table_columns or cells > limits.table_rows:
                book.cut = True
                book.faults.append(Problem(name, line, 0, "there are more columns or fields than are read at once: split the file"))
                break
            if row := {column: _cell(field, limits) for column, field in enumerate(fields, 1) if field}:
                grid.rows[line] = row
            line = reader.line_num + 1
    except csv.Error as error:
        said = f"the line cannot be read ({error}): put quotes around a field with a comma or quote, and double the quotes in it"
        book.faults.append(Problem(name, line, 0, said))
    return book


def _cell(field: str, limits: Limits) -> Cell:
    return (
        Cell("", fault=f"the field holds more than {limits.cell_chars} characters: shorten it")
        if len(field) > limits.cell_chars
        else Cell(field)
    )
