"""A spreadsheet as it stands: its sheets, the cells that hold something, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

__all__ = ["Cell", "Grid", "Problem", "Value", "Workbook", "coordinate", "letters"]

Value: TypeAlias = str | int | float | bool | date | datetime | time | timedelta


@dataclass(frozen=True)
class Cell:
    """What one cell holds. ``shows_day``: a date is printed with its day; ``fault``: why the value cannot be taken."""

    value: Value
    shows_day: bool = True
    fault: str = ""


@dataclass(frozen=True)
class Problem:
    """Something to say of a place in a workbook: ``row`` and ``column`` count from 1, ``column`` 0 is the row as a whole.

    ``name`` is what the column is called, where that is known.
    """

    sheet: str
    row: int
    column: int
    message: str
    name: str = ""


@dataclass
class Grid:
    """One sheet: its rows by number, each with its cells by column; empty cells are left out."""

    name: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)


@dataclass
class Workbook:
    """Every sheet of a file, what keeps it from being taken, and what is worth a remark. ``cut``: it was not read to its end."""

    grids: list[Grid] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    cut: bool = False


def letters(column: int) -> str:
    """The letters that a spreadsheet has for a column: 1 is A, 27 is AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def coordinate(row: int, column: int) -> str:
    """The name of a cell, such as E3."""
    return f"{letters(column)}{row}"
