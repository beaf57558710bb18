"""What lies in a release package: every file, with what it is and the kind of file it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from fastapi import FastAPI
from pyoxigraph import Quad, RdfFormat, serialize

from api.app import create_app
from api.asking import made
from api.formats.codebook import codebook_html
from api.formats.codebook_pdf import codebook_pdf
from graph.canonical import canonical, canonical_nquads, entered
from graph.dataset import BUILT_IN, ONTOLOGY, read_dataset
from graph.knowledge import LANGUAGES
from graph.metadata import METADATA_SUFFIX
from graph.release import RELEASED
from graph.store import open_store
from graph.terms import PREFIXES

__all__ = ["NQUADS", "File", "contents"]

NQUADS = "druglaw.nq"
_TABLES = (("comparison", "long", "one row a cell"), ("comparison-matrix", "wide", "measures against subjects"))
_KINDS = {
    "bib": "application/x-bibtex",
    "csv": "text/csv",
    "json": "application/csvm+json",
    "jsonld": "application/ld+json",
    "tsv": "text/tab-separated-values",
    "ttl": "text/turtle",
}


class File(NamedTuple):
    """One file of the package. ``about`` says in a few words what it is; parts of the data as they are entered have none."""

    path: str
    contents: bytes
    kind: str
    about: str = ""


def contents(data: Path = BUILT_IN) -> tuple[list[File], list[Quad]]:
    """The files made of a data set, and its quads. What was loaded into a kept store is no part of a release."""
    store = open_store(data=data)
    quads = [quad for quad in store.oxigraph if entered(quad)]
    app = create_app(store)
    books = {lang: app.state.library.knowledge.codebook(lang) for lang in LANGUAGES}
    files = [
        File(
            NQUADS,
            canonical_nquads(quads),
            "application/n-quads",
            "The whole graph as canonical N-Quads",
        ),
        File("druglaw.trig", _trig(quads), "application/trig", "The same graph as TriG"),
        File("codebook.html", codebook_html(books), "text/html", "The codebook, in English and Russian"),
        File("codebook.pdf", codebook_pdf(books), "application/pdf", "The codebook for print"),
        *_comparisons(app),
        *_entered(data),
    ]
    return files, quads


def _trig(quads: list[Quad]) -> bytes:
    return serialize(canonical(quads), format=RdfFormat.TRIG, prefixes=PREFIXES) or b""


def _comparisons(app: FastAPI) -> Iterator[File]:
    """The comparison table on the day of the release, each form with its CSVW metadata, which carry its receipt."""
    from api.formats.csvw import described_as

    for name, layout, words in _TABLES:
        asked = f"?as_of={RELEASED}&layout={layout}"
        about = f"The comparison table as of {RELEASED}, {words}"
        yield File(f"{name}.csv", made(app, f"/compare.csv{asked}").body, "text/csv", about)
        description = made(app, f"/compare.csv-metadata.json{asked}").body
        yield File(
            f"{name}.csv{METADATA_SUFFIX}",
            described_as(description, f"{name}.csv"),
            "application/csvm+json",
            f"What the columns of {name}.csv mean",
        )


def _entered(data: Path) -> Iterator[File]:
    """The data as they are entered, and the vocabulary: ``druglaw check data`` checks them, and a release can be built from them."""
    for name in read_dataset(data).contents:
        if name.startswith("ontology/"):
            continue
        for path in (data / name, data / (name + METADATA_SUFFIX)):
            if path.is_file():
                yield File(f"data/{path.relative_to(data).as_posix()}", path.read_bytes(), _kind(path))
    for path in sorted([*ONTOLOGY.glob("*.ttl"), *ONTOLOGY.glob("*.jsonld")]):
        yield File(f"ontology/{path.name}", path.read_bytes(), _kind(path))


def _kind(path: Path) -> str:
    return _KINDS[path.suffix.removeprefix(".")]
