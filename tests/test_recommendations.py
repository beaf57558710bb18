"""Who asked whom for what, and where each addressee stands: every built-in row as reviewed, and invented ones with every hard case."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from invented_treaty import add_invented_treaty
from starlette.testclient import TestClient

from api.app import create_app
from api.cli import main
from api.commands.recommendations import _OPTIONS
from api.recommendations import RecommendationsAsked
from graph.comparison import Query, compare
from graph.knowledge import Knowledge
from graph.store import Store, open_store

GOLDEN = Path(__file__).parent / "data" / "golden"
DAYS = ("2008-10-31", "2016-05-01", "2026-03-02")


@pytest.fixture(scope="module")
def client(store: Store) -> Iterator[TestClient]:
    with TestClient(create_app(store)) as found:
        yield found


@pytest.fixture(scope="module")
def tea(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The built-in data with an invented organisation, its members and what it asks of them."""
    with TestClient(create_app(open_store(data=add_invented_treaty(tmp_path_factory.mktemp("tea"))))) as found:
        yield found


def items(client: TestClient, **asked: str) -> dict[str, dict[str, Any]]:
    answer = client.get("/recommendations.json", params={"limit": "1000"} | asked)
    assert answer.status_code == 200, answer.text
    return {one["id"]: one for one in answer.json()["items"]}


def stands(item: dict[str, Any]) -> dict[str, str]:
    return {one["addressee"]: one["standing"] for one in item["stands"]}


@pytest.mark.parametrize("day", DAYS)
def test_every_standing_is_as_it_was_reviewed(client: TestClient, day: str) -> None:
    found = {(id_, one["addressee"]): one["standing"] for id_, item in items(client, as_of=day).items() for one in item["stands"]}
    with (GOLDEN / "recommendations.csv").open(encoding="utf-8", newline="") as file:
        golden = {(row["position"], row["addressee"]): row[day] for row in csv.DictReader(file) if row[day]}

    assert len(golden) > 50
    assert {key: (standing, found.get(key)) for key, standing in golden.items() if found.get(key) != standing} == {}


def test_a_standing_is_read_from_the_cell_of_the_comparison(client: TestClient, knowledge: Knowledge) -> None:
    for item in items(client, as_of="2016-05-01").values():
        for one in item["stands"]:
            if not one["group"]:
                cell = compare(knowledge, Query([one["addressee"]], [item["measure"]], "2016-05-01")).cells[
                    one["addressee"], item["measure"]
                ]
                assert (one["status"], one["answer"]) == (cell.status, cell.answer or None)


def test_a_dispute_about_the_practice_of_kazakhstan_is_no_failure_to_act(client: TestClient) -> None:
    found = items(client, as_of="2008-10-31", addressee="kz", measure="substitution-treatment-practice")

    assert stands(found["rec-cis-introduce-substitution"]) == {"kz": "disputed"}
    assert {one["answer"] for one in found["rec-cis-introduce-substitution"]["stands"][0]["rivals"]} == {"not-provided", "pilot"}


@pytest.mark.parametrize(
    ("day", "georgia", "ukraine"),
    [("2008-10-31", True, True), ("2010-01-01", False, True), ("2020-01-01", False, False)],
)
def test_a_state_that_left_the_cis_no_longer_stands_for_it(client: TestClient, day: str, georgia: bool, ukraine: bool) -> None:
    item = items(client, as_of=day)["rec-cis-registries"]

    assert ("ge" in item["reaches"], "ua" in item["reaches"]) == (georgia, ukraine)
    (group,) = [one for one in item["stands"] if one["group"]]
    assert sum(group["counts"].values()) == len(group["members"])


def test_russia_forbids_what_it_was_asked_to_allow(client: TestClient) -> None:
    (one,) = items(client, as_of="2016-05-01")["rec-ru-lift-methadone-ban"]["stands"]

    assert (one["standing"], one["answer"], one["met"]) == ("contrary", "prohibited", False)
    assert one["via"] == ["organisation/ru-government"]
    assert one["provisions"][0]["id"] == "ru/drug-law-1998/31"


def test_each_invented_request_comes_out_by_the_codebook(tea: TestClient) -> None:
    found = items(tea, as_of="2021-06-30", by="tea-union")

    assert {id_: stands(item).get("mn") for id_, item in found.items()} == {
        "tea-ask-rooms": "met",
        "tea-ask-imports": "contrary",
        "tea-ask-fines": "partly",  # criminal liability was wanted, there is an administrative one
        "tea-ask-no-fines": "partly",  # none was wanted, there is no criminal one
        "tea-ask-no-sugar": "met",
        "tea-ask-spoons": "silent",
        "tea-ask-jam": "no-data",
        "tea-ask-milk": "disputed",
        "tea-ask-nobody": None,
        "tea-ask-undated": "met",
        "tea-ask-nothing": None,
    }
    assert found["tea-ask-jam"]["stands"][0]["reason"] == "unclear"
    assert (found["tea-ask-nobody"]["without_standing"], found["tea-ask-nothing"]["without_standing"]) == (
        "no-addressee",
        "no-wanted-answer",
    )


def test_a_group_stands_for_those_who_are_its_members_on_the_day(tea: TestClient) -> None:
    def reached(day: str) -> list[str]:
        found: list[str] = items(tea, as_of=day, by="tea-union")["tea-ask-rooms"]["reaches"]
        return found

    assert reached("2019-12-31") == ["kz", "mn"]
    assert reached("2021-06-30") == ["uz", "mn", "bt"]  # kz has left, kg only observes, of uz two sources differ, bt has joined


def test_the_row_of_a_group_counts_its_sure_members(tea: TestClient) -> None:
    group, *states = items(tea, as_of="2021-06-30", by="tea-union")["tea-ask-rooms"]["stands"]

    assert (group["addressee"], group["members"], group["counts"]) == ("place/tea-states", ["mn", "bt"], {"met": 1, "no-data": 1})
    assert group["standing"] == "no-data"  # one meets it, of the other nothing is known
    assert {one["addressee"]: [each["status"] for each in one["membership"]] for one in states} == {
        "uz": ["disputed"],
        "mn": ["bound"],
        "bt": ["bound"],
    }


def test_a_state_named_and_reached_through_a_group_stands_once(tea: TestClient) -> None:
    (one,) = [one for one in items(tea, as_of="2021-06-30")["tea-ask-imports"]["stands"] if one["addressee"] == "mn"]

    assert (one["named"], one["via"]) == (True, ["place/tea-states"])


def test_what_is_asked_later_counts_only_when_wanted(tea: TestClient) -> None:
    assert "tea-ask-cups" not in items(tea, as_of="2021-06-30")
    later = items(tea, as_of="2021-06-30", made="any")["tea-ask-cups"]
    assert (later["made"], stands(later)) == ("later", {"mn": "not-met"})


def test_what_has_no_date_counts_from_its_publication(tea: TestClient) -> None:
    assert items(tea, as_of="2021-06-30")["tea-ask-nothing"]["made"] == "certain"
    assert "tea-ask-nothing" not in items(tea, as_of="2021-06-29")  # published on the 30th, asked nobody knows when
    assert items(tea, as_of="2021-06-29")["tea-ask-undated"]["made"] == "possible"  # neither has a date


def test_known_by_leaves_out_and_counts(tea: TestClient) -> None:
    data = tea.get("/recommendations.json?as_of=2021-06-30&known_by=2021-06-30&by=tea-union").json()

    assert "tea-ask-undated" not in {one["id"] for one in data["items"]}
    assert data["left_out"]["undated_source"] == 1
    assert data["undated_sources_left_out"] > 1
    assert items(tea, as_of="2021-06-30", known_by="2021-06-29", by="tea-union") == {}


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({"addressee": "bt"}, {"tea-ask-rooms", "tea-ask-imports"}),
        ({"addressee": "tea-states"}, {"tea-ask-rooms", "tea-ask-imports"}),
        ({"standing": "contrary"}, {"tea-ask-imports"}),
        ({"standing": "disputed,silent"}, {"tea-ask-milk", "tea-ask-spoons"}),
        ({"measure": "tea-fines"}, {"tea-ask-fines", "tea-ask-no-fines"}),
        ({"kind": "statement"}, {"tea-ask-nothing"}),
        ({"source": "tea-undated"}, {"tea-ask-undated"}),
    ],
)
def test_the_list_is_narrowed(tea: TestClient, asked: dict[str, str], ids: set[str]) -> None:
    assert set(items(tea, as_of="2021-06-30", by="HEAD of the TEA office", **asked)) == ids


def test_csv_has_a_row_for_each_addressee_and_one_for_whom_nobody_has(tea: TestClient) -> None:
    text = tea.get("/recommendations.csv?as_of=2021-06-30&by=tea-union").text
    rows = [
        (row["id"], row["addressee"], row["standing"], row["answer"], row["without_standing"]) for row in csv.DictReader(io.StringIO(text))
    ]

    assert ("tea-ask-imports", "mn", "contrary", "prohibited", "") in rows
    assert ("tea-ask-milk", "mn", "disputed", "no | yes", "") in rows
    assert ("tea-ask-nobody", "", "", "", "no-addressee") in rows


def test_a_receipt_asks_the_same_again(client: TestClient) -> None:
    data = client.get("/recommendations.json?addressee=kz&standing=partly&lang=ru&limit=2").json()
    assert client.get(data["receipt"]).json() == data
    assert data["as_of"] in data["receipt"]


def test_page_and_terminal_give_the_same_bytes(client: TestClient, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    for format_ in ("json", "csv", "md"):
        answer = client.get(f"/recommendations.{format_}?addressee=kz&as_of=2016-05-01&standing=partly")
        assert main(["recommendations", "--addressee", "kz", "--as-of", "2016-05-01", "--standing", "partly", "--format", format_]) == 0
        assert capsysbinary.readouterr().out == answer.content


def test_the_terminal_says_who_asked_and_where_each_stands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["recommendations", "--by", "undp", "--as-of", "2016-05-01"]) == 0
    out = capsys.readouterr().out

    assert max(map(len, out.splitlines())) <= 80
    assert "undp, 2008 (recommendation)" in out and "- TJ: partly (pilot, carried 2011-12-31" in out


def test_the_command_has_every_parameter_of_the_path() -> None:
    assert set(_OPTIONS) == set(RecommendationsAsked.model_fields)


def test_the_page_speaks_russian_and_shows_the_findings_behind_a_standing(client: TestClient) -> None:
    page = client.get("/recommendations.html?addressee=ru&as_of=2016-05-01&lang=ru").text

    assert "вопреки" in page and "Россия" in page and "отчасти" in page
    assert "ru/drug-law-1998/31" in page


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("addressee=kx", 404, "kz"),
        ("by=unodk", 404, "unodc"),
        ("standing=bad", 422, "not-met"),
        ("made=later", 422, "by-then"),
        ("measure=needle", 404, "needle-exchange"),
        ("as_of=2016", 422, "2016-12-31"),
        ("rule=best", 422, "best-evidence"),
        ("whom=kz", 422, "addressee"),
    ],
)
def test_a_wrong_question_is_told_what_to_ask(client: TestClient, path: str, status: int, says: str) -> None:
    answer = client.get(f"/recommendations.json?{path}")
    assert answer.status_code == status
    assert says in answer.text
