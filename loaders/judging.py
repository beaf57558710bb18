"""Judge a change by what it touched: derive anew what follows from it, and ask which rules are broken now."""

from __future__ import annotations

from collections.abc import Collection

from pyoxigraph import BlankNode, Literal, NamedNode

from graph.derived import DERIVED, derive
from graph.errors import nearest
from graph.neighbourhood import surroundings
from graph.questions import ask, text
from graph.store import Store
from graph.terms import BASE, id_of, kind_of
from loaders.shapes import Violation, said, violations

__all__ = ["is_gap", "judge", "worded"]


def judge(store: Store, things: Collection[NamedNode]) -> list[Violation]:
    """The grave violations of some things, after the derived quads about them were brought up to date in the store."""
    told = surroundings(store, things)
    stated = [quad for quad in told if quad.graph_name != DERIVED]
    old = {quad for quad in told if quad.graph_name == DERIVED}
    kept = {quad for quad in old if quad.subject not in things and not isinstance(quad.subject, BlankNode)}
    new = {quad for quad in derive(stated) if quad.subject in things or isinstance(quad.subject, BlankNode)}
    for quad in old - kept - new:
        store.oxigraph.remove(quad)
    store.oxigraph.bulk_extend(new - old)
    found = violations([*stated, *kept, *new], {thing.value for thing in things})
    return [violation for violation in found if violation.grave]


def is_gap(thing: str) -> bool:
    """Whether a thing says why a question has no answer.

    A load may answer what an entry that stood before calls a gap: whoever fills it cannot change that entry, and taking the
    answer back must open the gap again. So only a gap that comes with the load itself can be at fault.
    """
    return kind_of(thing) == "gap"


def worded(store: Store, found: Collection[Violation]) -> list[tuple[Violation, str]]:
    """Violations with their words, which tell the ids that were perhaps meant where one names something that is not there."""
    kinds = {kind for violation in found if violation.reference and (kind := kind_of(violation.value))}
    known = {kind: [id_of(text(row, "thing")) for row in ask(store, "ids-of-kind", start=Literal(f"{BASE}{kind}/"))] for kind in kinds}
    words = []
    for violation in found:
        candidates = known.get(kind_of(violation.value), []) if violation.reference else []
        words.append((violation, said(violation, nearest(id_of(violation.value), candidates, 3))))
    return words
