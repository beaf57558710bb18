"""Which rules of the shapes do quads break?

The shapes are SHACL. Core constraints run in pyshacl in one pass, over everything or with a focus on some things: then
each target is narrowed to those (SHACL 2017, section 2.1.3.1, ``sh:targetNode``). SPARQL-based constraints are written so
that their SELECT gives every violating node at once; they are asked of Oxigraph as they stand, since asking them node by
node takes minutes (section 5.3 leaves the way of evaluation open).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple, cast

import pyoxigraph as ox
import rdflib
from pyshacl import validate
from rdflib.namespace import RDF, RDFS, SH

from graph.terms import BASE, dl, id_of

__all__ = ["SHAPES", "Violation", "said", "text_violations", "violations"]

SHAPES = Path(str(files("loaders"))).parent / "shapes"
_OUR_IRI = re.compile(re.escape(BASE) + r"[a-z-]+/")
_DIVISION = rdflib.URIRef(dl("Division").value)


@dataclass(frozen=True)
class Violation:
    """One broken rule: the node, the property and the value (IRIs or texts, '' where there is none), the message.

    ``reference``: the value names something that is not there. ``grave``: a fault, not a warning.
    """

    focus: str
    path: str
    value: str
    message: str
    reference: bool = False
    grave: bool = True


class Constraint(NamedTuple):
    """One SPARQL-based constraint: its query, its message, whether it finds faults or warns, whether it is about divisions of texts."""

    query: str
    message: str
    grave: bool
    texts: bool


def violations(quads: Collection[ox.Quad], focus: Collection[str] | None = None) -> list[Violation]:
    """Every rule of the shapes that the quads break; with a ``focus`` only those that these things break."""
    shapes, constraints = _shapes()
    data = rdflib.Graph()
    for quad in quads:
        data.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return [*_core(data, shapes, focus), *_sparql(quads, data, constraints, focus)]


def text_violations(store: ox.Store, graph: ox.NamedNode) -> Iterator[Violation]:
    """Every rule about divisions of texts that one graph of a store breaks by itself."""
    for constraint in _shapes()[1]:
        if constraint.texts:
            yield from (violation for violation, _ in _ask(store, constraint, graph))


def said(violation: Violation, near: Iterable[str] = ()) -> str:
    """A violation in words: the thing, the rule, the value, and what the value may have been meant to be."""
    message = _OUR_IRI.sub("", violation.message)
    thing = id_of(violation.focus.partition("#")[0]) or violation.focus
    derived = violation.path.endswith(("Earliest", "Latest"))
    shown = "" if derived else id_of(violation.value) if violation.value.startswith(BASE) else violation.value[:80]
    value = f" (it says '{shown}')" if shown else ""
    listed = ", ".join(near)
    return f"{thing}: {message}{value}{f'; near: {listed}' if listed else ''}"


@cache
def _shapes() -> tuple[rdflib.Graph, list[Constraint]]:
    """The Core shapes, and every SPARQL-based constraint, taken out of them."""
    shapes = rdflib.Graph()
    for path in sorted(SHAPES.glob("*.ttl")):
        shapes.parse(path, format="turtle", publicID=BASE)
    declared = {str(shapes.value(one, SH.prefix)): str(shapes.value(one, SH.namespace)) for one in shapes.objects(None, SH.declare)}
    prologue = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in sorted(declared.items()))
    constraints = []
    for shape, constraint in list(shapes.subject_objects(SH.sparql)):
        message = shapes.value(constraint, SH.message) or shapes.value(shape, SH.message)
        grave = shapes.value(shape, SH.severity) in (None, SH.Violation)
        texts = (shape, SH.targetClass, _DIVISION) in shapes
        constraints.append(Constraint(prologue + str(shapes.value(constraint, SH.select)), str(message), grave, texts))
        shapes.remove((shape, SH.sparql, constraint))
    return shapes, sorted(constraints)


def _core(data: rdflib.Graph, shapes: rdflib.Graph, focus: Collection[str] | None) -> Iterator[Violation]:
    if focus is not None:
        shapes = _narrowed(data, shapes, focus)
    _, report, _ = validate(data, shacl_graph=shapes, inference="none", advanced=False, inplace=True)
    results = cast(rdflib.Graph, report)
    for result in results.objects(None, SH.result):
        node = results.value(result, SH.focusNode)
        component = results.value(result, SH.sourceConstraintComponent)
        messages = sorted(str(message) for message in results.objects(result, SH.resultMessage))
        path = _text(results.value(result, SH.resultPath))
        unexpected = component == SH.ClosedConstraintComponent
        yield Violation(
            _owner(data, node),
            path,
            re.split(r"[#/]", path)[-1] if unexpected else _text(results.value(result, SH.value)),
            messages[0] if messages else "",
            component in (SH.ClassConstraintComponent, SH.NodeConstraintComponent),
            results.value(result, SH.resultSeverity) == SH.Violation,
        )


def _narrowed(data: rdflib.Graph, shapes: rdflib.Graph, focus: Collection[str]) -> rdflib.Graph:
    """The shapes with the nodes of the focus, and the blank nodes that belong to them, as their only targets."""
    narrowed = rdflib.Graph()
    for triple in shapes:
        found: Iterable[Any]
        shape, predicate, value = triple
        if predicate == SH.targetClass:
            classes = data.transitive_subjects(RDFS.subClassOf, value)
            found = (node for one in classes for node in data.subjects(RDF.type, one))
        elif predicate == SH.targetSubjectsOf:
            found = data.subjects(cast(rdflib.URIRef, value))
        elif predicate == SH.targetObjectsOf:
            found = data.objects(None, cast(rdflib.URIRef, value))
        else:
            narrowed.add(triple)
            continue
        for node in found:
            if _owner(data, node) in focus:
                narrowed.add((shape, SH.targetNode, node))
    return narrowed


def _owner(data: rdflib.Graph, node: Any) -> str:
    """The thing with an IRI that a blank node belongs to."""
    seen: set[Any] = set()
    while isinstance(node, rdflib.BNode) and node not in seen:  # blank nodes can refer to each other in a circle
        seen.add(node)
        node = next(iter(data.subjects(None, node)), None)
    return "" if isinstance(node, rdflib.BNode) else str(node or "")


def _sparql(
    quads: Iterable[ox.Quad], data: rdflib.Graph, constraints: list[Constraint], focus: Collection[str] | None
) -> Iterator[Violation]:
    store = ox.Store()
    store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    for constraint in constraints:
        if focus is not None and constraint.texts:
            continue  # the surroundings of a thing hold no texts; these rules are asked of each text as a whole
        for violation, node in _ask(store, constraint):
            if focus is None or _owner(data, _term(node)) in focus:
                yield violation


def _ask(store: ox.Store, constraint: Constraint, graph: ox.NamedNode | None = None) -> Iterator[tuple[Violation, object]]:
    found = cast(ox.QuerySolutions, store.query(constraint.query, default_graph=graph))
    names = [variable.value for variable in found.variables]
    for solution in found:
        values = {name: _plain(solution[name]) for name in names}
        text = constraint.message
        for name, value in values.items():
            text = text.replace(f"{{?{name}}}", value).replace(f"{{${name}}}", value)
        yield Violation(values["this"], values.get("path", ""), values.get("value", ""), text, grave=constraint.grave), solution["this"]


def _plain(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else ""


def _text(node: Any) -> str:
    return "" if node is None or isinstance(node, rdflib.BNode) else str(node)


def _term(term: object) -> Any:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    literal = cast(ox.Literal, term)
    if literal.language:
        return rdflib.Literal(literal.value, lang=literal.language)
    datatype = literal.datatype.value
    return rdflib.Literal(literal.value, datatype=None if datatype.endswith("#string") else datatype)
