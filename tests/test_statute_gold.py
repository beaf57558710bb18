"""The loaded articles of real texts against lists made by hand: numbers, headings and repeals, none too few and none too many."""

from __future__ import annotations

import csv
import hashlib
import importlib
import os
import re
import unicodedata
from collections import Counter
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from graph.terms import PREFIXES, dl, graph_iri
from loaders.reading import Options

LISTS = Path(__file__).parent / "data" / "statutes"
TEXTS = {row["list"]: row for row in csv.DictReader((LISTS / "texts.csv").open(encoding="utf-8"))}
SOUND = [name for name, row in TEXTS.items() if row["condition"] == "sound"]
AIM = 0.995

_FOOTNOTE = re.compile(r"\[[\d\s,]+\]")
_COURT_NOTE = re.compile(r"(\s*\.?\s*KMQ?\d*)+[\s.]*$")
_LETTERS = {"Lu", "Ll", "Lt", "Lm", "Lo", "Nd"}


def heading_key(heading: str) -> str:
    """The hash by which headings are compared, '' for an empty one.

    Unicode NFC and case folding; footnote marks in square brackets and the Azerbaijani marks of court decisions (KMQ15) at
    the end taken off; then letters and digits only, so that neither spaces (between letters, too), line ends and full stops
    nor superscript marks make a difference.
    """
    bare = _COURT_NOTE.sub("", _FOOTNOTE.sub("", unicodedata.normalize("NFC", heading)))
    folded = unicodedata.normalize("NFC", bare.casefold())
    letters = "".join(one for one in folded if unicodedata.category(one) in _LETTERS)
    return hashlib.sha256(letters.encode()).hexdigest()[:16] if letters else ""


@dataclass(frozen=True)
class Article:
    number: str
    heading: str
    repealed: bool


@dataclass(frozen=True)
class Measured:
    """Recall and precision of numbers and of headings, and the repealed articles that were found as such."""

    recall: float
    precision: float
    heading_recall: float
    heading_precision: float
    repealed: float


def gold(name: str) -> list[dict[str, str]]:
    """The rows of one gold list."""
    with (LISTS / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def compare(articles: list[Article], rows: list[dict[str, str]]) -> Measured:
    """How well articles agree with the rows of a gold list.

    Numbers are counted as often as they occur. An article whose number the text does not print need not be found, and is no
    fault where it is. Headings are compared where the list has one; a heading for an article that has lost it is invented
    and counts against precision.
    """
    printed = Counter(row["number"] for row in rows if row["print"] not in ("lost", "part"))
    every = Counter(row["number"] for row in rows)
    found = Counter(article.number for article in articles)
    headings = Counter((row["number"], row["heading"]) for row in rows if row["heading"])
    lost = {row["number"] for row in rows if row["print"] == "lost"}
    judged = {number for number, _ in headings} | lost
    given = Counter((a.number, heading_key(a.heading)) for a in articles if a.heading and a.number in judged)
    gone = {row["number"] for row in rows if row["status"] == "repealed"}
    said = {article.number for article in articles if article.repealed}
    return Measured(
        (found & printed).total() / printed.total(),
        (found & every).total() / max(1, found.total()),
        (given & headings).total() / headings.total(),
        (given & headings).total() / max(1, given.total()),
        1.0 if gone == said else len(gone & said) / len(gone | said),
    )


@cache
def sources() -> Path:
    folder = os.environ.get("DRUGLAW_SOURCES")
    if not folder:
        pytest.skip("set DRUGLAW_SOURCES to the folder with the documents")
    return Path(folder)


def loaded(name: str, store: Any) -> list[Article]:
    """The articles that the statute loader finds in the text of a gold list, by the quads it gives."""
    folder = sources()
    opening = pytest.importorskip("loaders.opening")
    statute = pytest.importorskip("loaders.statute")
    limits = importlib.import_module("loaders.limits").Limits()
    row = TEXTS[name]
    opened = opening.open_file(folder / row["file"], limits)
    assert not isinstance(opened, list), "\n".join(map(str, opened))
    reading = statute.read(opened, Options(owner=row["owner"], slug=row["slug"]), graph_iri("load/gold"), store)
    assert not reading.complaints, "\n".join(map(str, reading.complaints[:5]))
    values: dict[str, dict[str, str]] = {}
    articles: list[str] = []
    for quad in reading.quads:
        if quad.predicate.value == PREFIXES["rdf"] + "type" and quad.object == dl("TextArticle"):
            articles.append(quad.subject.value)
        elif quad.predicate.value in (PREFIXES["eli"] + "number", PREFIXES["eli"] + "title", dl("repealedInText").value):
            values.setdefault(quad.subject.value, {})[quad.predicate.value] = quad.object.value
    named = [values.get(article, {}) for article in articles]
    number, title, repealed = PREFIXES["eli"] + "number", PREFIXES["eli"] + "title", dl("repealedInText").value
    return [Article(one.get(number, ""), one.get(title, ""), repealed in one) for one in named]


@pytest.mark.parametrize("name", SOUND)
def test_articles_of_a_sound_text(name: str, store: Any) -> None:
    measured = compare(loaded(name, store), gold(name))
    short = [aim for aim in ("recall", "precision", "heading_recall", "heading_precision") if getattr(measured, aim) < AIM]
    assert not short, f"{name}: {', '.join(short)} below {AIM}: {measured}"
    assert measured.repealed == 1.0, f"{name}: the repealed articles differ: {measured}"


DAMAGED = {
    # What was measured, rounded down: damage is told in remarks, and what is lost is not invented.
    "az-criminal-code": Measured(0.995, 0.995, 0.99, 0.99, 1.0),
    "by-marriage-and-family-code-headings-lost": Measured(0.995, 0.995, 0.99, 0.99, 1.0),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_articles_of_a_damaged_text(name: str, store: Any) -> None:
    measured = compare(loaded(name, store), gold(name))
    short = [aim for aim, bound in asdict(DAMAGED[name]).items() if getattr(measured, aim) < bound]
    assert not short, f"{name}: {', '.join(short)} below {DAMAGED[name]}: {measured}"


def row(number: str, heading: str = "", status: str = "", printed: str = "") -> dict[str, str]:
    return {"number": number, "heading": heading_key(heading), "status": status, "print": printed}


LIST = [row("1", "Aim"), row("2", "", "repealed"), row("2-1", "Words used"), row("3", "", "", "lost")]


@pytest.mark.parametrize(
    ("articles", "recall", "precision", "heading_recall", "heading_precision", "repealed"),
    [
        pytest.param([("1", "AIM."), ("2", "", True), ("2-1", "W ords  used [12]")], 1, 1, 1, 1, 1, id="all-found"),
        pytest.param([("1", "Aim"), ("2", "", True), ("2-1", "Words used"), ("3", "")], 1, 1, 1, 1, 1, id="lost-one-found-too"),
        pytest.param([("1", "Aim"), ("2", "", True), ("2-1", "Words used"), ("3", "A guess")], 1, 1, 1, 2 / 3, 1, id="heading-invented"),
        pytest.param([("1", "Aim"), ("1", "Aim"), ("2", "", True), ("2-1", "Words used")], 1, 3 / 4, 1, 2 / 3, 1, id="contents-taken"),
        pytest.param([("1", "Aim"), ("21", "Words used")], 1 / 3, 1 / 2, 1 / 2, 1, 0, id="inserted-number-misread"),
        pytest.param([("1", "Aims"), ("2", ""), ("2-1", "Words used")], 1, 1, 1 / 2, 1 / 2, 0, id="heading-and-repeal-missed"),
    ],
)
def test_the_comparison_itself(
    articles: list[tuple[Any, ...]], recall: float, precision: float, heading_recall: float, heading_precision: float, repealed: float
) -> None:
    measured = compare([Article(one[0], one[1], len(one) > 2) for one in articles], LIST)
    assert measured == Measured(recall, precision, heading_recall, heading_precision, repealed)


@pytest.mark.parametrize("name", TEXTS)
def test_a_gold_list_is_well_formed(name: str) -> None:
    rows = gold(name)
    numbers = [tuple(map(int, one["number"].split("-"))) for one in rows]
    assert numbers == sorted(set(numbers)), "the articles stand in the order of their numbers, each once"
    assert all(re.fullmatch(r"([0-9a-f]{16})?", one["heading"]) for one in rows)
    assert all(one["heading"] or one["status"] or one["print"] for one in rows), "a row without a heading says why"


def test_every_gold_list_has_its_text() -> None:
    assert {path.stem for path in LISTS.glob("*.csv")} - {"texts"} == set(TEXTS) == {*SOUND, *DAMAGED}
