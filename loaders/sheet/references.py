"""What a sheet names must be there, and what it describes must not be there yet."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from graph.choices import Choices
from graph.complaints import Contents
from graph.derived import DERIVED
from graph.errors import nearest
from graph.store import Store
from graph.terms import BASE, DL, PREFIXES, id_of

__all__ = ["reference_faults", "taken_faults"]

_HINTED = 200  # names that are looked for among the known ones; a file with more is wrong in another way
_TYPE = NamedNode(PREFIXES["rdf"] + "type")


def reference_faults(contents: Contents, choices: Choices, store: Store) -> Iterator[tuple[str, str, str]]:
    """Thing, property and fault for everything that is named and stands neither in the store nor in the sheet."""
    own = {quad.subject for quad in contents.quads}
    faults: dict[str, str] = {}
    unknown = 0
    for quad in contents.quads:
        named = quad.object
        if not isinstance(named, NamedNode) or named in own or not named.value.startswith(BASE) or named.value.startswith(DL):
            continue
        if any(named.value.startswith(start) for start in contents.unread):
            continue
        if named.value not in faults:
            there = next(store.oxigraph.quads_for_pattern(named, _TYPE, None, None), None)
            unknown += there is None
            faults[named.value] = "" if there else _unknown(named.value.removeprefix(BASE), choices, hint=unknown <= _HINTED)
        if faults[named.value] and isinstance(quad.subject, NamedNode):
            yield quad.subject.value, quad.predicate.value, faults[named.value]


def _unknown(path: str, choices: Choices, *, hint: bool) -> str:
    short = path.rpartition("/")[2] if path.startswith("code/") else path.partition("/")[2]
    near = nearest(path, choices.like(path), 3) if hint else []
    shown = [one.rpartition("/")[2] if path.startswith("code/") else one.partition("/")[2] for one in near]
    told = f"; near: {', '.join(shown)}" if shown else ""
    kind = path.removesuffix(short).strip("/").removeprefix("code/")
    return f"there is no {kind} '{short}'{told}: correct it, or load what it names first"


def taken_faults(contents: Contents, graph: NamedNode, store: Store) -> Iterator[tuple[str, str, str]]:
    """Thing, '' and fault for every row whose id something in another graph of the store has."""
    for thing in contents.lines:
        found = (quad.graph_name for quad in store.oxigraph.quads_for_pattern(NamedNode(thing), _TYPE, None, None))
        if holder := next((one for one in found if one not in (graph, DERIVED)), None):
            where = id_of(holder) if isinstance(holder, NamedNode) else "the store"
            yield (
                thing,
                "",
                f"'{id_of(thing)}' is in the store already ({where}): give this row an id of its own, or take the other back first",
            )
