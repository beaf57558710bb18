"""States and countries by the names that other people use: ISO 3166 codes, M49 numbers, names in any language."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from importlib.resources import files

from pyoxigraph import Literal, NamedNode

from graph.questions import ask, text
from graph.store import Store
from graph.terms import id_of, iri, kind_of

__all__ = ["Areas"]


class Areas:
    """The states and countries that a store has an entry for.

    They answer to their labels there, to their codes and ids (``place/china``), and to the formal names in ``area-names.csv``.
    """

    def __init__(self, store: Store) -> None:
        self._known: dict[str, NamedNode] = {}
        self._labels: dict[NamedNode, str] = {}
        for row in ask(store, "areas"):
            area, name = NamedNode(text(row, "area")), row["name"]
            self._known[_plain(name.value)] = area
            self._known[_plain(f"{kind_of(area)}/{id_of(area)}")] = area
            if isinstance(name, Literal) and name.language == "en":
                self._labels[area] = name.value
            if kind_of(area) == "jurisdiction":
                self._known[_plain(id_of(area))] = area
        entries = set(self._known.values())
        for formal, entry in _formal_names():
            if entry in entries:
                self._known.setdefault(_plain(formal), entry)

    def find(self, name: str) -> NamedNode | None:
        """The state or country of that name or code, or None where the store has no entry for it."""
        return self._known.get(_plain(name))

    def label(self, area: NamedNode) -> str:
        """What a state or country is called in English."""
        return self._labels.get(area, id_of(area))


@cache
def _formal_names() -> list[tuple[str, NamedNode]]:
    written = (files("loaders") / "area-names.csv").read_text(encoding="utf-8")
    return [(row["name"], iri(row["area"])) for row in csv.DictReader(written.splitlines())]


def _plain(name: str) -> str:
    """A name without case, accents of layout and punctuation, so that ``THE KYRGYZ REPUBLIC`` is one of ``Kyrgyz Republic``."""
    small = unicodedata.normalize("NFKC", name).casefold().replace("ё", "е")
    words = re.sub(r"[^\w\s]|_", " ", small).split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)
