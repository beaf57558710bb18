"""The whole table on six days, cell by cell, and what made it differ from one of these days to the next.

After a change of the data that is meant to change them: ``druglaw compare --as-of DAY --format wide --output tests/data/golden/DAY.csv``.
"""

from __future__ import annotations

import csv
import io
import re
from itertools import pairwise
from pathlib import Path

import pytest

from api.formats.comparison import as_csv
from graph.comparison import Query, compare
from graph.knowledge import Knowledge
from graph.questions import ask
from graph.store import Store
from graph.terms import iri, subject_kind

GOLDEN = Path(__file__).parent / "data" / "golden"
DAYS = ("1999-12-31", "2004-06-01", "2008-10-31", "2016-05-01", "2021-02-01", "2026-03-02")


def wide(text: str) -> dict[tuple[str, str], str]:
    """The cells of a wide table by (measure, subject)."""
    rows = list(csv.DictReader(io.StringIO(text)))
    return {(row["measure"], subject): cell for row in rows for subject, cell in row.items() if subject != "measure"}


def golden(day: str) -> dict[tuple[str, str], str]:
    return wide((GOLDEN / f"{day}.csv").read_text(encoding="utf-8"))


@pytest.mark.parametrize("day", DAYS)
def test_the_table_is_as_it_was_reviewed(knowledge: Knowledge, day: str) -> None:
    found = wide(as_csv(compare(knowledge, Query(as_of=day)), layout="wide"))  # a new state or measure is no change of these cells

    assert {cell: (wanted, found.get(cell)) for cell, wanted in golden(day).items() if wanted != found.get(cell)} == {}


def answer(cell: str) -> str:
    return re.sub(r" \(carried [0-9-]+\)$", "", cell)


def test_the_days_differ_exactly_where_something_changed() -> None:
    with (GOLDEN / "changes.csv").open(encoding="utf-8", newline="") as file:
        explained = {(row["from"], row["to"], row["measure"], row["subject"]): row for row in csv.DictReader(file)}

    changed = {
        (first, last, *cell): (answer(before), answer(golden(last)[cell]))
        for first, last in pairwise(DAYS)
        for cell, before in golden(first).items()
        if answer(before) != answer(golden(last)[cell])
    }
    assert {key: (row["before"], row["after"]) for key, row in explained.items()} == changed
    assert {row["what"] for row in explained.values()} <= {"law", "practice", "evidence"}
    assert [key for key, row in explained.items() if not row["because"]] == []


def test_what_explains_a_change_is_in_the_data(store: Store, knowledge: Knowledge) -> None:
    with (GOLDEN / "changes.csv").open(encoding="utf-8", newline="") as file:
        named = {row["because"].split()[0].rstrip(",") for row in csv.DictReader(file) if not row["because"].startswith("no source")}

    acts = {one for one in named if "/" in one}
    assert sorted(named - acts - set(knowledge.sources)) == []
    assert sorted(one for one in acts if not any(ask(store, "statements", thing=iri(f"{subject_kind(one)}/{one}")))) == []
