"""The numbers of an export as observations of the data cube, with their source and the indicators that are new."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from hashlib import sha256
from html import unescape

from pyoxigraph import Literal, NamedNode, Quad

from graph.terms import PREFIXES, dl, id_of, iri, kind_of
from loaders.areas import Areas
from loaders.statistics.mapping import Indicator, Mapping
from loaders.statistics.rows import Figure

__all__ = ["indicator_quads", "observation_iri", "observation_quads", "source_quads"]

_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_LABEL = NamedNode(PREFIXES["skos"] + "prefLabel")
_DEFINITION = NamedNode(PREFIXES["skos"] + "definition")
_DECIMAL = NamedNode(PREFIXES["xsd"] + "decimal")
_DCTERMS = PREFIXES["dcterms"]


def source_quads(key: str, how: Mapping, revision: str, graph: NamedNode) -> Iterator[Quad]:
    """One revision of a series of exports as a source."""
    source, said = iri(f"source/{key}"), how.said
    yield Quad(source, _TYPE, dl("Source"), graph)
    yield Quad(source, NamedNode(_DCTERMS + "title"), Literal(said.text("source.title")), graph)
    yield Quad(source, dl("series"), Literal(how.name), graph)
    yield Quad(source, dl("grade"), iri("code/grade/" + said.text("source.grade")), graph)
    if publisher := said.text("source.publisher"):
        yield Quad(source, NamedNode(_DCTERMS + "publisher"), Literal(publisher), graph)
    if address := said.text("source.address"):
        yield Quad(source, dl("address"), Literal(address), graph)
    if revision:
        yield Quad(source, dl("published"), Literal(revision), graph)


def indicator_quads(indicators: Iterable[Indicator], graph: NamedNode) -> Iterator[Quad]:
    """Indicators that the store has no entry for, as the mapping names them."""
    for one in indicators:
        node = iri(f"indicator/{one.id}")
        yield Quad(node, _TYPE, dl("Indicator"), graph)
        yield Quad(node, _LABEL, Literal(one.label_en, language="en"), graph)
        yield Quad(node, _LABEL, Literal(one.label_ru, language="ru"), graph)
        yield Quad(node, _DEFINITION, Literal(one.definition, language="en"), graph)


def observation_quads(
    figures: Iterable[Figure], key: str, how: Mapping, undated: str, names: dict[str, str], areas: Areas, graph: NamedNode
) -> Iterator[Quad]:
    """The numbers as observations. ``undated`` stands for the revision of numbers that have none; ``names`` are those of indicators."""
    for one in figures:
        node = observation_iri(one, how, undated)
        yield Quad(node, _TYPE, dl("Observation"), graph)
        yield Quad(node, dl("area"), one.area, graph)
        yield Quad(node, dl("period"), Literal(one.period), graph)
        yield Quad(node, dl("indicator"), iri(f"indicator/{one.indicator.id}"), graph)
        yield Quad(node, dl("value"), _decimal(one.value), graph)
        yield Quad(node, dl("unit"), iri(f"code/unit/{one.unit}"), graph)
        yield Quad(node, dl("printedValue"), Literal(one.printed), graph)
        yield Quad(node, dl("revision"), Literal(one.revision or undated), graph)
        yield Quad(node, dl("summary"), Literal(_summary(one, how, names, areas), language="en"), graph)
        if one.qualifier:
            yield Quad(node, dl("qualifier"), iri(f"code/qualifier/{one.qualifier}"), graph)
        if one.population:
            yield Quad(node, dl("population"), Literal(one.population, language="en"), graph)
        if one.said_by:
            yield Quad(node, dl("saidBy"), Literal(one.said_by), graph)
        if one.range:
            yield Quad(node, dl("printedRange"), Literal(one.range), graph)
        for name, value in (("lowerBound", one.lower), ("upperBound", one.upper)):
            if value is not None:
                yield Quad(node, dl(name), _decimal(value), graph)
        evidence = NamedNode(node.value + "#evidence")
        yield Quad(node, dl("evidence"), evidence, graph)
        yield Quad(evidence, _TYPE, dl("Evidence"), graph)
        yield Quad(evidence, dl("source"), iri(f"source/{key}"), graph)
        yield Quad(
            evidence, dl("locator"), Literal(f"table {how.name}, row {one.line}" + (f", column {one.column}" if one.column else "")), graph
        )


def observation_iri(one: Figure, how: Mapping, undated: str) -> NamedNode:
    """The observation of a number: the same for the same revision in every file, another for another revision."""
    apart = sha256(f"{one.population}|{one.unit}|{one.said_by}".encode()).hexdigest()[:6]
    area = id_of(one.area) if kind_of(one.area) == "jurisdiction" else f"{kind_of(one.area)}-{id_of(one.area)}"
    parts = (how.name, area, one.indicator.id, one.period, apart, one.revision or undated)
    return iri("observation/" + re.sub(r"[^a-z0-9]+", "-", "-".join(parts).lower()).strip("-"))


def _summary(one: Figure, how: Mapping, names: dict[str, str], areas: Areas) -> str:
    what = names.get(one.indicator.id) or one.indicator.label_en
    whom = f" ({one.population})" if one.population else ""
    number = f"{unescape(one.printed)} {one.unit}" if one.printed and not one.scaled else f"{one.value:f} {one.unit}"
    return f"{what}{whom}, {areas.label(one.area)}, {one.period}: {number}, according to {how.title}."


def _decimal(value: Decimal) -> Literal:
    return Literal(f"{value:f}", datatype=_DECIMAL)
