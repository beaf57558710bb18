"""How well the suggestions for real texts agree with what people entered: the figures of ``docs/suggestions.md``.

``DRUGLAW_SOURCES=FOLDER python tests/suggestion_figures.py`` prints the table. An article is relevant where a provision of
it, or of a part of it, bears on a measure in the built-in data; only articles that the text has are counted.
"""

from __future__ import annotations

import csv
import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # so that it runs as a script

from graph.questions import ask, text
from graph.store import Store, open_store
from graph.terms import id_of
from loaders.limits import Limits
from loaders.opening import open_file
from loaders.plain import plain_text
from loaders.statute.parsing import parse
from loaders.suggestions import Suggestion, suggest_act

DATA = Path(__file__).parent / "data"
THRESHOLD = 0.3
_BELOW_ARTICLE = re.compile(r"\(|\.|-note")


@dataclass(frozen=True)
class Text:
    """A text to measure on: the name of its gold list, its file, its act, and whether the rules were written with it in view."""

    name: str
    file: str
    act: str
    part: str


@dataclass(frozen=True)
class Figures:
    """Found and right, found and not entered, entered and not found: for articles, and for articles with their measures."""

    articles: tuple[int, int, int]
    pairs: tuple[int, int, int]

    def __add__(self, other: Figures) -> Figures:
        return Figures(_sum(self.articles, other.articles), _sum(self.pairs, other.pairs))


def _sum(one: tuple[int, int, int], other: tuple[int, int, int]) -> tuple[int, int, int]:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def recall(counts: tuple[int, int, int]) -> float:
    """The share of what was entered that was found."""
    return counts[0] / max(1, counts[0] + counts[2])


def precision(counts: tuple[int, int, int]) -> float:
    """The share of what was found that was entered."""
    return counts[0] / max(1, counts[0] + counts[1])


def texts() -> list[Text]:
    """The texts to measure on."""
    files = {row["list"]: row for row in csv.DictReader((DATA / "statutes" / "texts.csv").open(encoding="utf-8"))}
    rows = csv.DictReader((DATA / "suggestions" / "texts.csv").open(encoding="utf-8"))
    return [Text(n := row["list"], files[n]["file"], f"{files[n]['owner']}/{files[n]['slug']}", row["part"]) for row in rows]


def named_beforehand() -> dict[str, set[str]]:
    """The articles that research notes named as relevant before any rule was written, by the name of the gold list."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in csv.DictReader((DATA / "suggestions" / "named-beforehand.csv").open(encoding="utf-8")):
        found[row["list"]].add(row["article"])
    return found


def entered(store: Store, act: str) -> dict[str, set[str]]:
    """The measures that people entered for the articles of an act or parts of them; those about practice no text can show."""
    practice = {id_of(text(row, "measure")) for row in ask(store, "measures") if text(row, "kind").endswith("in-practice")}
    found: dict[str, set[str]] = defaultdict(set)
    query = "SELECT ?p ?m WHERE { ?p <https://w3id.org/druglaw/ontology#bearsOn> ?m }"
    for one in store.oxigraph.query(query, use_default_graph_as_union=True):
        provision, measure = id_of(one["p"].value), id_of(one["m"].value)
        if provision.startswith(f"{act}/") and measure not in practice:
            found[_BELOW_ARTICLE.split(provision.split("/")[2])[0]].add(measure)
    return found


def titles(store: Store, act: str) -> list[tuple[str, str]]:
    """The titles of an act in the built-in data, each with its language."""
    query = f"SELECT ?t WHERE {{ <https://w3id.org/druglaw/instrument/{act}> <http://data.europa.eu/eli/ontology#title> ?t }}"
    return [(one["t"].language or "", one["t"].value) for one in store.oxigraph.query(query, use_default_graph_as_union=True)]


def suggested(folder: Path, one: Text, store: Store) -> tuple[list[Suggestion], set[str]]:
    """The suggestions for a text, and the numbers of its articles."""
    limits = Limits.from_environment()
    opened = open_file(folder / one.file, limits)
    assert not isinstance(opened, list), "\n".join(map(str, opened))
    act = parse(plain_text(opened, limits).text)
    found = [each for each in suggest_act(act, titles(store, one.act)) if each.score >= THRESHOLD]
    return found, {each.number for each in act.walk() if each.level == "article"}


def agreement(found: Iterable[Suggestion], numbers: set[str], gold: dict[str, set[str]]) -> Figures:
    """How suggestions agree with what was entered for the articles that a text has."""
    pairs = {(one.number, one.measure) for one in found}
    right = {(number, measure) for number, measures in gold.items() if number in numbers for measure in measures}
    articles, relevant = {number for number, _ in pairs}, {number for number, _ in right}
    return Figures(
        (len(articles & relevant), len(articles - relevant), len(relevant - articles)),
        (len(pairs & right), len(pairs - right), len(right - pairs)),
    )


def main() -> None:
    """Print the figures of each text and of each part."""
    folder, store = Path(os.environ["DRUGLAW_SOURCES"]), open_store()
    sums: dict[str, Figures] = {}
    for one in texts():
        found, numbers = suggested(folder, one, store)
        gold = entered(store, one.act)
        figures = agreement(found, numbers, gold)
        sums[one.part] = sums.get(one.part, Figures((0, 0, 0), (0, 0, 0))) + figures
        print(_row(one.name, one.part, figures))
        if "-v" in sys.argv:
            spoke = {each.number for each in found}
            print("   not found:", sorted(set(gold) & numbers - spoke))
            print("   not entered:", sorted(spoke - set(gold)))
    for part, figures in sums.items():
        print(_row(f"all {part}", "", figures))


def _row(name: str, part: str, figures: Figures) -> str:
    cells = [f"{counts[0] + counts[2]} | {recall(counts):.2f} | {precision(counts):.2f}" for counts in (figures.articles, figures.pairs)]
    return f"| {name} | {part} | {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
