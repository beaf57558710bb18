"""Law beside numbers: a tidy table that pandas reads as it is, with the law of the number's country and period."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pandas
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.cli import main
from graph.beside import CAUTION, beside, days_of
from graph.comparison import Query, compare
from graph.dates import Span
from graph.knowledge import Knowledge
from graph.store import Store, open_store
from loaders.load import load
from loaders.reading import Options

WORLD_BANK = """\
"Data Source","World Development Indicators",

"Last Updated Date","{day}",

"Country Name","Country Code","Indicator Name","Indicator Code","2019",
"Kazakhstan","KAZ","Prevalence of HIV","SH.DYN.AIDS.ZS","{value}",
"""
MEASURES = ["substitution-treatment-practice", "needle-exchange"]


@pytest.fixture(scope="module")
def client(store: Store) -> TestClient:
    return TestClient(create_app(store))


def test_the_law_is_that_of_the_last_day_of_the_period(client: TestClient, knowledge: Knowledge) -> None:
    items = client.get("/law-and-numbers.json", params={"measures": ",".join(MEASURES)}).json()["items"]

    dated = [item for item in items if item["law_as_of"]]
    assert len(dated) > 200
    for item in dated[::7]:
        cells = compare(knowledge, Query([item["country"]], MEASURES, item["law_as_of"])).cells
        for measure in MEASURES:
            cell = cells[item["country"], measure]
            assert item[measure] == (cell.answer or cell.status + (f": {' | '.join(cell.answers)}" if cell.answers else ""))
            assert item[f"{measure}.certainty"] == (cell.certainty or None)


def test_the_first_day_can_be_asked_for_and_a_change_within_is_named(knowledge: Knowledge) -> None:
    year = Span(20080101, 20081231)
    asked = [("kz", year)]
    start = beside(knowledge, asked, ["substitution-treatment-practice"], on="start")["kz", year]
    end = beside(knowledge, asked, ["substitution-treatment-practice"])["kz", year]

    assert (start.day, end.day) == (20080101, 20081231)
    assert start.changed == end.changed == ("substitution-treatment-practice",)


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("2008", (20080101, 20081231)),
        ("2016-02~", (20160201, 20160229)),
        ("", None),
        ("soon", None),
        ("[2014..2016]", (20140101, 20161231)),
    ],
)
def test_a_period_has_a_first_and_a_last_day_or_none(period: str, days: tuple[int, int] | None) -> None:
    assert days_of(period) == days


def test_a_number_without_a_day_has_no_law_beside_it(client: TestClient) -> None:
    items = client.get("/law-and-numbers.json?measures=needle-exchange").json()["items"]
    undated = [item for item in items if not item["period"]]

    assert undated
    assert all(item["needle-exchange"] is item["law_as_of"] is item["year"] is None for item in undated)


def test_qualifiers_stay_beside_their_numbers(client: TestClient) -> None:
    table = client.get("/law-and-numbers.csv?measures=needle-exchange").text
    rows = {row["observation"]: row for row in csv.DictReader(io.StringIO(table))}
    numbers = client.get("/observations.json?limit=1000").json()["items"]

    for number in numbers:
        if number["id"] in rows:
            assert rows[number["id"]]["qualifier"] == (number["qualifier"] or "")
            assert rows[number["id"]]["value"] == (number["value"] or "")
    assert {row["qualifier"] for row in rows.values()} > {"", "less-than"}


def test_pandas_reads_the_table_as_it_is(client: TestClient) -> None:
    table = pandas.read_csv(io.StringIO(client.get("/law-and-numbers.csv", params={"measures": ",".join(MEASURES)}).text))

    assert list(table.columns[:5]) == ["country", "year", "indicator", "value", "qualifier"]
    assert table["value"].dtype.kind in "if"
    assert set(table["caution"]) == {CAUTION}
    assert set(MEASURES) <= set(table.columns)
    assert table[table["year"] == 2008].groupby("country").size().sum() > 0


def test_places_count_for_their_country_only_where_asked(client: TestClient) -> None:
    apart, counted = (client.get(f"/law-and-numbers.json?measures=needle-exchange&places={one}").json() for one in ("apart", "count"))

    assert all(item["area"] == f"jurisdiction/{item['country']}" for item in apart["items"])
    assert any(item["area"].startswith("place/") and item["country"] == "kz" for item in counted["items"])
    assert counted["total"] > apart["total"]


def test_years_and_countries_narrow_the_table(client: TestClient) -> None:
    answer = client.get("/law-and-numbers.json?from=2008&to=2010&subjects=kz,ge&measures=needle-exchange").json()

    assert answer["items"]
    assert {item["country"] for item in answer["items"]} <= {"kz", "ge"}
    assert all(item["period"].strip("[")[:4] <= "2010" and item["law_as_of"] >= "2008" for item in answer["items"])
    assert client.get("/law-and-numbers.html?from=&to=2010").status_code == 200
    assert client.get("/law-and-numbers.json?from=never").status_code == 422
    assert client.get("/law-and-numbers.json?measures=tea").status_code == 404


def test_a_later_revision_takes_the_place_of_the_earlier_unless_all_are_asked(tmp_path: Path) -> None:
    for day, value in (("2020-01-01", "5"), ("2021-01-01", "6")):
        file = tmp_path / f"{day}.csv"
        file.write_text(WORLD_BANK.format(day=day, value=value), encoding="utf-8")
        load([file], Options(), tmp_path / "kept")
    client = TestClient(create_app(open_store(tmp_path / "kept")))

    newest = client.get("/law-and-numbers.json?subjects=kz&indicators=adult-hiv-prevalence&measures=needle-exchange").json()
    every = client.get("/law-and-numbers.json?subjects=kz&indicators=adult-hiv-prevalence&measures=needle-exchange&revision=all").json()
    assert [item["value"] for item in newest["items"] if item["revision"]] == ["6"]
    assert sorted(item["value"] for item in every["items"] if item["revision"]) == ["5", "6"]


def test_terminal_and_path_give_the_same_and_the_receipt_repeats_it(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["law-and-numbers", "--subjects", "kz", "--measures", "needle-exchange", "--from", "2010"]
    answer = client.get("/law-and-numbers.json?subjects=kz&measures=needle-exchange&from=2010").json()

    assert main([*arguments]) == 0
    assert capsys.readouterr().out == client.get("/law-and-numbers.csv?subjects=kz&measures=needle-exchange&from=2010").text
    assert main([*arguments, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == answer
    assert client.get(answer["receipt"].replace("numbers?", "numbers.json?")).json() == answer
    assert CAUTION in client.get("/law-and-numbers.html?subjects=kz").text
