"""A coding sheet in any of its formats as grids."""

from __future__ import annotations

from loaders.limits import Limits
from loaders.opening import text_of
from loaders.reading import Opened
from loaders.sheet.comma import read_csv
from loaders.sheet.grid import Problem, Workbook
from loaders.sheet.ods import read_ods
from loaders.sheet.xlsx import read_xlsx

__all__ = ["FORMATS", "workbook"]

FORMATS = ("xlsx", "ods", "csv")


def workbook(opened: Opened, limits: Limits) -> Workbook:
    """The sheets of a file of one of the ``FORMATS``; a CSV file is one sheet, called as the file is."""
    if opened.format == "xlsx":
        return read_xlsx(opened.data, limits)
    if opened.format == "ods":
        return read_ods(opened.data, limits)
    if not opened.encoding:
        return Workbook(
            faults=[Problem("", 1, 0, "this is no table: give an Excel workbook (.xlsx), a spreadsheet (.ods) or a CSV file")], cut=True
        )
    return read_csv(text_of(opened), opened.path.stem, limits)
