"""The entries that come with a loaded text: the act where it has none yet, the version, its day of adoption, the document as a source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from graph.store import Store
from graph.terms import PREFIXES, dl, iri
from loaders.act import ActText
from loaders.act_quads import VersionPlace
from loaders.statute.words import phrase_pattern

__all__ = ["Owner", "entry_quads", "has_entry", "owner_of", "type_of"]

_TYPE = NamedNode(PREFIXES["rdf"] + "type")


def _eli(name: str) -> NamedNode:
    return NamedNode(PREFIXES["eli"] + name)


@dataclass(frozen=True)
class Owner:
    """Whose act it is: a state, or an organisation."""

    node: NamedNode
    state: bool


def has_entry(store: Store, node: NamedNode, kind: str) -> bool:
    """Whether the store describes the node as a thing of a class of ours."""
    return next(iter(store.oxigraph.quads_for_pattern(node, _TYPE, dl(kind), None)), None) is not None


def owner_of(store: Store, slug: str) -> Owner | list[str]:
    """The state or organisation of that code, or the codes that there are."""
    for kind, state in (("Jurisdiction", True), ("Organisation", False)):
        node = iri(f"{kind.lower()}/{slug}")
        if has_entry(store, node, kind):
            return Owner(node, state)
    known = []
    for kind in ("Jurisdiction", "Organisation"):
        for quad in store.oxigraph.quads_for_pattern(None, _TYPE, dl(kind), None):
            known.append(str(quad.subject).strip("<>").rpartition("/")[2])
    return sorted(known)


def type_of(title: str, lang: str) -> str:
    """The type of act that the title names (``code``, ``statute``), '' where it names none."""
    for name in ("code", "statute"):
        found = phrase_pattern(lang, f"type:{name}")
        if found is not None and found.search(title):
            return name
    return ""


def entry_quads(
    act: ActText, place: VersionPlace, owner: Owner, store: Store, *, day: str, document: str, source: str, name: str
) -> Iterator[Quad]:
    """The quads about act and version, all in the graph of the load.

    ``day`` is the in-force day or '', ``document`` the id of the document, ``source`` the key of the source that evidence
    names (made here where the store has none), ``name`` the file's, for a source without a title.
    """
    graph, instrument = place.graph, iri(f"instrument/{place.act}")
    origin = iri(f"source/{source}")
    if not has_entry(store, origin, "Source"):
        yield Quad(origin, _TYPE, dl("Source"), graph)
        yield Quad(origin, NamedNode(PREFIXES["dcterms"] + "title"), Literal(act.title or name), graph)
        yield Quad(origin, dl("grade"), iri("code/grade/primary"), graph)
    if not has_entry(store, instrument, "Instrument"):
        yield from _instrument(act, instrument, owner, origin, graph)
    version = place.version
    yield Quad(version, _TYPE, dl("Version"), graph)
    yield Quad(version, dl("versionOf"), instrument, graph)
    if day:
        yield Quad(version, dl("from"), Literal(day), graph)
    if act.language:
        yield Quad(version, _eli("language"), Literal(act.language), graph)
    yield Quad(version, dl("document"), iri(f"document/{document}"), graph)
    yield from _evidence(version, origin, "whole text", graph)
    if act.adopted:
        statement = iri(f"date-statement/{place.act.replace('/', '-')}-adopted-{document}")
        yield Quad(statement, _TYPE, dl("DateStatement"), graph)
        yield Quad(statement, dl("about"), instrument, graph)
        yield Quad(statement, dl("role"), iri("code/date-role/adopted"), graph)
        yield Quad(statement, dl("date"), Literal(act.adopted), graph)
        yield from _evidence(statement, origin, "opening", graph)


def _instrument(act: ActText, instrument: NamedNode, owner: Owner, origin: NamedNode, graph: NamedNode) -> Iterator[Quad]:
    yield Quad(instrument, _TYPE, dl("Instrument"), graph)
    if act.title:
        yield Quad(instrument, _eli("title"), Literal(act.title, language=act.language or "und"), graph)
    if act.number:
        yield Quad(instrument, _eli("number"), Literal(act.number), graph)
    if owner.state:
        yield Quad(instrument, _eli("jurisdiction"), owner.node, graph)
    yield Quad(instrument, _eli("passed_by"), owner.node, graph)
    if kind := type_of(act.title, act.language):
        yield Quad(instrument, _eli("type_document"), iri(f"code/instrument-type/{kind}"), graph)
    yield from _evidence(instrument, origin, "title" if act.title else "whole text", graph)


def _evidence(node: NamedNode, origin: NamedNode, locator: str, graph: NamedNode) -> Iterator[Quad]:
    evidence = BlankNode()
    yield Quad(node, dl("evidence"), evidence, graph)
    yield Quad(evidence, _TYPE, dl("Evidence"), graph)
    yield Quad(evidence, dl("source"), origin, graph)
    yield Quad(evidence, dl("locator"), Literal(locator), graph)
