"""Every question put to every state has an answer or an account of why there is none, and every face shows it."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections import Counter
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.cli import main
from graph.comparison import Query, compare
from graph.coverage import ANSWERED, NOT_RESEARCHED, STATUSES, Coverage, coverage
from graph.dataset import BUILT_IN
from graph.errors import UnknownIdError
from graph.knowledge import Knowledge
from graph.store import Store, open_store
from loaders.check import check_file
from loaders.load import load
from loaders.reading import Options
from loaders.unload import unload

STATES = len((BUILT_IN / "tables" / "jurisdictions.csv").read_text(encoding="utf-8").splitlines()) - 1
TABLE_4 = ("use-prohibition", "compulsory-treatment", "compulsory-testing", "user-registration", "propaganda-prohibition")
GAPS = BUILT_IN / "tables" / "gaps.csv"


@pytest.fixture(scope="module")
def client(store: Store) -> TestClient:
    return TestClient(create_app(store))


def test_no_question_is_left_without_an_answer_or_a_reason(knowledge: Knowledge) -> None:
    unexplained = [(one.subject, one.measure) for one in coverage(knowledge) if one.now == NOT_RESEARCHED and one.gap is None]

    assert unexplained == [], "write a row into gaps.csv that says what was tried"


@pytest.mark.parametrize("measure", TABLE_4)
def test_the_five_questions_of_table_4_are_answered_unclear_or_tried_for_every_state(knowledge: Knowledge, measure: str) -> None:
    found = coverage(knowledge, measures=[measure])

    assert len(found) == STATES
    assert [one.subject for one in found if one.now == NOT_RESEARCHED and not (one.gap and len(one.gap.tried) > 40)] == []


def test_the_numbers_agree_with_the_findings(knowledge: Knowledge) -> None:
    (one,) = coverage(knowledge, ["KZ"], ["public-use-custody"])
    findings = knowledge.cells["kz", "public-use-custody"]

    assert (one.status, one.findings, one.best_grade) == (ANSWERED, len(findings), "primary")
    assert one.sources == len({finding.source for finding in findings})


def test_an_unknown_state_is_named_with_its_neighbours(knowledge: Knowledge) -> None:
    with pytest.raises(UnknownIdError, match="kx"):
        coverage(knowledge, ["kx"])


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data with one finding taken away and the gap that this leaves."""
    data = tmp_path_factory.mktemp("gap") / "data"
    shutil.copytree(BUILT_IN, data)
    findings = data / "tables" / "findings.csv"
    rows = list(csv.DictReader(io.StringIO(findings.read_text(encoding="utf-8"))))
    with findings.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for row in rows if (row["subject"], row["measure"]) != ("kz", "public-use-custody"))
    with (data / "tables" / "gaps.csv").open("a", encoding="utf-8") as file:
        file.write("kz-custody,kz,public-use-custody,text-not-found,Two libraries were asked for the code.,kz-criminal-code-text,2026-11\n")
    return data


def test_a_gap_explains_the_empty_cell_of_the_comparison(invented: Path) -> None:
    knowledge = Knowledge(open_store(data=invented))
    cell = compare(knowledge, Query(["kz"], ["public-use-custody"])).cells["kz", "public-use-custody"]

    assert (cell.status, cell.answer) == (NOT_RESEARCHED, "")
    assert "Two libraries were asked" in cell.because


def test_a_gap_that_somebody_has_filled_is_reported(tmp_path: Path) -> None:
    copy = tmp_path / "gaps.csv"
    text = GAPS.read_text(encoding="utf-8")
    copy.write_text(text + "kz-custody,kz,public-use-custody,text-not-found,Looked.,,2026-11\n", encoding="utf-8")

    complaints = check_file(copy)
    assert complaints and all("take the measure out of this gap" in one.message for one in complaints)
    assert {one.line for one in complaints} == {text.count("\n") + 1}


def test_the_page_shows_every_state_and_the_work_wanted(client: TestClient) -> None:
    data = client.get("/coverage.json").json()
    page = client.get("/coverage", headers={"Accept": "text/html"}).text

    assert data["total"] == len(data["items"]) == STATES * len(client.get("/measures.json?limit=1000").json()["items"])
    for state in data["by_state"]:
        counted = Counter(row["status"] for row in data["items"] if row["subject"] == state["subject"])
        assert {name: state[name] for name in STATUSES} == {name: counted[name] for name in STATUSES}
        assert state["label"] in page
    for row in data["items"]:
        assert row["tried"] or row["now"] != NOT_RESEARCHED
        assert state["with_a_finding_today"] == sum(r["now"] != NOT_RESEARCHED for r in data["items"] if r["subject"] == state["subject"])
        assert row["findings"] > 0 or row["status"] == NOT_RESEARCHED
    assert "Work wanted" in page


def test_rows_can_be_sifted_by_status(client: TestClient) -> None:
    data = client.get("/coverage.json?subjects=tm,uz&status=not-researched").json()

    assert {row["status"] for row in data["items"]} == {NOT_RESEARCHED}
    assert {row["subject"] for row in data["items"]} == {"tm", "uz"}
    assert client.get("/coverage.json?status=perhaps").status_code == 422
    assert client.get("/coverage.json?subjects=tmm").json()["near"] == ["tm"]


@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
def test_the_command_says_what_is_missing_and_why(capsys: pytest.CaptureFixture[str], knowledge: Knowledge, form: str) -> None:
    missing = next(one for one in coverage(knowledge, ["tm"]) if one.gap)
    assert missing.gap

    assert main(["coverage", "--subjects", "TM", "--format", form]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert missing.measure in out
    assert " ".join(missing.gap.tried.split()[:3]) in out
    if form == "json":
        assert json.loads(out)["by_state"][0]["subject"] == "tm"


def test_the_command_names_a_state_it_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "--subjects", "kx"]) == 2
    assert "kz" in capsys.readouterr().err


def test_the_table_of_all_states_fits_eighty_columns(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage"]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 80


def test_a_load_fills_a_gap_and_taking_it_back_opens_the_gap_again(tmp_path: Path) -> None:
    kept, notes = tmp_path / "kept", tmp_path / "notes.ttl"
    notes.write_text(
        "@prefix dl: <https://w3id.org/druglaw/ontology#> .\n"
        "<finding/tm-invented> a dl:Finding ; dl:subject <jurisdiction/tm> ; dl:measure <measure/needle-exchange-law> ; "
        'dl:answer <answer/permitted> ; dl:basis <code/finding-basis/stated> ; dl:observed "2024" ; dl:reading "Invented."@en ; '
        "dl:evidence <finding/tm-invented#evidence> .\n"
        '<finding/tm-invented#evidence> a dl:Evidence ; dl:source <source/utyasheva-elliott-2009> ; dl:locator "p. 12" .\n',
        encoding="utf-8",
    )

    def covered() -> Coverage:
        [one] = coverage(Knowledge(open_store(kept)), ["tm"], ["needle-exchange-law"])
        return one

    report = load([notes], Options(), kept)
    assert not report.complaints
    assert (covered().status, covered().gap) == ("answered", None)

    assert not unload(report.new[0].id, kept).complaints
    assert covered().status == "not-researched" and covered().gap is not None
