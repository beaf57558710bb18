"""Counts per answer in groups that the reader names: ``/compare?group_by=`` and ``druglaw compare --group-by``."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.app import create_app
from api.cli import main
from graph.comparison import Query, compare
from graph.counts import DIMENSIONS, counted, read_groups
from graph.errors import UnknownIdError, WrongValueError
from graph.knowledge import Knowledge
from graph.store import Store

DAY = "2008-10-31"
GAPS = {"silent", "unclear", "not-applicable", "disputed", "not-researched"}


@pytest.fixture(scope="module")
def client(store: Store) -> TestClient:
    return TestClient(create_app(store))


def test_a_measure_is_counted_over_the_states_and_each_gap_apart(client: TestClient) -> None:
    table = client.get(f"/compare.json?as_of={DAY}&measures=substitution-treatment-practice").json()
    answer = client.get(f"/compare.json?as_of={DAY}&measures=substitution-treatment-practice&group_by=measure").json()

    (item,) = answer["items"]
    assert {one["answer"]: one["n"] for one in item["counts"]} == Counter(cell["answer"] or cell["status"] for cell in table["cells"])
    assert item["total"] == sum(one["n"] for one in item["counts"]) == len(table["subjects"])
    assert "kz:substitution-treatment-practice" in next(one["cells"] for one in item["counts"] if one["answer"] == "disputed")


@pytest.mark.parametrize("by", [one for one in DIMENSIONS if one not in ("organisation", "treaty")])
def test_every_cell_is_counted_once(knowledge: Knowledge, by: str) -> None:
    table = compare(knowledge, Query(as_of=DAY))
    places = [place for group in counted(table, [by]) for one in group.counts for place in one.cells]

    assert sorted(places) == sorted(table.cells)


def test_no_gap_is_folded_into_an_answer(knowledge: Knowledge) -> None:
    table = compare(knowledge, Query(as_of=DAY))
    for group in counted(table, ["measure"]):
        for one in group.counts:
            assert {table.cells[place].answer or table.cells[place].status for place in one.cells} == {one.answer}


def test_groups_of_ones_own_and_measures_are_crossed(client: TestClient) -> None:
    path = f"/compare.json?as_of={DAY}&group_by=own,measure&groups=north:ru,by;south:KZ,uz&measures=use-prohibition,propaganda-prohibition"
    answer = client.get(path).json()

    assert [one["group"] for one in answer["items"]] == [
        {"own": "north", "measure": "use-prohibition"},
        {"own": "north", "measure": "propaganda-prohibition"},
        {"own": "south", "measure": "use-prohibition"},
        {"own": "south", "measure": "propaganda-prohibition"},
    ]
    assert all(one["total"] == 2 for one in answer["items"])
    assert "kg" in answer["in_no_group"]
    assert client.get(answer["receipt"].replace("/compare?", "/compare.json?")).json() == answer


def test_a_country_in_two_groups_is_counted_in_both(knowledge: Knowledge) -> None:
    table = compare(knowledge, Query(measures=["use-prohibition"], as_of=DAY))
    groups = counted(table, ["own"], read_groups("one:ru,kz; two:kz", knowledge.subjects()))

    assert [(group.names["own"], group.total) for group in groups] == [("one", 2), ("two", 1)]


def test_states_are_counted_in_the_organisations_of_the_day(client: TestClient) -> None:
    """Uzbekistan was in the CSTO from 2006 until its suspension in 2012."""
    for day, member in (("2008-10-31", True), ("2024-01-31", False)):
        answer = client.get(f"/compare.json?as_of={day}&measures=use-prohibition&group_by=organisation").json()
        csto = next(one for one in answer["items"] if one["group"]["organisation"] == "organisation/csto")
        assert ("uz:use-prohibition" in [cell for one in csto["counts"] for cell in one["cells"]]) == member
        assert "cis/model-law-2006" in answer["in_no_group"], "an act takes part in nothing"


def test_the_table_has_a_row_for_each_group_and_answer(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get(f"/compare.csv?as_of={DAY}&group_by=subject").text)))

    assert {row["as_of"] for row in rows} == {DAY}
    for subject in {row["subject"] for row in rows}:
        own = [row for row in rows if row["subject"] == subject]
        assert sum(int(row["n"]) for row in own) == int(own[0]["of"])
        assert len(own) == len({row["answer"] for row in own})


def test_page_and_terminal_say_the_same(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    asked = {"as_of": DAY, "group_by": "group", "subjects": "ru,kz"}
    assert main(["compare", "--as-of", DAY, "--group-by", "group", "--subjects", "ru,kz", "--format", "csv"]) == 0
    assert capsys.readouterr().out == client.get("/compare.csv", params=asked).text
    assert main(["compare", "--as-of", DAY, "--group-by", "group", "--subjects", "ru,kz"]) == 0
    assert "not-researched" in capsys.readouterr().out
    assert main(["compare", "--as-of", DAY, "--group-by", "group", "--subjects", "ru,kz", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == client.get("/compare.json", params=asked).json()


def test_the_page_names_every_count_and_its_cells(client: TestClient) -> None:
    page = client.get(f"/compare.html?as_of={DAY}&group_by=measure&measures=use-prohibition&lang=ru").text

    assert '<html lang="ru">' in page
    assert f"subjects=kz&amp;measures=use-prohibition&amp;as_of={DAY}" in page


@pytest.mark.parametrize(
    ("parameters", "status", "named"),
    [
        ("group_by=colour", 422, "measure, subject"),
        ("group_by=own", 422, "north:ru,by"),
        ("groups=north", 422, "north:ru,by"),
        ("groups=a:ru;a:kz", 422, "a name of its own"),
        ("groups=<script>:ru", 422, "a name of its own"),
        ("groups=a:atlantis", 404, "atlantis"),
        ("groups=" + ";".join(f"g{n}:ru" for n in range(50)), 422, "at most 40"),
    ],
)
def test_what_cannot_be_counted_is_refused(client: TestClient, parameters: str, status: int, named: str) -> None:
    answer = client.get(f"/compare.json?{parameters}")

    assert answer.status_code == status
    assert named in answer.text


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_for_groups_is_read_or_refused(text: str) -> None:
    try:
        found = read_groups(text, {"ru": 1, "kz": 1})
    except (WrongValueError, UnknownIdError):
        return
    assert all(members and set(members) <= {"ru", "kz"} for members in found.values())
