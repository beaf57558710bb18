"""An act with its loaded texts: what was entered of its provisions and versions, joined with what the texts have."""

from __future__ import annotations

from collections.abc import Sequence

from api.acts import in_force, provisions, versions
from api.entries import joined, number_order
from api.library import Item, Library
from api.texts import is_dated, on_day, texts_of
from loaders.act import LEVELS

__all__ = ["contents", "provisions_on", "versions_with_texts"]

_ARTICLE = list(LEVELS).index("article")
_NOT_ENTERED: Item = dict.fromkeys(("instrument", "summary", "modality", "from", "until"))
_NOT_ENTERED |= {"addressees": [], "measures": [], "sanctions": [], "evidence": []}
_NO_TEXT: Item = {"day": None, "language": None, "document": None, "counts": {}, "load": None, "loaded": None, "remarks": []}


def versions_with_texts(library: Library, act: str) -> list[Item]:
    """Every version of an act, the newest last; those with a loaded text have its document, language, counts and remarks."""
    texts = {one["id"]: one for one in texts_of(library).versions(act)}
    bare = [one | _NO_TEXT for one in versions(library, act) if one["id"] not in texts]
    found = [*bare, *({"until": None} | one for one in texts.values())]
    return sorted(found, key=lambda one: one["from"] or "")


def provisions_on(library: Library, act: str, day: int, lang: str) -> list[Item]:
    """The provisions of an act, each saying whether it was in force on a day, with the words of the version in force then.

    Where no such version is loaded but one that nobody could date, the words are those of the latter, possibly in force.
    """
    entered = [one | {"in_force": in_force(library, one, day)} for one in provisions(library, lang).values() if one["instrument"] == act]
    texts = texts_of(library).versions(act)
    held = on_day(texts, day)
    version = held or next((one for one in reversed(texts) if not is_dated(one)), None)
    loaded = texts_of(library).entries(version["id"]) if version else []
    found = joined(sorted(entered, key=_order), loaded, _NOT_ENTERED | {"instrument": act, "in_force": "certain" if held else "possible"})
    return [one | {"in_force": "no"} if one["status"] == "repealed" and not one["evidence"] else one for one in found]


def _order(item: Item) -> tuple[list[tuple[int, str]], str]:
    return number_order(item["number"]), str(item["id"])


def contents(entries: Sequence[Item]) -> list[Item]:
    """The table of contents of a text: its articles, and what stands above or beside them."""
    inside = [one["level"] and list(LEVELS).index(one["level"]) > _ARTICLE and one["depth"] > 0 for one in entries]
    return [one for one, deep in zip(entries, inside, strict=True) if not deep]
