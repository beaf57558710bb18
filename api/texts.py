"""The loaded texts of acts: which versions there are, the one for a day, and each as a tree, read when it is first asked for."""

from __future__ import annotations

import re
from functools import lru_cache

from pyoxigraph import NamedNode

from api.entries import entries
from api.library import Item, Library
from graph.dates import DateError, iso, span
from graph.errors import AskError, WrongValueError
from graph.passages import Passage
from graph.questions import ask, text
from graph.store import Store
from graph.terms import id_of, iri
from graph.textdiff import Change, compare_passages
from loaders.act import LEVELS, ActText
from loaders.act_from_store import read_version
from loaders.act_passages import passages_of

__all__ = ["Texts", "chosen", "how_to_load", "is_dated", "on_day", "texts_of"]

_KEPT_READ = 16
_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


class Texts:
    """The texts in a store; those read last are kept, so that pages of one act do not read it again."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.read = lru_cache(maxsize=_KEPT_READ)(self._read)
        self.entries = lru_cache(maxsize=_KEPT_READ)(self._entries)
        self.compared = lru_cache(maxsize=_KEPT_READ)(self._compared)
        self.versions = lru_cache(maxsize=None)(self._versions)

    def _read(self, version: str) -> ActText:
        return read_version(self._store, iri(f"version/{version}"))

    def version(self, wanted: str) -> Item | None:
        """The version with this id."""
        return next((one for one in self.versions(wanted.rpartition("/")[0]) if one["id"] == wanted), None)

    def _entries(self, version: str) -> list[Item]:
        return entries(self.read(version), version)

    def _compared(self, old: str, new: str) -> tuple[list[Passage], list[Passage], list[Change]]:
        """The passages of two versions, and what became of each."""
        before, after = passages_of(self.read(old)), passages_of(self.read(new))
        return before, after, compare_passages(before, after)

    def ids(self, version: str) -> dict[str, Item]:
        """The divisions of a version by their ids."""
        return {one["id"]: one for one in self.entries(version)}

    def _versions(self, act: str) -> tuple[Item, ...]:
        """The versions of an act that have a text, the newest last.

        Undated ones, of which nobody knows better, stand before the dated ones, in the order of their loading.
        """
        found: dict[str, Item] = {}
        for row in ask(self._store, "text-versions", act=iri(f"instrument/{act}")):
            version = id_of(text(row, "version"))
            found[version] = self._version(version, text(row, "load"), text(row, "graph")) | {
                "from": text(row, "from") or None,
                "language": re.split(r"[/#]", text(row, "language"))[-1].lower() or None,
                "document": text(row, "file") or id_of(text(row, "document")) or None,
                "loaded": text(row, "loaded") or None,
            }
        return tuple(sorted(found.values(), key=lambda one: (_since(one) or 0, one["loaded"] or "", one["id"])))

    def _version(self, version: str, load: str, graph: str) -> Item:
        remarks = [text(row, "remark") for row in ask(self._store, "load-remarks") if text(row, "load") == load]
        rows = ask(self._store, "text-counts", graph=NamedNode(graph))
        counts = {text(row, "kind").rpartition("#")[2].removeprefix("Text").lower(): int(text(row, "count")) for row in rows}
        return {
            "id": version,
            "day": version.rpartition("/")[2],
            "counts": {level: counts[level] for level in LEVELS if level in counts},
            "load": id_of(load) or None,
            "remarks": remarks,
        }


def texts_of(library: Library) -> Texts:
    """The texts in the store of a library."""
    return library.keep(("texts",), lambda: Texts(library.store))


def _since(version: Item) -> int | None:
    """The first day of a version as an integer; None where nobody knows it."""
    day = version["from"] or version["day"]
    try:
        return span(day).earliest
    except DateError:
        return None


def is_dated(version: Item) -> bool:
    """Whether it is known since when the version holds."""
    return _since(version) is not None


def how_to_load(act: str) -> str:
    """What to type to bring in a text of an act."""
    owner, _, slug = act.partition("/")
    return f"druglaw load FILE --as statute --owner {owner} --slug {slug} --in-force DAY --store DIR"


def chosen(versions: tuple[Item, ...], parameter: str, day: str) -> Item:
    """The version called so: by its day, or by its name where it is undated. WrongValueError lists those there are."""
    for version in versions:
        if day.lower() in (version["day"], version["id"]):
            return version
    raise WrongValueError(parameter, day, [version["day"] for version in versions], "no text of that day is loaded")


def on_day(versions: tuple[Item, ...], day: int | None, *, act: str = "", strict: bool = False) -> Item | None:
    """The version in force on a day, the newest without a day.

    Where none was, or nobody knows: None, or, ``strict``, an AskError that says which days there are.
    """
    held = [one for one in versions if day is None or ((since := _since(one)) is not None and since <= day)]
    if held or not strict:
        return held[-1] if held else None
    if not versions:
        raise AskError(f"no text of {act} is loaded; to load one: {how_to_load(act)}")
    raise WrongValueError("as_of", iso(day or 0), [one["day"] for one in versions], "no text in force on that day is loaded")
