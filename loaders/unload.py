"""Take a load back: what it brought goes, unless something that stays refers to it; its record stays, with the end of it."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Store as Oxigraph

from graph import revisions
from graph.errors import AskError, UnknownIdError
from graph.questions import bind, question
from graph.release import RELEASE
from graph.store import Store
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
        known = {each.id: each for each in loads(store)}
        if one not in known:
            raise UnknownIdError("load", one, known)
        if known[one].taken_back:
            raise AskError(f"load {one} was taken back at {known[one].taken_back}: there is nothing left to take back")
        report = Report(taken_back=[known[one]])
        _remove(store.oxigraph, known[one])
        store.oxigraph.extend(taken_back(known[one], user(by)))
        del store
        if not report.complaints:
            change.publish()
    return report


def _remove(oxigraph: Oxigraph, load: Load) -> None:
    """Remove the graph in steps: as one transaction it would take memory and time beyond all proportion."""
    update = bind(question("remove-some"), graph=load.graph)
    while next(oxigraph.quads_for_pattern(None, None, None, load.graph), None):
        oxigraph.update(update)
