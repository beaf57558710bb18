"""How alike countries answer: shares with the number of comparable cells, clustering, and weights in the reader's own hands."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

import pytest
from lxml import etree
from starlette.testclient import TestClient

from api.app import create_app
from api.cli import main
from graph.comparison import Comparison, Query, compare
from graph.errors import UnknownIdError, WrongValueError
from graph.knowledge import Knowledge
from graph.rules import Cell
from graph.similarity import read_weights, similarity
from graph.store import Store

DAY = "2024-01-31"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def client(store: Store) -> TestClient:
    return TestClient(create_app(store))


def invented(knowledge: Knowledge, **answers: Sequence[str]) -> Comparison:
    """A comparison of the first states, with these answers (or statuses) of the first measures."""
    size = max(map(len, answers.values()))
    table = compare(knowledge, Query(list(answers), list(knowledge.codebook().measures)[:size], DAY))
    cells = {}
    for subject in table.subjects:
        for measure, said in zip(table.measures, answers[subject.id], strict=True):
            gap = said in ("disputed", "not-researched")
            cells[subject.id, measure.id] = Cell(said if gap else "answered", "", answer="" if gap else said)
    return Comparison(table.query, table.subjects, table.measures, cells, DAY, "", table.codebook, knowledge)


def test_only_cells_that_both_answer_are_compared(knowledge: Knowledge) -> None:
    table = invented(
        knowledge,
        ru=["yes", "no", "silent", "silent", "unclear", "disputed", "not-researched", "not-applicable"],
        kz=["yes", "yes", "silent", "no", "yes", "yes", "yes", "not-applicable"],
    )

    apart, counted = similarity(table, minimum=1).pair("kz", "ru"), similarity(table, minimum=1, count_silent=True).pair("ru", "kz")
    assert apart and (apart.equal, apart.comparable, apart.share) == (1, 2, 0.5)
    assert counted and (counted.equal, counted.comparable, counted.share) == (2, 4, 0.5)


def test_too_few_cells_give_no_share_and_that_is_not_nought(knowledge: Knowledge) -> None:
    table = invented(knowledge, ru=["yes", "no"], kz=["no", "yes"], tj=["yes", "not-researched"])
    found = similarity(table, minimum=2)

    assert (found.pair("ru", "kz").share, found.pair("ru", "tj").share) == (0.0, None)  # type: ignore[union-attr]
    assert found.apart == ["tj"]
    assert sorted(found.order) == ["kz", "ru", "tj"]


def test_a_weight_is_the_readers_own(knowledge: Knowledge) -> None:
    table = invented(knowledge, ru=["yes", "no"], kz=["yes", "yes"])
    first, second = (measure.id for measure in table.measures)

    for weights, share in (({}, 0.5), ({first: 3.0}, 0.75), ({second: 0.0}, 1.0)):
        pair = similarity(table, minimum=1, weights=weights).pair("ru", "kz")
        assert pair and pair.share == share
        assert pair.comparable == 2, "a weight changes the share, not what was compared"


def test_the_clustering_joins_the_most_alike_first(knowledge: Knowledge) -> None:
    table = invented(knowledge, ru=["yes"] * 4, kz=["yes"] * 4, tj=["no"] * 4, uz=["no", "no", "no", "yes"])
    found = similarity(table, minimum=1)

    assert [set(join.first + join.second) for join in found.joins] == [{"ru", "kz"}, {"tj", "uz"}, {"ru", "kz", "tj", "uz"}]
    assert [join.distance for join in found.joins] == pytest.approx([0, 0.25, 0.875])


@pytest.mark.parametrize(
    "text",
    [
        "use-prohibition:x",
        "use-prohibition:nan",
        "use-prohibition:inf",
        "use-prohibition:-1",
        "use-prohibition",
        "use-prohibition:1,use-prohibition:2",
    ],
)
def test_a_weight_that_is_none_is_refused(knowledge: Knowledge, text: str) -> None:
    with pytest.raises(WrongValueError):
        read_weights(text, knowledge.codebook().measures)


def test_weights_that_leave_nothing_and_unknown_measures_are_refused(knowledge: Knowledge, client: TestClient) -> None:
    with pytest.raises(UnknownIdError):
        read_weights("tea-drinking:1", knowledge.codebook().measures)
    assert client.get("/similarity.json?measures=use-prohibition&weights=use-prohibition:0").status_code == 422
    assert client.get("/similarity.json?linkage=ward").status_code == 422
    assert client.get("/similarity.json?minimum=0").json()["allowed"]


def test_every_share_follows_from_the_table(client: TestClient) -> None:
    cells = {(one["subject"], one["measure"]): one for one in client.get(f"/compare.json?as_of={DAY}").json()["cells"]}
    answer = client.get(f"/similarity.json?as_of={DAY}").json()

    assert answer["weights"] == {}
    for pair in answer["items"]:
        for measure in pair["equal_measures"]:
            assert (
                cells[pair["first"], measure]["answer"]
                == cells[pair["second"], measure]["answer"]
                not in (None, "silent", "unclear", "not-applicable")
            )
        for measure in pair["different_measures"]:
            one, other = cells[pair["first"], measure]["answer"], cells[pair["second"], measure]["answer"]
            assert one and other and one != other
        assert pair["comparable"] == len(pair["equal_measures"]) + len(pair["different_measures"])
        assert (pair["share"] is None) == (pair["comparable"] < 10)


def test_the_receipt_repeats_the_weights(client: TestClient) -> None:
    answer = client.get(f"/similarity.json?as_of={DAY}&weights=use-prohibition:2.50&minimum=5").json()

    assert "weights=use-prohibition:2.5" in answer["receipt"]
    assert client.get(answer["receipt"].replace("/similarity?", "/similarity.json?")).json() == answer


def test_terminal_and_page_say_the_same(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["similarity", "--as-of", DAY, "--subjects", "ru,kz,tj"]
    path = f"?as_of={DAY}&subjects=ru,kz,tj"
    assert main([*arguments, "--format", "csv"]) == 0
    table = capsys.readouterr().out
    assert table == client.get(f"/similarity.csv{path}").text
    assert [row["share"] != "" for row in csv.DictReader(io.StringIO(table))] == [True, True, True]
    assert main([*arguments, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == client.get(f"/similarity.json{path}").json()
    assert main(arguments) == 0
    assert "Every measure counts 1." in capsys.readouterr().out
    assert "says nothing of better or worse" in client.get(f"/similarity.html{path}").text


def test_the_heat_map_says_every_pair_in_words_and_figures(client: TestClient) -> None:
    answer = client.get(f"/similarity.json?as_of={DAY}").json()
    picture = client.get(f"/similarity.svg?as_of={DAY}")

    assert picture.headers["content-type"].startswith("image/svg+xml")
    root = etree.fromstring(picture.content)
    said = {node.get("data-id"): node.findtext(f"{SVG}title") for node in root.iter() if node.get("data-id")}
    assert len(said) == len(answer["subjects"]) * (len(answer["subjects"]) - 1)
    for pair in answer["items"]:
        words = "too few cells" if pair["share"] is None else f"{100 * pair['share']:.0f} percent equal"
        assert f"{words}, of {pair['comparable']} comparable" in said[f"{pair['first']} {pair['second']}"]
    assert client.get(f"/similarity.svg?as_of={DAY}").content == picture.content
    assert client.get(f"/similarity.png?as_of={DAY}&subjects=ru,kz,tj").content.startswith(b"\x89PNG")
