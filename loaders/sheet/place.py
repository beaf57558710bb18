"""Where in a workbook something is wrong, in words and back: ``sheet findings, row 3, column answer (E3): what; what to do``."""

from __future__ import annotations

import re
from typing import NamedTuple

from graph.complaints import Complaint
from loaders.sheet.grid import Problem, coordinate

__all__ = ["Place", "place_of", "placed", "words_of"]

_SHEET = re.compile(r"sheet (?P<sheet>.+?), row \d+(?:: |, (?=column ))", re.DOTALL)
_COLUMN = re.compile(r"column [^:()]*\((?P<letters>[A-Z]{1,3})\d+\): ")


class Place(NamedTuple):
    """A cell by its sheet ('' where the file has but one table), row and column; column 0 is the row as a whole."""

    sheet: str
    row: int
    column: int


def words_of(at: Problem, alone: bool) -> str:
    """The place in words, without what is wrong. ``alone``: the file is one table, so no sheet need be named."""
    sheet = f"sheet {at.sheet}, row {at.row}" if at.sheet and not alone else ""
    column = " ".join(("column", *filter(None, [at.name]), f"({coordinate(at.row, at.column)})")) if at.column else ""
    return ", ".join(filter(None, [sheet, column]))


def placed(file: str, problem: Problem, alone: bool) -> Complaint:
    """The complaint about a problem: its row as the line, its sheet, row and column in the message."""
    place = words_of(problem, alone)
    return Complaint(file, problem.row, f"{place}: {problem.message}" if place else problem.message)


def place_of(complaint: Complaint) -> tuple[Place, str]:
    """The cell that a complaint names, as far as it does, and what it says of it."""
    sheet = _SHEET.match(complaint.message)
    after = sheet.end() if sheet else 0
    found = _COLUMN.match(complaint.message, after)
    column = 0
    for letter in found["letters"] if found else "":
        column = column * 26 + ord(letter) - ord("A") + 1
    return Place(sheet["sheet"] if sheet else "", complaint.line, column), complaint.message[found.end() if found else after :]
