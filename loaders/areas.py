"""States and countries by the names that other people use: ISO 3166 codes, M49 numbers, names in any language."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from importlib.resources import files

from pyoxigraph import NamedNode

from graph.questions import ask, text
from graph.store import Store
from graph.terms import BASE, id_of, kind_of

__all__ = ["Areas"]


class Areas:
    """The states and countries that a store has an entry for.

    They answer to their labels there, to their codes, and to the formal names in ``area-names.csv``.
    """

    def __init__(self, store: Store) -> None:
        self._known: dict[str, NamedNode] = {}
        for row in ask(store, "areas"):
            area = NamedNode(text(row, "area"))
            self._known[_plain(text(row, "name"))] = area
            if kind_of(area) == "jurisdiction":
                self._known[_plain(id_of(area))] = area
        entries = {area.value: area for area in self._known.values()}
        for name, area in _formal_names():
            if area in entries:
                self._known.setdefault(_plain(name), entries[area])

    def find(self, name: str) -> NamedNode | None:
        """The state or country of that name or code, or None where the store has no entry for it."""
        return self._known.get(_plain(name))


@cache
def _formal_names() -> list[tuple[str, str]]:
    with (files("loaders") / "area-names.csv").open(encoding="utf-8", newline="") as file:
        return [(row["name"], BASE + row["area"]) for row in csv.DictReader(file)]


def _plain(name: str) -> str:
    """A name without case, accents of layout and punctuation, so that ``THE KYRGYZ REPUBLIC`` is one of ``Kyrgyz Republic``."""
    small = unicodedata.normalize("NFKC", name).casefold().replace("ё", "е")
    words = re.sub(r"[^\w\s]|_", " ", small).split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)
