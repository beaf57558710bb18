"""EDTF in, earliest and latest day out.

Days are integers of the form 20081031: every SPARQL engine we support compares these rightly, which cannot be
said of xsd:date. Bounds are strict: ``~``, ``?`` and ``%`` mark a date and do not widen it. Only the forms that the
model allows are read here (levels 0 and 1 of EDTF: day, month, year, their marks, one of a set); the tests hold
each of them against the ``edtf`` library, which at 5 ms a date is too slow to start a program with.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

__all__ = ["ALWAYS", "FOREVER", "DateError", "Span", "day_after", "day_before", "day_number", "interval", "iso", "span"]

ALWAYS = 0
FOREVER = 99991231

_ONE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?[~?%]?")
_SET = re.compile(r"\[([^\[\].]+)\.\.([^\[\].]+)\]")


class DateError(ValueError):
    """A text that is no date in the sense of the model; the message says what is wrong and what to write."""


class Span(NamedTuple):
    """The earliest and the latest day (integers such as 20081031) that a date can mean."""

    earliest: int
    latest: int


@cache
def span(text: str) -> Span:
    """The first and last day of one EDTF date: a day, month, year, marked or not, or one of a set.

    Raises DateError for anything else, an interval among them.
    Source: Extended Date/Time Format (EDTF), Library of Congress 2019, levels 0 and 1, and sets of level 2.
    """
    if one := _ONE.fullmatch(text):
        return _bounds(text, *one.groups())
    if chosen := _SET.fullmatch(text):
        first, last = span(chosen[1]), span(chosen[2])
        if first.latest > last.latest or first.earliest > last.earliest:
            raise DateError(f"'{text}' runs backwards: write the earlier date first")
        return Span(first.earliest, last.latest)
    raise DateError(
        f"'{text}' is not a date: write a year, a month or a day such as 2008, 2008-10 or 2008-10-31, "
        "with ~ or ? where it is uncertain, or one of a set such as [1998..1999]"
    )


@cache
def interval(text: str) -> Span:
    """The first and last day of an EDTF date or of an interval of two such as 2022-09-08/2022-09-09."""
    start, slash, end = text.partition("/")
    if not slash:
        return span(text)
    first, last = span(start), span(end)
    if last.latest < first.earliest:
        raise DateError(f"'{text}' ends before it starts")
    return Span(first.earliest, last.latest)


def _bounds(text: str, year: str, month: str | None, day: str | None) -> Span:
    try:
        first = date(int(year), int(month or 1), int(day or 1))
        last = first if day else date(int(year), int(month or 12), monthrange(int(year), int(month or 12))[1])
    except ValueError:
        raise DateError(f"'{text}' is not a day of the calendar") from None
    return Span(day_number(first), day_number(last))


def day_number(day: date) -> int:
    """20081031 for 31 October 2008."""
    return day.year * 10000 + day.month * 100 + day.day


def iso(number: int) -> str:
    """2008-10-31 for 20081031."""
    return f"{number // 10000:04d}-{number // 100 % 100:02d}-{number % 100:02d}"


def day_before(number: int) -> int:
    """20141231 for 20150101; nothing is before ALWAYS."""
    return number if number == ALWAYS else day_number(date.fromisoformat(iso(number)) - timedelta(days=1))


def day_after(number: int) -> int:
    """20150101 for 20141231; the day after ALWAYS is ALWAYS and nothing is after FOREVER."""
    return number if number in (ALWAYS, FOREVER) else day_number(date.fromisoformat(iso(number)) + timedelta(days=1))
