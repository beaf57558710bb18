"""What a change can break or alter, and what must be known to tell: the part of a store that is looked at again.

A rule of the shapes, or a derived day, concerns a thing and what lies at most a few steps away. ``affected`` walks those
steps backwards, from what was touched to whatever may be judged differently now; ``surroundings`` walks them forwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from pyoxigraph import BlankNode, NamedNode, Quad

from graph.questions import ask
from graph.store import Store
from graph.terms import PREFIXES, dl, graph_iri, id_of, iri, kind_of

__all__ = ["affected", "is_division", "surroundings"]

Node = NamedNode | BlankNode
_CHUNK = 500
_STEPS = 3
_OWNERS = ("jurisdiction", "organisation")
_UNTOLD = {dl("content"), dl("text")}
_WHOLES = {dl("partOf"), dl("liesIn")}
_RECORD = graph_iri("loads")
_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_IN_SCHEME = NamedNode(PREFIXES["skos"] + "inScheme")
_SUBCLASS = NamedNode(PREFIXES["rdfs"] + "subClassOf")
_CLASS = NamedNode(PREFIXES["owl"] + "Class")


def is_division(node: object) -> bool:
    """Whether a node is a division of the text of an act: there are millions, and only rules of their own concern them."""
    return isinstance(node, NamedNode) and "#" in node.value and kind_of(node) == "version"


def affected(store: Store, touched: Iterable[NamedNode]) -> set[NamedNode]:
    """The things that a change of some things can break or of which it can alter what is derived, those things included."""
    found = set(touched)
    found -= _ask(store, "mere-places", "touched", found)
    owners = {node for node in found if kind_of(node) in _OWNERS}
    acts = _ask(store, "acts-of", "thing", found)
    found |= _ask(store, "referring", "touched", found)
    found |= _ask(store, "owned-by", "owner", owners)
    found |= _ask(store, "resting-on", "act", acts)
    found |= _ask(store, "question-mates", "thing", found)
    return found


def surroundings(store: Store, things: Iterable[NamedNode]) -> list[Quad]:
    """What a store says of some things and of what a rule about them, or a day derived for them, may ask for; no long texts."""
    things = set(things)
    acts = _ask(store, "acts-of", "thing", things)
    counted = _ask(store, "counted-by", "tally", {thing for thing in things if kind_of(thing) == "tally"})
    owners = {iri(f"{kind}/{id_of(thing).partition('/')[0]}") for thing in things if kind_of(thing) == "instrument" for kind in _OWNERS}
    told: dict[Node, list[Quad]] = {}
    border: set[Node] = {*things, *acts, *owners, *counted, *_ask(store, "in-force-by", "act", acts)}
    for _ in range(_STEPS):
        border = {node for thing in border for node in _tell(store, thing, told)}
    quads = [quad for one in told.values() for quad in one]
    for node in border:
        quads += store.oxigraph.quads_for_pattern(node, _TYPE, None)
        quads += store.oxigraph.quads_for_pattern(node, _IN_SCHEME, None)
    return [*quads, *_words(store)]


def _tell(store: Store, thing: Node, told: dict[Node, list[Quad]]) -> Iterator[Node]:
    """Tell what a thing is, and give back the things it refers to that were not told yet."""
    if thing in told or is_division(thing):
        return
    told[thing] = [
        quad for quad in store.oxigraph.quads_for_pattern(thing, None, None) if quad.graph_name != _RECORD and quad.predicate not in _UNTOLD
    ]
    for quad in told[thing]:
        if isinstance(quad.object, NamedNode | BlankNode) and quad.object not in told:
            if quad.predicate in _WHOLES:  # a circle of parts may close far away
                yield from _tell(store, quad.object, told)
            yield quad.object


def _words(store: Store) -> Iterator[Quad]:
    """Which classes there are, and which answers and codes each scheme has."""
    for predicate, value in ((_TYPE, _CLASS), (_SUBCLASS, None), (_IN_SCHEME, None), (dl("answerScheme"), None)):
        yield from store.oxigraph.quads_for_pattern(None, predicate, value)


def _ask(store: Store, name: str, parameter: str, values: Iterable[NamedNode]) -> set[NamedNode]:
    """The things that answer a question with one column, asked of some values at a time; blank nodes count as their owners."""
    found: set[NamedNode] = set()
    remaining = iter(values)
    while chunk := list(islice(remaining, _CHUNK)):
        for row in ask(store, name, **{parameter: chunk}):
            for node in row.values():
                owner = _owner(store, node) if isinstance(node, BlankNode) else node
                if isinstance(owner, NamedNode) and not is_division(owner):
                    found.add(owner)
    return found


def _owner(store: Store, node: object) -> object:
    seen: set[object] = set()
    while isinstance(node, BlankNode) and node not in seen:
        seen.add(node)
        node = next((quad.subject for quad in store.oxigraph.quads_for_pattern(None, None, node)), None)
    return node
