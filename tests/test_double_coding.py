"""A second reader coded a lot of findings without seeing the first coding: the sample, its agreement and its alpha."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import krippendorff
import pytest

from graph.dataset import BUILT_IN

DOCS = Path(__file__).parent.parent / "docs"


@pytest.fixture(scope="module")
def sample() -> list[dict[str, str]]:
    with (DOCS / "double-coding.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def findings() -> dict[str, dict[str, str]]:
    with (BUILT_IN / "tables" / "findings.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_sixty_findings_were_coded_twice(sample: list[dict[str, str]]) -> None:
    assert len({row["finding"] for row in sample}) == len(sample) >= 60
    assert all(row["first"] and row["second"] for row in sample)


def test_where_the_readers_differed_it_says_what_was_done(sample: list[dict[str, str]]) -> None:
    assert [row["finding"] for row in sample if not row["first"] == row["second"] == row["agreed"] and not row["outcome"]] == []


def test_the_data_hold_what_was_agreed(sample: list[dict[str, str]], findings: dict[str, dict[str, str]]) -> None:
    for row in sample:
        if row["agreed"] == "withdrawn":
            assert row["finding"] not in findings
        else:
            assert findings[row["finding"]]["answer"] == row["agreed"]


@pytest.mark.parametrize(("lot", "name"), [("1", "1"), ("2", "2"), ("", "both")])
def test_the_figures_in_the_report_follow_from_the_sample(sample: list[dict[str, str]], lot: str, name: str) -> None:
    report = (DOCS / "double-coding.md").read_text(encoding="utf-8")
    rows = [row for row in sample if lot in ("", row["lot"])]
    answers = [[row[reader] for row in rows] for reader in ("first", "second")]
    alpha = krippendorff.alpha(reliability_data=answers, level_of_measurement="nominal", value_domain=sorted({*answers[0], *answers[1]}))
    same = sum(row["first"] == row["second"] for row in rows)

    assert re.search(rf"\| {name} \|[^|]*\| {same} of {len(rows)} \| {alpha:.2f} \|", report)
