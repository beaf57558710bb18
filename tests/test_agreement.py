"""Two coding sheets compared: what both coded, how often they differ, and Krippendorff's alpha."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from workbooks import write_csv, write_ods, write_xlsx

from api.cli import main
from graph.agreement import Coding, compare_codings
from loaders.sheet.codings import codings

DOCS = Path(__file__).parent.parent / "docs"
HEADER = ["subject", "measure", "answer", "reading", "from", "observed", "source"]


def coding(answer: str, subject: str = "kz", measure: str = "needle-exchange", **said: Any) -> Coding:
    times = (said.pop("from_", ""), said.pop("until", ""), said.pop("observed", ""))
    return Coding(subject, measure, answer, times=times, **said)


def sample() -> list[dict[str, str]]:
    with (DOCS / "double-coding.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def as_sheet(path: Path, reader: str, columns: list[str]) -> Path:
    """The coding of one reader of the sample, in the format that the path asks for."""
    rows = [[*columns, "answer"], *([*(row[name] for name in columns), row[reader]] for row in sample())]
    if path.suffix == ".csv":
        return write_csv(path, rows)
    return (write_xlsx if path.suffix == ".xlsx" else write_ods)(path, {"findings": rows})


def compared(first: Path, second: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert main(["agreement", str(first), str(second), "--format", "json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize(("first", "second"), [("a.xlsx", "b.xlsx"), ("a.ods", "b.csv")])
@pytest.mark.parametrize("columns", [["subject", "measure"], ["subject", "measure", "source", "locator"]], ids=["bare", "with sources"])
def test_the_sample_coded_twice_gives_the_figures_of_the_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], first: str, second: str, columns: list[str]
) -> None:
    report = (DOCS / "double-coding.md").read_text(encoding="utf-8")
    row = re.search(r"\| both \|[^|]*\| (\d+) of (\d+) \| ([\d.]+) \|", report)
    assert row

    found = compared(as_sheet(tmp_path / first, "first", columns), as_sheet(tmp_path / second, "second", columns), capsys)

    overall = found["overall"]
    assert (overall["both"] - overall["differing"], overall["both"]) == (int(row[1]), int(row[2]))
    assert f"{overall['alpha']:.2f}" == row[3]
    assert overall["divergence"] == pytest.approx(1 - int(row[1]) / int(row[2]))
    differing = [(one["subject"], one["measure"], one["first"]["answer"], one["second"]["answer"]) for one in found["differing"]]
    wanted = [(one["subject"], one["measure"], one["first"], one["second"]) for one in sample() if one["first"] != one["second"]]
    assert sorted(differing) == sorted(wanted)


def test_alpha_by_hand() -> None:
    """Ten units, two answers, coders differ on two: alpha = 1 - (n - 1) * o / (n_yes * n_no), with o the off-diagonal coincidences."""
    first = [coding("yes" if number < 5 else "no", f"s{number}") for number in range(10)]
    second = [coding("yes" if number < 4 or number == 9 else "no", f"s{number}") for number in range(10)]

    overall = compare_codings(first, second).overall

    assert (overall.both, overall.differing, overall.divergence) == (10, 2, 0.2)
    assert overall.alpha == pytest.approx(1 - 19 * 2 / (10 * 10))


@pytest.mark.parametrize(
    ("first", "second", "because"),
    [
        ([coding("provided"), coding("provided", "ru")], [coding("provided"), coding("provided", "ru")], "every answer is 'provided'"),
        ([coding("provided")], [coding("provided", "ru")], "no unit was coded by both"),
        ([], [], "no unit was coded by both"),
    ],
)
def test_alpha_is_undefined_where_nothing_varies(first: list[Coding], second: list[Coding], because: str) -> None:
    overall = compare_codings(first, second).overall

    assert overall.alpha is None
    assert because in overall.because


@pytest.mark.parametrize(
    ("first", "second", "met"),
    [
        (coding("provided", observed="2008-10"), coding("provided", observed="2008-10"), True),
        (coding("provided", observed="2008-10"), coding("provided", observed="2016-05"), False),
        (coding("provided", observed="2008-10"), coding("provided"), True),
        (coding("provided", from_="1998", observed="2008"), coding("provided", observed="2008"), True),
        (coding("provided", from_="1998", observed="2008"), coding("provided", from_="1999", observed="2008"), False),
        (coding("provided"), coding("provided", measure="needle-exchange-prison"), False),
    ],
)
def test_a_unit_is_subject_and_measure_and_time_if_both_give_it(first: Coding, second: Coding, met: bool) -> None:
    agreement = compare_codings([first], [second])

    assert len(agreement.pairs) == met
    assert len(agreement.only_first) == len(agreement.only_second) == (not met)


def test_rows_of_one_unit_meet_by_time_then_by_source() -> None:
    first = [coding("pilot", source="a"), coding("provided", source="b"), coding("planned", observed="2004")]
    second = [coding("planned", observed="2004"), coding("provided", source="b"), coding("limited", source="a")]

    pairs = compare_codings(first, second).pairs

    assert sorted((one.first.answer, one.second.answer) for one in pairs) == [
        ("pilot", "limited"),
        ("planned", "planned"),
        ("provided", "provided"),
    ]


def test_the_report_lists_what_differs_with_both_readings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = [HEADER, ["kz", "needle-exchange", "provided", "It works in five towns.", None, "2008-10", None], ["# ru", "x", "y"]]
    second = [HEADER, ["KZ", "needle-exchange", "pilot", "It is being tried.", None, "2008-10", None], ["ru", "use-prohibition", "no"]]
    paths = [str(write_xlsx(tmp_path / "a.xlsx", {"findings": first})), str(write_ods(tmp_path / "b.ods", {"findings": second}))]

    assert main(["agreement", *paths]) == 0
    told = capsys.readouterr().out
    assert "units coded by both: 1; only by A: 0; only by B: 1" in told
    assert "rate of divergence: 100.0% (1 of 1)" in told
    assert "A: provided (observed 2008-10, sheet findings, row 2) It works in five towns." in " ".join(told.split())
    assert "B: pilot (observed 2008-10, sheet findings, row 2) It is being tried." in " ".join(told.split())
    assert main(["agreement", *paths, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["subject"], row["outcome"], row["first_answer"], row["second_answer"]) for row in rows] == [
        ("kz", "differs", "provided", "pilot"),
        ("ru", "only-second", "", "no"),
    ]


def test_a_sheet_that_cannot_be_read_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = write_csv(tmp_path / "a.csv", [["country", "answer"], ["kz", "no"]])
    formula = write_xlsx(tmp_path / "b.xlsx", {"findings": [HEADER, ["kz", "needle-exchange", "=A1"]]})

    assert main(["agreement", str(bad), str(formula)]) == 1
    told = capsys.readouterr().err
    assert f"{bad}:1: no sheet has the columns subject, measure, answer in its first row" in told
    assert f"{formula}:2: sheet findings, row 2, column answer (C2): this is a formula" in told
    assert main(["agreement", str(tmp_path / "none.csv"), str(formula)]) == 1


def test_rows_without_an_answer_are_not_yet_coded(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"findings": [HEADER, ["kz", "needle-exchange", None], ["kz", None, "no"]]})

    found, faults = codings(path)

    assert found == []
    assert [str(one).removeprefix(str(path)) for one in faults] == [
        ":3: sheet findings, row 3: there is an answer without its subject or measure: fill them in"
    ]
