"""Where in a workbook something is wrong, in words and back: ``sheet findings, row 3, column answer (E3): what; what to do``."""

from __future__ import annotations

import re
from typing import NamedTuple

from graph.complaints import Complaint
from loaders.sheet.grid import Problem, coordinate, letters

__all__ = ["Place", "place_of", "placed", "words_of"]

_WORDS = re.compile(r"^sheet (?P<sheet>.+?), row (?P<row>\d+)(?:, column [^:]*?\((?P<cell>[A-Z]{1,3})\d+\))?: ", re.DOTALL)


class Place(NamedTuple):
    """A cell by its sheet, row and column; column 0 is the row as a whole."""

    sheet: str
    row: int
    column: int


def words_of(at: Problem, alone: bool) -> str:
    """The place in words, without what is wrong. ``alone``: the file is one table, so no sheet need be named."""
    cell = f"({coordinate(at.row, at.column)})" if at.column else ""
    column = f"column {at.name} {cell}".replace("  ", " ").strip() if cell or at.name else ""
    if alone:
        return f"column {at.name or letters(at.column)}" if column else ""
    if not at.sheet:
        return ""
    return f"sheet {at.sheet}, row {at.row}{', ' + column if column else ''}"


def placed(file: str, problem: Problem, alone: bool) -> Complaint:
    """The complaint about a problem: its row as the line, its sheet, row and column in the message."""
    place = words_of(problem, alone)
    return Complaint(file, problem.row, f"{place}: {problem.message}" if place else problem.message)


def place_of(complaint: Complaint) -> tuple[Place | None, str]:
    """The cell that a complaint names (None where it is about the file), and what it says of it."""
    found = _WORDS.match(complaint.message)
    if not found:
        return None, complaint.message
    column = 0
    for letter in found["cell"] or "":
        column = column * 26 + ord(letter) - ord("A") + 1
    return Place(found["sheet"], int(found["row"]), column), complaint.message[found.end() :]
