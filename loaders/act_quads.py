"""The tree of an act as quads: one version, its divisions, and for each article the provision that it words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from graph.terms import PREFIXES, dl, iri
from loaders.act import LEVELS, ActText, Division, full_number
from loaders.act_from_store import read_version

__all__ = ["VersionPlace", "act_quads", "assign_eids", "read_version"]

_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_PART_OF = NamedNode(PREFIXES["eli"] + "is_part_of")
_NUMBER = NamedNode(PREFIXES["eli"] + "number")
_TITLE = NamedNode(PREFIXES["eli"] + "title")
_SUBDIVISION = NamedNode(PREFIXES["eli"] + "LegalResourceSubdivision")
_INTEGER = NamedNode(PREFIXES["xsd"] + "integer")
_TRUE = Literal(True)
_CLASSES = {level: dl("Text" + level.capitalize()) for level in LEVELS}


@dataclass(frozen=True)
class VersionPlace:
    """Where a text belongs: its act (``by/water-code``), the day of the version or a name for an undated one, and the graph."""

    act: str
    day: str
    graph: NamedNode

    @property
    def version(self) -> NamedNode:
        """The version of the act that the text is."""
        return iri(f"version/{self.act}/{self.day}")


def assign_eids(act: ActText) -> None:
    """Give every division its Akoma Ntoso element id (Naming Convention 1.0, section 5): unique in the act, stable in its order.

    An article has no ancestors in its id, since its number is unique in an act; what a text prints twice gets ``_2`` behind it.
    """
    taken: dict[str, int] = {}
    for division in act.divisions:
        _assign(division, "", taken)


def _assign(division: Division, parent: str, taken: dict[str, int]) -> None:
    counter = f"{parent}|{division.level}"
    taken[counter] = taken.get(counter, 0) + 1
    own = f"{LEVELS[division.level]}_{division.number or taken[counter]}"
    eid = own if division.level == "article" or not parent else f"{parent}__{own}"
    taken[eid] = taken.get(eid, 0) + 1
    division.eid = eid if taken[eid] == 1 else f"{eid}_{taken[eid]}"
    for child in division.children:
        _assign(child, division.eid, taken)


def act_quads(act: ActText, place: VersionPlace) -> Iterator[Quad]:
    """The quads of every division of an act whose element ids are assigned, one division after another."""
    for division in act.divisions:
        yield from _division(division, place.version, [], place)


def _division(division: Division, parent: NamedNode, above: list[Division], place: VersionPlace) -> Iterator[Quad]:
    node = NamedNode(f"{place.version.value}#{division.eid}")
    graph = place.graph
    yield Quad(node, _TYPE, _CLASSES[division.level], graph)
    yield Quad(node, _PART_OF, parent, graph)
    yield Quad(node, dl("start"), Literal(str(division.start), datatype=_INTEGER), graph)
    if division.number:
        yield Quad(node, _NUMBER, Literal(division.number), graph)
    if division.printed:
        yield Quad(node, dl("printedNumber"), Literal(division.printed), graph)
    if division.heading:
        yield Quad(node, _TITLE, Literal(division.heading), graph)
    if division.text:
        yield Quad(node, dl("text"), Literal(division.text), graph)
    if division.status == "repealed":
        yield Quad(node, dl("repealedInText"), _TRUE, graph)
    for note in division.notes:
        yield Quad(node, dl("publisherNote"), Literal(note), graph)
    if division.level == "article" and division.number:
        yield from _provision(division, node, place)
    for child in division.children:
        yield from _division(child, node, [*above, division], place)


def _provision(article: Division, node: NamedNode, place: VersionPlace) -> Iterator[Quad]:
    number = full_number([], article)
    provision = iri(f"provision/{place.act}/{number}")
    wording = iri(f"provision/{place.act}/{number}/{place.day}")
    yield Quad(provision, _TYPE, _SUBDIVISION, place.graph)
    yield Quad(provision, _PART_OF, iri(f"instrument/{place.act}"), place.graph)
    yield Quad(provision, _NUMBER, Literal(number), place.graph)
    yield Quad(wording, _TYPE, _SUBDIVISION, place.graph)
    yield Quad(wording, dl("wordingOf"), provision, place.graph)
    yield Quad(wording, dl("division"), node, place.graph)
