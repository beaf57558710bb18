"""RDF in Turtle, into the graph of the load."""

from __future__ import annotations

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from graph.complaints import Complaint
from graph.store import Store
from graph.terms import BASE
from loaders.reading import Opened, Options, Reading

__all__ = ["read", "recognises"]


def recognises(opened: Opened) -> bool:
    """Whether the contents are Turtle."""
    return opened.format == "turtle"


def read(opened: Opened, options: Options, graph: NamedNode, store: Store) -> Reading:
    """The triples of the file; the first syntax error refuses it."""
    try:
        quads = [Quad(q.subject, q.predicate, q.object, graph) for q in parse(opened.data, format=RdfFormat.TURTLE, base_iri=BASE)]
    except SyntaxError as error:
        return Reading("rdf", complaints=[Complaint(str(opened.path), error.lineno or 1, f"this is not Turtle: {error.msg}")])
    return Reading("rdf", quads, counts={"triples": len(quads)})
