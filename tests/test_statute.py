"""Acts in every language of the tables, invented and short, come out with their divisions, numbers and headings."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from loaders.act import ActText
from loaders.statute import languages
from loaders.statute.parsing import parse

ACTS = Path(__file__).parent / "data" / "statute"
LANGUAGES = [row["language"] for row in languages()]
ABOVE = ("preamble", "part", "section", "subsection", "chapter", "subchapter", "article", "annex")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


HEADS = {row["language"]: row for row in rows(ACTS / "heads.csv")}


def outline(act: ActText) -> list[dict[str, str]]:
    return [
        {"level": one.level, "number": one.number, "heading": one.heading, "status": one.status}
        for one in act.walk()
        if one.level in ABOVE
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_act_in_each_language(lang: str) -> None:
    act = parse((ACTS / f"{lang}.txt").read_text(encoding="utf-8"))

    assert act.language == lang
    assert outline(act) == rows(ACTS / f"{lang}.csv")
    head = HEADS[lang]
    assert (act.title, act.number, act.adopted) == (head["title"], head["number"], head["adopted"])
