"""Take a load back: what it brought goes, unless something that stays refers to it; its record stays, with the end of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode

from graph import revisions
from graph.complaints import Complaint
from graph.derived import DERIVED
from graph.errors import AskError, UnknownIdError
from graph.neighbourhood import affected, is_division
from graph.questions import ask, bind, question, text
from graph.release import RELEASE
from graph.store import Store
from graph.terms import BASE
from loaders.anchoring import loosen, refresh, sources_of
from loaders.judging import is_gap, judge, worded
from loaders.load import Report
from loaders.provenance import Load, loads, taken_back, user

__all__ = ["unload"]


def unload(one: str, directory: Path, *, by: str = "") -> Report:
    """Take back the load with this id; with any complaint the store stays as it was.

    Raises UnknownIdError for an id that no load has, AskError where it was taken back before, StoreError where the store
    cannot be changed.
    """
    if not revisions.exists(directory):
        raise UnknownIdError("load", one, [])
    with revisions.change(directory) as change:
        store = Store(change.writable, f"{RELEASE}+{change.revision}")
        load = _standing(one, {each.id: each for each in loads(store)})
        sources = sources_of(store, load.graph)
        loosen(store, sources)
        complaints = _dangling(store, load)
        if not complaints:
            complaints = _remove(store, load)
            refresh(store, sources)
            store.oxigraph.extend(taken_back(load, user(by)))
        del store
        if not complaints:
            change.publish()
    return Report(taken_back=[load], complaints=complaints, notice=revisions.DIED if change.died else "")


def _standing(one: str, known: dict[str, Load]) -> Load:
    if one not in known:
        raise UnknownIdError("load", one, known)
    if known[one].taken_back:
        raise AskError(f"load {one} was taken back at {known[one].taken_back}: there is nothing left to take back")
    return known[one]


def _dangling(store: Store, load: Load) -> list[Complaint]:
    """What would be left referring to nothing, and which load brought it."""
    found = []
    for row in ask(store, "would-dangle", graph=load.graph):
        thing, referring, count = text(row, "thing"), text(row, "referring"), int(text(row, "count"))
        others = f" and {count - 1} more" if count > 1 else ""
        brought = _brought(store, referring)
        way = f"take load {brought} back first" if brought else "it is part of the built-in data"
        what = f"{_short(referring)}{others} would refer to {_short(thing)}, which would be gone: {way}"
        found.append(Complaint(load.file, 1, what))
    return found


def _brought(store: Store, thing: str) -> str:
    start = f"{BASE}graph/load/"
    graphs = (quad.graph_name for quad in store.oxigraph.quads_for_pattern(NamedNode(thing), None, None)) if ":" in thing else ()
    return next((graph.value.removeprefix(start) for graph in graphs if isinstance(graph, NamedNode) and graph.value.startswith(start)), "")


def _short(thing: str) -> str:
    return thing.removeprefix(BASE)


def _remove(store: Store, load: Load) -> list[Complaint]:
    """Remove what the load brought and what was derived of it, and complain of every rule that is broken then."""
    described = list(_described(store, load))
    things = affected(store, [node for node in described if isinstance(node, NamedNode)])
    # In steps: as one transaction it would take memory and time beyond all proportion.
    update = bind(question("remove-some"), graph=load.graph)
    while next(store.oxigraph.quads_for_pattern(None, None, None, load.graph), None):
        store.oxigraph.update(update)
    for node in described:
        if isinstance(node, BlankNode):
            for quad in list(store.oxigraph.quads_for_pattern(node, None, None, DERIVED)):
                store.oxigraph.remove(quad)
    return [Complaint(load.file, 1, words) for _, words in worded(store, [one for one in judge(store, things) if not is_gap(one.focus)])]


def _described(store: Store, load: Load) -> Iterator[NamedNode | BlankNode]:
    for row in ask(store, "described-by", graph=load.graph):
        node = row["thing"]
        if isinstance(node, NamedNode | BlankNode) and not is_division(node):
            yield node
