"""What may stand in a column that names something: the things of a store, by the kind the column asks for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from pyoxigraph import Literal

from graph.metadata import Column, Table
from graph.questions import ask, text
from graph.store import Store
from graph.terms import BASE, kind_of

__all__ = ["Choices", "decides", "named_kind"]

_SUBJECTS = ("jurisdiction", "instrument", "provision")
_ACTORS = ("jurisdiction", "organisation", "instrument", "place")


def named_kind(column: Column) -> str | None:
    """What the values of a column continue, below the base: ``measure/``, ``code/unit/``, '' for any; None where it names nothing."""
    if column.kind == "thing":
        return ""
    if not column.value_url.startswith(BASE) or "{" not in column.value_url:
        return None
    return column.value_url.removeprefix(BASE).partition("{")[0]


def decides(column: Column, table: Table) -> str:
    """The column that says which values this one may have in the same row: the measure, of an answer; the source, of a part; or ''."""
    if column.value_url.count("{") > 1:
        return column.value_url.partition("{+")[2].partition("}")[0]
    if named_kind(column) == "answer/" and not column.separator:
        return next((one.name for one in table.columns if named_kind(one) == "measure/" and not one.separator), "")
    return ""


class Choices:
    """The things of a store that can be named, each with what it is called."""

    def __init__(self, store: Store, lang: str = "en") -> None:
        self._store, self._lang = store, lang

    @cached_property
    def labels(self) -> dict[str, str]:
        """Everything by its path below the base (``measure/needle-exchange``), in the order of its kind, and its first name."""
        found: dict[str, str] = {}
        for row in ask(self._store, "choices", lang=Literal(self._lang)):
            path = text(row, "thing").removeprefix(BASE)
            if not found.get(path):
                found[path] = text(row, "label")
        if self._lang != "en":
            english = Choices(self._store).labels
            found = {path: label or english.get(path, "") for path, label in found.items()}
        return found

    def of(self, column: Column) -> dict[str, str]:
        """The ids that a column offers, and their names; empty where it names nothing."""
        kind = named_kind(column)
        if kind is None or column.value_url.count("{") > 1:
            return {}
        if column.kind == "thing":
            return {path.partition("/")[2]: label for wanted in _SUBJECTS for path, label in self._under(wanted + "/")}
        if not kind:
            return {path: label for wanted in _ACTORS for path, label in self._under(wanted + "/")}
        return {path.removeprefix(kind): label for path, label in self._under(kind)}

    def _under(self, start: str) -> Iterable[tuple[str, str]]:
        return ((path, label) for path, label in self.labels.items() if path.startswith(start) and "#" not in path)

    @cached_property
    def parts(self) -> dict[str, list[str]]:
        """The parts of each source that has any."""
        found: dict[str, list[str]] = {}
        for path in self.labels:
            key, _, part = path.partition("#")
            if part and kind_of(BASE + path) == "source":
                found.setdefault(key.partition("/")[2], []).append(part)
        return found

    @cached_property
    def _ids(self) -> dict[str, dict[str, list[str]]]:
        """Path below the base -> name in small letters -> the ids that are called so."""
        found: dict[str, dict[str, list[str]]] = {}
        for path, label in self.labels.items():
            kind, _, short = path.rpartition("/") if path.startswith("code/") else path.partition("/")
            if label:
                found.setdefault(kind + "/", {}).setdefault(label.lower(), []).append(short)
        return found

    def called(self, name: str, column: Column) -> list[str]:
        """The ids of the things of a column's kind that have this name."""
        kind = named_kind(column)
        if kind is None:
            return []
        kinds = [kind] if kind else [wanted + "/" for wanted in (_SUBJECTS if column.kind == "thing" else _ACTORS)]
        found = [(one, short) for one in kinds for short in self._ids.get(one, {}).get(name.lower(), [])]
        return [short if kind or column.kind == "thing" else one + short for one, short in found]

    def like(self, path: str) -> list[str]:
        """The paths of the kind of a path that is not there, to look for near ones among them."""
        kind = path.rpartition("/")[0] if path.startswith("code/") else path.partition("/")[0]
        return [known for known in self.labels if known.startswith(kind + "/")]
