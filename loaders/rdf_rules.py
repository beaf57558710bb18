"""What a statement of somebody else's RDF must not do: misspell our words, break our identifiers, write where only we write.

Whether what it says is complete and fits the rest is asked by the shapes, later and over everything.
"""

from __future__ import annotations

import logging
import re
from functools import cache

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from graph.errors import nearest
from graph.store import Store
from graph.terms import BASE, DL, PREFIXES, id_of, kind_of
from loaders.shapes import SHAPES

__all__ = ["Rules"]

_TYPE = PREFIXES["rdf"] + "type"
_STRING = PREFIXES["xsd"] + "string"
_KEPT = ("agent", "code", "document", "graph", "load", "ontology", "shape")
_DERIVED = re.compile(r"(Earliest|Latest)$|#(carryAfter|carryUntil|lateness|yieldsTo)$")
_FORM = re.compile(r"[a-z][a-z-]*/[^\s#]*[^\s#/](#[A-Za-z0-9_.~-]+)?")
_WRITTEN_SMALL = re.compile(r"[^A-Z]*")
_KIND = re.compile(r"druglaw/([a-z-]+)/")
_NUMBER = {
    PREFIXES["xsd"] + "integer": re.compile(r"[+-]?[0-9]{1,18}"),
    PREFIXES["xsd"] + "decimal": re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,18})?"),
}
_PLAIN_KINDS = (*_KEPT, "dataset", "mapping", "measures")


class Rules:
    """The rules for single statements, with what a store knows already. The same word is looked at once."""

    def __init__(self, store: Store, longest: int) -> None:
        defined = NamedNode(PREFIXES["rdfs"] + "isDefinedBy")
        ontology = NamedNode(BASE + "ontology")
        known = store.oxigraph.quads_for_pattern(None, defined, ontology)
        self._terms = {quad.subject.value for quad in known if isinstance(quad.subject, NamedNode)}
        self._looked_at: dict[str, str] = {}
        self._longest = longest

    def faults(self, quad: Quad) -> list[str]:
        """What is wrong with one statement, each fault with what to do."""
        found = []
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            if isinstance(term, NamedNode) and (fault := self._iri(term.value)):
                found.append(fault)
        if isinstance(quad.object, Literal):
            if len(quad.object.value) > self._longest:
                found.append(f"a text of more than {self._longest} characters: cut it, or set DRUGLAW_LIMIT_LITERAL_CHARS")
            elif fault := _literal(quad.object):
                found.append(fault)
        if isinstance(quad.object, Triple) or not isinstance(quad.subject, NamedNode | BlankNode):
            found.append("a statement about a statement is not taken: say it with a node of its own")
        if found:
            return found
        return [fault for fault in (_subject(quad), _predicate(quad), _graph(quad)) if fault]

    def _iri(self, iri: str) -> str:
        if not iri.startswith(BASE):
            return ""
        if iri not in self._looked_at:
            if len(self._looked_at) > 200_000:
                self._looked_at.clear()
            self._looked_at[iri] = self._term(iri) if iri.startswith(DL) else _identifier(iri)
        return self._looked_at[iri]

    def _term(self, iri: str) -> str:
        if iri in self._terms:
            return ""
        name = iri.removeprefix(DL)
        near = nearest(name, (term.removeprefix(DL) for term in self._terms if term.startswith(DL)), 3)
        hint = f"; near: {', '.join('dl:' + one for one in near)}" if near else ""
        return f"dl:{name} is no word of the ontology: correct its spelling, or use a word of your own namespace{hint}"


@cache
def _patterns() -> dict[str, list[re.Pattern[str]]]:
    """The form of our identifiers, kind by kind, as the shapes have it."""
    found: dict[str, list[re.Pattern[str]]] = {}
    path = SHAPES / "identifier.ttl"
    for quad in parse(path=str(path), format=RdfFormat.TURTLE, base_iri=BASE):
        if quad.predicate.value == PREFIXES["sh"] + "pattern" and isinstance(quad.object, Literal):
            pattern = quad.object.value
            if kind := _KIND.search(pattern):
                found.setdefault(kind[1], []).append(re.compile(pattern))
    return found


def _identifier(iri: str) -> str:
    path = iri.removeprefix(BASE)
    if path in ("", "ontology"):
        return ""
    if not _FORM.fullmatch(path):
        return f"<{path}> has not the form of an identifier: write kind/id, as in jurisdiction/kz or finding/kz-registration"
    kind = kind_of(iri)
    allowed = _patterns().get(kind)
    if allowed is None and kind not in _PLAIN_KINDS:
        near = nearest(kind, _patterns(), 3)
        return f"<{path}>: there is no kind '{kind}' of identifiers" + (f"; near: {', '.join(near)}" if near else "")
    if allowed is None:
        return "" if _WRITTEN_SMALL.fullmatch(path.partition("#")[0]) else f"<{path}> has capital letters: identifiers are written small"
    bare = iri.partition("#")[0]
    if any(pattern.search(one) for pattern in allowed for one in (iri, bare)):
        return ""
    return f"<{path}> has not the form of an id of the kind '{kind}': lower-case letters, digits and single hyphens, as the guide shows"


def _literal(literal: Literal) -> str:
    datatype = literal.datatype.value
    usual = _NUMBER.get(datatype)  # asked first: a converter is ten times slower
    if datatype == _STRING or literal.language or (usual and usual.fullmatch(literal.value)):
        return ""
    if not _well_formed(literal.value, datatype):
        name = re.split(r"[#/]", datatype)[-1]
        return f"'{literal.value[:60]}' is no {name}: correct the value, or leave the datatype out"
    return ""


def _well_formed(value: str, datatype: str) -> bool:
    import rdflib

    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # it prints a traceback for each wrong value
    if len(value) > 4000:
        return datatype not in rdflib.term.XSDToPython or datatype == PREFIXES["xsd"] + "base64Binary"
    return not rdflib.Literal(value, datatype=rdflib.URIRef(datatype)).ill_typed


def _subject(quad: Quad) -> str:
    kind = kind_of(quad.subject).partition("#")[0] if isinstance(quad.subject, NamedNode) else ""
    if kind in _KEPT:
        what = "the words of the ontology (dl:)" if kind == "ontology" else f"anything called {kind}/..."
        return f"nothing can be said of {what}: druglaw itself keeps the ontology, the codes, the shapes and the record of loads"
    return ""


def _predicate(quad: Quad) -> str:
    name = quad.predicate.value
    if name.startswith(DL) and _DERIVED.search(name):
        return f"dl:{name.removeprefix(DL)} is worked out by druglaw: leave it out"
    return ""


def _graph(quad: Quad) -> str:
    if isinstance(quad.graph_name, NamedNode) and kind_of(quad.graph_name) == "graph":
        return f"the graph {id_of(quad.graph_name)} is one of druglaw's own: give the statements another graph, or none"
    return ""
