"""Our small date reader against the ``edtf`` library."""

from __future__ import annotations

import csv
import re
from time import struct_time

import edtf
import pytest

from graph.dataset import BUILT_IN
from graph.dates import DateError, Span, day_before, interval, iso, span

DATE_COLUMNS = {"from", "until", "observed", "date", "period"}
FORMS = (
    "2008", "2008-10", "2008-10-31", "2008-02", "2004-02", "1900-02", "2000-02", "0988",
    "2008~", "2008?", "2008%", "2008-10~", "2008-10?", "2008-10-31~", "2008-10-31?",
    "[1998..1999]", "[2020-01-07..2020-03-31]", "[2006-12..2007-02]", "[2023-12-19..2024-12-31]", "[2008..2008-12-31]",
)  # fmt: skip


def built_in_dates() -> list[str]:
    """Every distinct date in the built-in tables and Turtle files, except open ends and intervals."""
    found = set()
    for path in (BUILT_IN / "tables").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found |= {row[name] for row in csv.DictReader(file) for name in DATE_COLUMNS & row.keys()}
    for path in BUILT_IN.rglob("*.ttl"):
        found |= set(re.findall(r'dl:(?:from|until|observed|date) "([^"]*)"', path.read_text(encoding="utf-8")))
    found |= set(re.findall(r"^\s*date\s*=\s*\{(.*)\}", (BUILT_IN / "sources.bib").read_text(encoding="utf-8"), re.M))
    return sorted(text for text in found if text not in ("", "..") and "/" not in text)


def as_number(day: struct_time) -> int:
    return day.tm_year * 10000 + day.tm_mon * 100 + day.tm_mday


def by_the_library(text: str) -> Span:
    """The strict bounds that the edtf library gives; of a set of days and months mixed, which it cannot read, by its ends."""
    first, _, last = text.strip("[]").partition("..")
    if last and first.count("-") != last.count("-"):
        return Span(by_the_library(first).earliest, by_the_library(last).latest)
    parsed = edtf.parse_edtf(text)
    return Span(as_number(parsed.lower_strict()), as_number(parsed.upper_strict()))


@pytest.mark.parametrize("text", sorted({*built_in_dates(), *FORMS}))
def test_span_is_that_of_the_edtf_library(text: str) -> None:
    assert span(text) == by_the_library(text)


def test_there_are_built_in_dates() -> None:
    assert len(built_in_dates()) > 50


@pytest.mark.parametrize(
    "text",
    [
        "", "..", " ", "2008-1X", "2008-XX", "2008-02-30", "1900-02-29", "2008-13", "2008-00", "2008-10-00", "0000",
        "2008/2010", "2008-10-01/2008-10-31", "2008/..", "[2008]", "[1999..1998]", "[..1999]", "[1998..]", "[]",
        "[1998,1999]", "{1998..1999}", "[[1998..1999]..2000]", "08", "2008-1", "2008-10-1", "31.10.2008", "20081031",
        "2008-21", "y20080", "2008~?", "~2008", "2008-10-31T00:00:00", "2008-10-31\n", " 2008", "٢٠٠٨",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(DateError) as refused:
        span(text)
    assert f"'{text}'" in str(refused.value)


@pytest.mark.parametrize("text", ["2008/..", "../2008", "2010/2008", "2008/2009/2010", "/", ""])
def test_what_is_no_interval_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        interval(text)


def test_an_interval_runs_from_the_first_to_the_last_day() -> None:
    assert interval("2022-09-08/2022-09-09") == Span(20220908, 20220909)
    assert interval("2008/2008-10") == Span(20080101, 20081031)
    assert interval("2008-10") == span("2008-10")


@pytest.mark.parametrize(("day", "before"), [(20150101, 20141231), (20080301, 20080229), (20081031, 20081030)])
def test_the_day_before(day: int, before: int) -> None:
    assert day_before(day) == before
    assert iso(before) == f"{before // 10000}-{before // 100 % 100:02d}-{before % 100:02d}"
