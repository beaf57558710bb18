"""What differs between two states of the data: what they say of the law, how it is coded, and which sources they rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from graph.derived import DERIVED
from graph.terms import BASE, PREFIXES, graph_iri, id_of

__all__ = ["CODING", "LAW", "SOURCES", "STREAMS", "Difference", "Statement", "differences", "stream_of"]

LAW, CODING, SOURCES = "law", "coding", "sources"
STREAMS = (LAW, CODING, SOURCES)
_CLASSES = {
    LAW: (
        "Instrument", "Provision", "Version", "DateStatement", "Amendment", "Participation", "Threshold", "CalculationUnit", "Listing",
    ),
    SOURCES: ("Source", "SourcePart", "Document"),
}  # fmt: skip
_STREAM = {name: stream for stream, names in _CLASSES.items() for name in names}
_GENERAL = ("Collection", "Concept", "ConceptScheme")  # what SKOS calls our measures, answers and schemes besides
_NOT_DATA = (DERIVED, graph_iri("loads"))
_TYPE = PREFIXES["rdf"] + "type"
_NAMES = ("prefLabel", "shortTitle", "title", "label")
_DEEP = 8  # below it a nested node is cut off: our data go two steps deep, somebody else's may run in a circle

_LONGEST = 10_000  # characters of a nested node; beyond it its digest stands for it

_Node = NamedNode | BlankNode
_Value = NamedNode | BlankNode | Literal | Triple
_Said = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Statement:
    """What is said of a thing under one property, before and after: values as text, sorted, each once."""

    property: str
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """A thing that was ``added``, ``removed`` or ``changed``; ``statements`` holds only the properties that differ.

    ``id`` is its path below the base (``finding/kz-...``), ``kind`` the last step of its class (``Finding``), ``stream`` one of
    the STREAMS, ``label`` what it is called (its id where it has no name).
    """

    stream: str
    kind: str
    id: str
    change: str
    label: str
    statements: tuple[Statement, ...]


def differences(old: Iterable[Quad], new: Iterable[Quad]) -> list[Difference]:
    """What differs between two states of the data, by stream, kind and id; derived quads and records of loads are left out.

    In which file a statement stands is no difference, nor are the names of blank nodes: what they hold counts as part of the
    thing they belong to, as do nodes named below it (``finding/x#evidence``).
    """
    before, after = _things(old), _things(new)
    found = [
        _difference(thing, before.get(thing, {}), after.get(thing, {}))
        for thing in before.keys() | after.keys()
        if before.get(thing) != after.get(thing)
    ]
    return sorted(found, key=lambda one: (STREAMS.index(one.stream), one.kind, one.id))


def stream_of(kind: str) -> str:
    """The stream to which things of a class belong, given by the last step of the class (``Finding``)."""
    return _STREAM.get(kind, CODING)


def _difference(thing: str, old: _Said, new: _Said) -> Difference:
    shown = new or old
    kind = min(shown.get("type", {"thing"}), key=lambda name: (name not in _STREAM, name in _GENERAL, name))
    named = next((min(shown[name]) for name in _NAMES if name in shown), id_of(thing))
    statements = (
        Statement(name, tuple(sorted(old.get(name, ()))), tuple(sorted(new.get(name, ()))))
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
    )
    change = "changed" if old and new else "added" if new else "removed"
    return Difference(stream_of(kind), kind, thing.removeprefix(BASE), change, named, tuple(statements))


def _things(quads: Iterable[Quad]) -> dict[str, _Said]:
    said: dict[_Node, list[tuple[str, _Value]]] = defaultdict(list)
    for quad in quads:
        if quad.graph_name not in _NOT_DATA and not isinstance(quad.subject, Triple):
            said[quad.subject].append((quad.predicate.value, quad.object))
    inside = {value for node, statements in said.items() for _, value in statements if _belongs(node, value)}
    reader = _Reader(said)
    return {node.value: reader.said(node, _DEEP) for node in said if isinstance(node, NamedNode) and node not in inside}


def _belongs(node: _Node, value: _Value) -> bool:
    return isinstance(value, NamedNode) and isinstance(node, NamedNode) and value.value.startswith(node.value + "#")


class _Reader:
    """Writes what is said of nodes as text, each nested node once: a graph that somebody else wrote may share and repeat them."""

    def __init__(self, said: Mapping[_Node, list[tuple[str, _Value]]]) -> None:
        self._said = said
        self._written: dict[tuple[_Node, int], str] = {}

    def said(self, node: _Node, deep: int) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for prop, value in self._said.get(node, ()):
            found[_last_step(prop)].add(_last_step(str(value)[1:-1]) if prop == _TYPE else self._value(node, value, deep))
        return {name: frozenset(values) for name, values in found.items()}

    def _value(self, node: _Node, value: _Value, deep: int) -> str:
        if isinstance(value, Literal):
            return f"{value.value} [{value.language}]" if value.language and value.language != "en" else value.value
        if isinstance(value, BlankNode) or (isinstance(value, NamedNode) and _belongs(node, value)):
            return self._nested(value, deep - 1)
        return value.value.removeprefix(BASE) if isinstance(value, NamedNode) else str(value)

    def _nested(self, node: _Node, deep: int) -> str:
        if (node, deep) not in self._written:
            parts = self.said(node, deep) if deep else {}
            text = "; ".join(f"{name}: {one}" for name in sorted(parts) if name != "type" for one in sorted(parts[name]))
            self._written[node, deep] = text if len(text) <= _LONGEST else f"sha256 {sha256(text.encode()).hexdigest()}"
        return self._written[node, deep]


def _last_step(iri: str) -> str:
    return iri.replace("/", "#").rpartition("#")[2]
