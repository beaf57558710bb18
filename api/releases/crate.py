"""The package described for machines: Research Object Crate metadata.

Source: RO-Crate Metadata Specification 1.2, sections on the root data entity, data entities and licences.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from api.formats.rows import json_document
from api.releases.contents import File
from graph.release import RELEASE, RELEASED
from graph.terms import BASE

__all__ = ["CRATE", "crate"]

CRATE = "ro-crate-metadata.json"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_PUBLISHER, _DIGEST = "#contributors", "#data"
_DESCRIPTION = (
    "Drug laws compared across countries, treaties and model laws: findings with their sources, dates, articles and rivals, the codebook, "
    "and the acts and provisions they rest on. It holds no text of any act or publication."
)
_LICENCE = {
    "@id": LICENCE,
    "@type": "CreativeWork",
    "name": "Creative Commons Attribution 4.0 International",
    "identifier": "CC-BY-4.0",
    "description": "Copy, share and adapt for any purpose, if you give credit, link to the licence and say what you changed.",
}


def crate(files: Iterable[File], data_sha256: str) -> bytes:
    """The metadata of a package that holds these files."""
    files = list(files)
    described = {
        "@id": CRATE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.2"},
        "about": {"@id": "./"},
    }
    publisher = {"@id": _PUBLISHER, "@type": "Organization", "name": "druglaw contributors", "url": BASE}
    digest = {"@id": _DIGEST, "@type": "PropertyValue", "name": "SHA-256 of druglaw.nq", "propertyID": "sha256", "value": data_sha256}
    graph = [described, _root(files), digest, publisher, _LICENCE, *map(_file, files)]
    return json_document({"@context": "https://w3id.org/ro/crate/1.2/context", "@graph": graph})


def _root(files: list[File]) -> dict[str, Any]:
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": f"druglaw, release {RELEASE}",
        "description": _DESCRIPTION,
        "identifier": {"@id": _DIGEST},
        "url": BASE,
        "version": RELEASE,
        "datePublished": RELEASED,
        "license": {"@id": LICENCE},
        "author": {"@id": _PUBLISHER},
        "publisher": {"@id": _PUBLISHER},
        "inLanguage": ["en", "ru"],
        "creditText": f"druglaw contributors: druglaw, release {RELEASE}. CC BY 4.0.",
        "keywords": ["comparative law", "drug policy", "legal data", "linked data"],
        "hasPart": [{"@id": one.path} for one in files],
    }


def _file(one: File) -> dict[str, Any]:
    return {
        "@id": one.path,
        "@type": "File",
        "name": one.path.rpartition("/")[2],
        "description": one.about or _about(one.path),
        "encodingFormat": one.kind,
        "contentSize": str(len(one.contents)),
        "sha256": sha256(one.contents).hexdigest(),
    }


def _about(path: str) -> str:
    return "The vocabulary, as it is entered" if path.startswith("ontology/") else "A part of the data, as it is entered"
