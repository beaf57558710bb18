"""Locators of the law as places in a text: ``art. 32(1), note`` and the like, by the tree of a loaded act."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from api.cli import main
from graph.questions import ask, text
from graph.store import open_store
from graph.terms import id_of, iri
from loaders.act import ActText, Division
from loaders.locators import ActPlaces, pieces

TEXT = """Lamp Code of the Lake

Whereas light is dear,

Article 1. Sale
1. Lamps are sold at the quay.
2. Nobody sells by night:
a) in the harbour;
b) on boats.
Note. A quay is a landing place.

Article 1-1. Oil
Oil is sold freely.
It burns well.

Article 2. Fines
2.1. The fine is two herrings.
2.2. For boats it is three.

Annex
List of lamps.

[7] Inserted by Law 12.
[8] Inserted by Law 13.
"""


def division(level: str, number: str, first: str, last: str, *children: Division) -> Division:
    return Division(level, number, start=TEXT.index(first), end=TEXT.index(last) + len(last), children=list(children))


ACT = ActText(
    TEXT,
    title="Lamp Code of the Lake",
    divisions=[
        division("preamble", "", "Whereas", "dear,"),
        division(
            "article", "1", "Article 1. ", "landing place.",
            division("paragraph", "1", "1. Lamps", "quay."),
            division(
                "paragraph", "2", "2. Nobody", "boats.",
                division("point", "a", "a)", "harbour;"), division("point", "b", "b)", "boats."),
            ),
            division("note", "", "Note.", "landing place."),
        ),
        division(
            "article", "1-1", "Article 1-1", "burns well.",
            division("paragraph", "", "Oil is", "freely."), division("paragraph", "", "It burns", "well."),
        ),
        division(
            "article", "2", "Article 2", "three.",
            division("paragraph", "1", "2.1.", "herrings."), division("paragraph", "2", "2.2.", "three."),
        ),
        division("annex", "", "Annex", "lamps."),
    ],
)  # fmt: skip


@pytest.mark.parametrize(
    ("locator", "words"),
    [
        ("art. 1(2)", ["2. Nobody sells by night:\na) in the harbour;\nb) on boats."]),
        ("art. 1(2)(b)", ["b) on boats."]),
        ("art. 1(1)-(2)", ["1. Lamps are sold at the quay.\n2. Nobody sells by night:\na) in the harbour;\nb) on boats."]),
        ("art. 1(1), 2.2", ["1. Lamps are sold at the quay.", "2.2. For boats it is three."]),
        ("art. 1(1), (2)(a)", ["1. Lamps are sold at the quay.", "a) in the harbour;"]),
        ("art. 1, note", ["Note. A quay is a landing place."]),
        ("art. 1-1", ["Article 1-1. Oil\nOil is sold freely.\nIt burns well."]),
        ("art. 1-1(2)", ["Article 1-1. Oil\nOil is sold freely.\nIt burns well."]),  # the text gives its parts no numbers
        ("art. 2.1", ["2.1. The fine is two herrings."]),
        ("art. 2, heading", ["Article 2. Fines\n2.1. The fine is two herrings.\n2.2. For boats it is three."]),
        ("arts. 1-1 and 2.2", ["Article 1-1. Oil\nOil is sold freely.\nIt burns well.", "2.2. For boats it is three."]),
        ("arts. 1-2, whole code searched", [TEXT[TEXT.index("Article 1.") : TEXT.index("three.") + 6]]),
        ("art. 1, amendment note 8", ["[8] Inserted by Law 13."]),
        ("art. 1, amendment notes 7-8", ["[7] Inserted by Law 12.", "[8] Inserted by Law 13."]),
        ("preamble", ["Whereas light is dear,"]),
        ("annex", ["Annex\nList of lamps."]),
        ("title", ["Lamp Code of the Lake"]),
        ("opening", ["Lamp Code of the Lake\n\n"]),
        ("whole text", [TEXT]),
    ],
)
def test_a_place_is_found(locator: str, words: list[str]) -> None:
    assert [TEXT[start:end] for start, end in ActPlaces(ACT).spans(locator)] == words


def test_a_title_on_two_lines_is_found() -> None:
    act = ActText("LAMP CODE\n  of the Lake\n\nArticle 1. Lamps", title="LAMP CODE of the Lake")

    assert ActPlaces(act).spans("title") == [(0, len("LAMP CODE\n  of the Lake"))]


@pytest.mark.parametrize(
    "locator",
    [
        "art. 3",
        "art. 1(3)",
        "art. 1, 3",
        "art. 2.7",
        "art. 2, note",
        "art. 1, amendment note 9",
        "chapter 1",
        "p. 12",
        "art. ",
        "art. ((((",
        "",
    ],
)
def test_a_place_that_the_tree_does_not_show_is_not_guessed(locator: str) -> None:
    assert ActPlaces(ACT).spans(locator) == []


def test_the_pieces_of_a_locator() -> None:
    assert pieces("art. 1(1); art. 2, note") == ["art. 1(1)", "art. 2, note"]


REAL = [
    ("kz/rehabilitation-law.ru.md", "kz", "rehabilitation-law-2002", "kz-rehabilitation-law-text", 22, 0),
    ("kz/drug-law-279-1998.as-of-2015.excerpt.ru.md", "kz", "drug-law-1998", "kz-drug-law-text-2015", 90, 12),
    ("by/marriage-and-family-code.ru.txt", "by", "marriage-and-family-code-1999", "by-family-code-1999", 17, 0),
    ("uz/mamuriy_javobgarlik_kodeksi.uz.txt", "uz", "administrative-code-1994", "uz-administrative-code-corpus", 44, 0),
]


@pytest.mark.parametrize(("file", "owner", "slug", "source", "least", "lost"), REAL)
def test_the_evidence_of_real_acts_is_found_in_their_texts(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, file: str, owner: str, slug: str, source: str, least: int, lost: int
) -> None:
    if not os.environ.get("DRUGLAW_SOURCES"):
        pytest.skip("set DRUGLAW_SOURCES to the folder with the documents")
    path = Path(os.environ["DRUGLAW_SOURCES"]) / "statutes" / file
    day = ["--in-force", "2015-01-01"] if "as-of" in file else []
    options = ["--as", "statute", "--owner", owner, "--slug", slug, *day, "--store", str(tmp_path / "store")]

    assert main(["load", str(path), *options]) == 0, capsys.readouterr().err

    store = open_store(tmp_path / "store")
    anchored = {text(row, "locator") for row in ask(store, "anchor-places") if id_of(text(row, "source")) == source}
    rows = ask(store, "located-evidence", source=iri(f"source/{source}"))
    wanted = [piece for row in rows for piece in pieces(text(row, "locator"))]
    assert sum(piece in anchored for piece in wanted) >= least, sorted({*wanted} - anchored)
    assert sum(piece not in anchored and piece != "whole text" for piece in wanted) <= lost
