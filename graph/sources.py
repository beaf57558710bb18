"""The bibliography in: ``sources.bib`` -> quads and complaints.

Besides the usual BibLaTeX fields an entry has ``grade`` (primary, secondary, press) and, where the document is one that
a reader may have at hand, ``document`` (its file name). ``date`` is EDTF, as BibLaTeX has it.
"""

from __future__ import annotations

import logging
import re
from pathlib import Path

import bibtexparser
from bibtexparser.model import Block, DuplicateBlockKeyBlock, Entry
from pyoxigraph import Literal, NamedNode, Quad

from graph import dates
from graph.complaints import Complaint, Contents, not_utf8
from graph.terms import BASE, PREFIXES, dl, graph_iri, iri

__all__ = ["load_sources"]

_DCTERMS = PREFIXES["dcterms"]
_RDF_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FIELDS = {
    "title": NamedNode(_DCTERMS + "title"),
    "author": NamedNode(_DCTERMS + "creator"),
    "publisher": NamedNode(_DCTERMS + "publisher"),
    "institution": NamedNode(_DCTERMS + "publisher"),
    "booktitle": dl("containerTitle"),
    "journaltitle": dl("containerTitle"),
    "pages": dl("pages"),
    "number": dl("sourceNumber"),
    "langid": NamedNode(_DCTERMS + "language"),
    "note": dl("note"),
    "howpublished": dl("site"),
    "url": dl("address"),
    "urldate": dl("accessed"),
    "date": dl("published"),
    "document": dl("documentFile"),
    "grade": dl("grade"),
}
_AUTHORS_APART = re.compile(r"\s+and\s+(?=(?:[^{}]|\{[^{}]*\})*$)")
"""The word between two authors; inside braces it belongs to the name of an institution."""
_NEEDED = ("title", "grade")
_AS_WRITTEN = ("url", "date", "urldate", "document")


def load_sources(path: Path, shown_as: str | None = None) -> Contents:
    """What the bibliography says, each entry as a dl:Source, with all its faults."""
    name = shown_as or str(path)
    contents = Contents()
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        contents.complaints.append(not_utf8(path, name))
        contents.unread.append(BASE + "source/")
        return contents
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    library = bibtexparser.parse_string(text)
    for block in library.failed_blocks:
        contents.complaints.append(Complaint(name, (block.start_line or 0) + 1, _failure(block)))
        contents.unread.append(BASE + "source/")
    for entry in library.entries:
        line = (entry.start_line or 0) + 1
        faults = list(_faults(entry))
        contents.complaints += [Complaint(name, line, f"{entry.key}: {fault}") for fault in faults]
        if _KEY.fullmatch(entry.key):
            contents.lines[BASE + "source/" + entry.key] = line
            contents.quads += _quads(entry)
            if faults:
                contents.spoiled |= {(BASE + "source/" + entry.key, prop.value) for prop in _FIELDS.values()}
        else:
            contents.unread.append(BASE + "source/")
    return contents


def _failure(block: Block) -> str:
    if isinstance(block, DuplicateBlockKeyBlock):
        return f"the key '{block.key}' stands twice: give each source a key of its own"
    reason = str(getattr(block, "error", "") or "not understood")
    return f"this entry cannot be read ({reason}): look for a missing brace or comma"


def _faults(entry: Entry) -> list[str]:
    fields = {field.key.lower(): plain(field.key.lower(), field.value) for field in entry.fields}
    faults = [f"the field '{name}' is missing, or the line before it does not end with a comma" for name in _NEEDED if not fields.get(name)]
    faults += [f"unknown field '{name}': use {', '.join(sorted(_FIELDS))}" for name in fields if name not in _FIELDS]
    if not _KEY.fullmatch(entry.key):
        faults.append("the key may have lower-case letters, digits and single hyphens only")
    for name in ("date", "urldate"):
        if name in fields:
            try:
                dates.span(fields[name])
            except dates.DateError as error:
                faults.append(f"{name}: {error}")
    return faults


def _quads(entry: Entry) -> list[Quad]:
    source, graph = iri("source/" + entry.key), graph_iri("sources.bib")
    quads = [Quad(source, _RDF_TYPE, dl("Source"), graph), Quad(source, dl("entryType"), Literal(entry.entry_type), graph)]
    for field in entry.fields:
        name = field.key.lower()
        if prop := _FIELDS.get(name):
            quads += [Quad(source, prop, value, graph) for value in _values(name, plain(name, field.value))]
    return quads


def _values(name: str, text: str) -> list[NamedNode | Literal]:
    return [iri(f"code/grade/{text}")] if name == "grade" else [Literal(text)]


def plain(name: str, value: str) -> str:
    """The text of a BibTeX field without braces, its quotes and dashes as they are printed."""
    text = re.sub(r"[{}]", "", _AUTHORS_APART.sub("; ", value) if name == "author" else value)
    if name not in _AS_WRITTEN:
        text = text.replace("---", "\u2014").replace("--", "\u2013").replace("``", "\u201c").replace("''", "\u201d")
    return " ".join(text.split())
