"""What spreadsheet programs make of what was typed, turned back into text where that is certain and refused where it is not."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta

from graph.metadata import Column
from loaders.sheet.grid import Cell

__all__ = ["typed"]

_SPACES = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN = re.compile(r"[\u200b-\u200d\u2060\ufeff\u00ad]")
_QUOTES = "'\"‘’‚‛“”„‟«»‹›`´"
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_RUNS = re.compile(r"[=@]|[+-](?![\d.])")
_DATED = ("edtf", "edtf-open", "edtf-interval")
_COUNTED = ("integer", "decimal")


def typed(cell: Cell, column: Column) -> tuple[str, str]:
    """What was meant by a cell, as text, and '' or, in its place, why that cannot be told."""
    value = cell.value
    if cell.fault:
        return "", cell.fault
    if isinstance(value, bool):
        return "", f"the program has made a truth value ({value}) of it: set the format of the cell to Text and type it again"
    if isinstance(value, date | datetime):
        return _dated(value, cell.shows_day, column)
    if isinstance(value, time | timedelta):
        return "", f"the program has made a time ({value}) of it: set the format of the cell to Text and type it again"
    if isinstance(value, int | float):
        return _numbered(value, column)
    return _written(value, column)


def _dated(value: date | datetime, shows_day: bool, column: Column) -> tuple[str, str]:
    day = value.date() if isinstance(value, datetime) else value
    if column.kind not in _DATED:
        return "", f"the program has made a date ({day}) of it: set the format of the cell to Text and type it again"
    if isinstance(value, datetime) and value.time() != time():
        return "", f"this is a date with a time ({value}): write the day alone, {day}, as text"
    if not shows_day:
        return (
            "",
            f"the cell shows a month or year but holds the day {day}: set its format to Text and write {day:%Y-%m} or {day}",
        )
    return day.isoformat(), ""


def _numbered(value: int | float, column: Column) -> tuple[str, str]:
    if math.isfinite(value) and value == int(value) and abs(value) < 1e15:
        return str(int(value)), ""
    if math.isfinite(value) and column.kind in _COUNTED:
        return format(value, ".15g") if 1e-4 <= abs(value) < 1e15 else format(value, "f"), ""
    return (
        "",
        f"the program has made the number {value} of it, which may have lost a zero: set the format of the cell to Text and type it again",
    )


def _written(value: str, column: Column) -> tuple[str, str]:
    text = _SPACES.sub(" ", _UNSEEN.sub("", value)).strip()
    if _RUNS.match(text):
        return "", f"'{text[:20]}' begins as a formula does: put a word before the sign"
    if not column.lang and (column.value_url or column.kind != "string" or column.pattern):
        text = _DASHES.sub("-", text.strip(_QUOTES).strip())
        if column.kind == "decimal" and re.fullmatch(r"-?\d+,\d+", text):
            return "", f"'{text}' has a comma: write the number with a point"
    return text, ""
