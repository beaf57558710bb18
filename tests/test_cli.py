"""The command line as a user runs it: output, files, exit status 0 (fine), 1 (the data is wrong), 2 (the call is wrong)."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from api.cli import main


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    try:
        status = main(arguments)
    except SystemExit as stop:
        status = int(stop.code or 0)
    out, err = capsys.readouterr()
    return status, out, err


def test_the_table_fits_eighty_columns_and_explains_its_signs(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "compare", "--as-of", "2008-10-31")

    assert status == 0
    assert max(map(len, out.splitlines())) <= 80
    assert "not researched" in " ".join(out.split()) and "disputed" in out and "CIS Model Law 2006" in out


def test_few_subjects_are_shown_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "compare", "--subjects", "KZ,ru", "--measures", "substitution-treatment-practice", "--as-of", "2008-10-31")

    assert "disputed: not-provided | pilot" in " ".join(out.split())


def test_json_says_why_and_what_stands_beside(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [
        "compare",
        "--subjects",
        "kz",
        "--measures",
        "substitution-treatment-practice",
        "--as-of",
        "2016-05-01",
        "--format",
        "json",
    ]
    status, out, _ = run(capsys, *arguments)

    (cell,) = json.loads(out)["cells"]
    assert status == 0
    assert (cell["status"], cell["answer"], cell["certainty"], cell["since"]) == ("answered", "pilot", "certain", "2008")
    assert "unodc-roca-2016-q2" in {one["source"] for one in cell["evidence"]}


def test_long_and_wide_csv_hold_the_same_cells(capsys: pytest.CaptureFixture[str]) -> None:
    long = list(csv.DictReader(io.StringIO(run(capsys, "compare", "--as-of", "2008-10-31", "--format", "csv")[1])))
    wide = list(csv.DictReader(io.StringIO(run(capsys, "compare", "--as-of", "2008-10-31", "--format", "wide")[1])))

    matrix = {(row["measure"], subject): text for row in wide for subject, text in row.items() if subject != "measure"}
    assert len(long) == len(matrix)
    for row in long:
        shown = matrix[row["measure"], row["subject"]]
        assert shown.startswith(row["answer"] or row["status"])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["compare", "--subjects", "kx"], "near: "),
        (["compare", "--measures", "needle-exchnage"], "needle-exchange"),
        (["compare", "--as-of", "2008-10"], "2008-10-31"),
        (["compare", "--as-of", "yesterday"], "not a date"),
        (["compare", "--rule", "loudest"], "best-evidence"),
        (["compare", "--rule", "source:nobody"], "no source 'nobody'"),
        (["compare", "--grade", "tertiary"], "primary"),
        (["show", "kz/drug-low"], "kz/drug-law-1998"),
        (["compare", "--subjects", "ru", "--subjects", "kz"], "stands twice"),
        (["serve", "--port", "99999999"], "choose another with --port"),
        (["check", "no-such-file.csv"], "not a file"),
        (["query", "no-such-file.rq"], "no-such-file.rq"),
        (["dance"], "compare"),
    ],
)
def test_a_wrong_call_is_told_what_is_right(capsys: pytest.CaptureFixture[str], arguments: list[str], words: str) -> None:
    status, out, err = run(capsys, *arguments)

    assert status == 2
    assert words in err
    assert "Traceback" not in err + out


def test_show_reads_like_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "show", "RU/drug-law-1998")

    for words in ("3-FZ", "1997-12-10", "1998-01-08", "1998-04-15", "art. 46"):
        assert words in out


def test_show_lists_the_codebook_and_the_answers_that_the_table_wants(capsys: pytest.CaptureFixture[str]) -> None:
    assert "use-prohibition: Use prohibited" in run(capsys, "show", "measures")[1]
    assert "per-se: any use." in run(capsys, "show", "use-prohibition")[1]


def test_show_lists_the_acts_of_a_state_and_the_dates_of_an_act(capsys: pytest.CaptureFixture[str]) -> None:
    assert "kz/drug-law-1998: KZ Drug Law 1998" in run(capsys, "show", "kz")[1]
    assert "in-force 1998-04-15 [ru-drug-law-glavbukh" in run(capsys, "show", "ru/drug-law-1998")[1]


def test_show_as_json_lists_provisions_in_their_order(capsys: pytest.CaptureFixture[str]) -> None:
    described = json.loads(run(capsys, "show", "kz/criminal-code-2014", "--format", "json")[1])

    numbers = [one["number"] for one in described["provisions"]]
    assert "296(1)" in numbers
    assert numbers.index("296(1)") < numbers.index("297(1)") < numbers.index("299-1") or "299-1" not in numbers


def test_a_query_from_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text("SELECT ?name WHERE { <https://w3id.org/druglaw/jurisdiction/ge> dl:ownName ?name }", encoding="utf-8")

    assert "საქართველო" in run(capsys, "query", str(file), "--format", "csv")[1]
    file.write_text("SELECT nonsense", encoding="utf-8")
    assert run(capsys, "query", str(file))[0] == 2


@pytest.mark.parametrize("format_", ["trig", "nquads", "jsonld"])
def test_the_graph_exported_can_be_read_again(capsys: pytest.CaptureFixture[str], tmp_path: Path, format_: str) -> None:
    import rdflib

    file = tmp_path / "graph"
    assert run(capsys, "export", "--format", format_, "--output", str(file))[0] == 0

    read = rdflib.Dataset()
    read.parse(file, format={"jsonld": "json-ld"}.get(format_, format_))
    assert len(read) > 20_000


def test_a_kept_store_answers_as_the_built_in_data(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    arguments = ["compare", "--as-of", "2008-10-31", "--format", "wide"]
    plain = run(capsys, *arguments)[1]

    for _ in range(2):  # made, then opened
        assert run(capsys, *arguments, "--store", str(tmp_path / "store"))[1] == plain


def test_a_folder_that_is_no_store_is_left_alone(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")

    status, _, err = run(capsys, "compare", "--store", str(tmp_path))

    assert (status, "letter.txt" in err) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
