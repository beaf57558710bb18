"""An act with its loaded texts: what was entered of its provisions and versions, joined with what the texts have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.acts import in_force, provisions, versions
from api.entries import joined, number_order
from api.library import Item, Library
from api.texts import on_day, texts_of
from loaders.act import LEVELS

__all__ = ["contents", "provisions_on", "versions_with_texts"]

_ARTICLE = list(LEVELS).index("article")
_NO_TEXT: Item = {"day": None, "language": None, "document": None, "counts": {}, "load": None, "loaded": None, "remarks": []}


def versions_with_texts(library: Library, act: str) -> list[Item]:
    """Every version of an act, the newest last; those with a loaded text have its document, language, counts and remarks."""
    texts = {one["id"]: one for one in texts_of(library).versions(act)}
    bare = [one | _NO_TEXT for one in versions(library, act) if one["id"] not in texts]
    found = [*bare, *({"until": None} | one for one in texts.values())]
    return sorted(found, key=lambda one: one["from"] or "")


def provisions_on(library: Library, act: str, day: int, lang: str, *, exact: bool) -> list[Item]:
    """The provisions of an act, each saying whether it was in force on a day, with the words of the version in force then.

    ``exact``: where no version in force on the day is loaded, no words are given; otherwise those of the newest.
    """
    entered = [one | {"in_force": in_force(library, one, day)} for one in provisions(library, lang).values() if one["instrument"] == act]
    texts = texts_of(library).versions(act)
    version = on_day(texts, day) or (None if exact else on_day(texts, None))
    loaded = texts_of(library).entries(version["id"]) if version else []
    return joined(sorted(entered, key=_order), loaded, _nothing_entered(act, "certain" if version == on_day(texts, day) else "possible"))


def _nothing_entered(act: str, force: str) -> dict[str, Any]:
    bare = dict.fromkeys(("instrument", "summary", "modality", "from", "until")) | {"instrument": act}
    return bare | {"addressees": [], "measures": [], "sanctions": [], "evidence": [], "in_force": force}


def _order(item: Item) -> tuple[list[tuple[int, str]], str]:
    return number_order(item["number"]), str(item["id"])


def contents(entries: Sequence[Item]) -> list[Item]:
    """The table of contents of a text: its articles, and what stands above or beside them."""
    inside = [one["level"] and list(LEVELS).index(one["level"]) > _ARTICLE and one["depth"] > 0 for one in entries]
    return [one for one, deep in zip(entries, inside, strict=True) if not deep]
