"""Namespaces and identifiers: the one place where IRIs are made and taken apart."""

from __future__ import annotations

import re

from pyoxigraph import NamedNode

__all__ = [
    "BASE",
    "DL",
    "ELI",
    "PREFIXES",
    "SKOS",
    "UNSAFE",
    "dl",
    "graph_iri",
    "id_of",
    "iri",
    "kind_of",
    "subject_iri",
    "subject_kind",
]

BASE = "https://w3id.org/druglaw/"
DL = BASE + "ontology#"
ELI = "http://data.europa.eu/eli/ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"

PREFIXES = {
    "dl": DL,
    "eli": ELI,
    "skos": SKOS,
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "sh": "http://www.w3.org/ns/shacl#",
    "sssom": "https://w3id.org/sssom/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

UNSAFE = re.compile(r'[\x00-\x20<>"{}|\\^`]')


def iri(path: str) -> NamedNode:
    """Our IRI for a path below the base, such as ``measure/needle-exchange``.

    Raises ValueError when the path holds a character that no IRI may hold.
    """
    if UNSAFE.search(path):
        raise ValueError(f"'{path}' cannot be part of an identifier")
    return NamedNode(BASE + path)


def dl(name: str) -> NamedNode:
    """The term of our ontology called ``name``."""
    return NamedNode(DL + name)


def graph_iri(name: str) -> NamedNode:
    """The named graph of one data file, for example ``tables/findings.csv``."""
    return iri("graph/" + name)


def subject_kind(short_id: str) -> str:
    """What a short id stands for, by its slashes: ``kz``, ``kz/act``, ``kz/act/32(1)``."""
    return ("jurisdiction", "instrument", "provision")[min(short_id.count("/"), 2)]


def subject_iri(short_id: str) -> NamedNode:
    """The IRI of a jurisdiction, instrument or provision given by its short id, in any case."""
    return iri(f"{subject_kind(short_id)}/{short_id.lower()}")


def kind_of(node: NamedNode | str) -> str:
    """The first step of one of our IRIs (``finding``, ``provision`` ...), or '' for a foreign one."""
    value = node.value if isinstance(node, NamedNode) else node
    return value[len(BASE) :].partition("/")[0] if value.startswith(BASE) else ""


def id_of(node: NamedNode | str) -> str:
    """The short id inside one of our IRIs; a foreign IRI is given back as it is."""
    value = node.value if isinstance(node, NamedNode) else node
    return value[len(BASE) :].partition("/")[2] if value.startswith(BASE) else value
