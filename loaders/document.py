"""A plain document that evidence points into: its text as delivered, and the source that it is a copy of."""

from __future__ import annotations

from collections import Counter

from pyoxigraph import NamedNode

from graph.anchors import CHANGED, MOVED, SAME, refind
from graph.complaints import Complaint
from graph.dataset import BUILT_IN
from graph.errors import nearest
from graph.fingerprints import FOLDER, read_fingerprints
from graph.questions import ask, text
from graph.store import Store
from graph.terms import PREFIXES, dl, id_of, iri
from loaders.limits import Limits
from loaders.reading import Opened, Options, Reading

__all__ = ["KIND", "delivered", "is_source", "read", "recognised_source", "recognises", "source_by_digest"]

KIND = "document"
_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_CONVERTED = ("html", "docx", "pdf", "akn")
_LIKENESS = 0.5
_LENGTHS = (0.5, 2.0)


def delivered(data: bytes) -> str:
    """The text of a document as its offsets count it: decoded, without byte order mark, a line end one character.

    What cannot be decoded stands as U+FFFD, so that a damaged byte spoils the passage it stands in and no other.
    """
    from loaders.encodings import find_encoding

    decoded = data.decode(find_encoding(data).encoding or "utf-8", errors="replace").removeprefix("\ufeff")
    return decoded.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def source_by_digest(opened: Opened) -> str:
    """The source that the file is, byte for byte, the document of; '' where the data know of none."""
    return read_fingerprints(BUILT_IN / FOLDER).source_of(opened.sha256)


def is_source(store: Store, source: str) -> bool:
    """Whether a store knows a source with this key."""
    return any(store.oxigraph.quads_for_pattern(iri(f"source/{source}"), _TYPE, dl("Source")))


def recognised_source(opened: Opened) -> str:
    """The source that a file is a copy of: by its digest, or because most passages that evidence rests on stand in it; '' for none."""
    known = read_fingerprints(BUILT_IN / FOLDER)
    if (source := source_by_digest(opened)) or opened.format != "text":
        return source
    content = delivered(opened.data)
    likely = {
        source: passages
        for source, passages in known.passages.items()
        if source in known.documents and _LENGTHS[0] < len(content) / known.documents[source].length < _LENGTHS[1]
    }
    for source, passages in likely.items():
        states = Counter(one.state for one in refind(content, passages, passages))
        if states[SAME] + states[MOVED] >= _LIKENESS * len(passages):
            return source
    return ""


def recognises(opened: Opened) -> bool:
    """Whether the file is a copy of a document whose passages the data name by offsets."""
    source = recognised_source(opened)
    return bool(source and read_fingerprints(BUILT_IN / FOLDER).passages.get(source))


def read(opened: Opened, options: Options, graph: NamedNode, store: Store) -> Reading:
    """The text of the document and the source it is a copy of; it makes no statements of its own."""
    from loaders.plain import FORMATS, plain_text

    titles = {id_of(text(row, "source")): text(row, "title") for row in ask(store, "source-titles")}
    source = options.source or recognised_source(opened)
    reading = Reading(KIND, title=titles.get(source, ""), about=f"source/{source}", source=source)
    if source not in titles:
        reading.complaints.append(Complaint(str(opened.path), 1, _which(options.source, titles)))
    if opened.format in FORMATS:
        plain = plain_text(opened, Limits.from_environment())
        reading.complaints += plain.complaints
        reading.text = plain.text if opened.format in _CONVERTED else delivered(opened.data)
        reading.remarks += plain.remarks if opened.format in _CONVERTED else []
    else:
        fault = f"a {opened.format or 'file of this kind'} has no running text that evidence could point into: give the document itself"
        reading.complaints.append(Complaint(str(opened.path), 1, fault))
    if not reading.complaints:
        _count(reading)
    return reading


def _which(given: str, titles: dict[str, str]) -> str:
    if not given:
        return "no source is known by this text: say which it is with --source KEY, for example --source caricc-2024-01"
    near = nearest(given, titles)
    hint = f" (near: {', '.join(near)})" if near else ""
    return f"there is no source '{given}'{hint}: its key must stand in the list of sources"


def _count(reading: Reading) -> None:
    passages = read_fingerprints(BUILT_IN / FOLDER).passages.get(reading.source, {})
    states = Counter(one.state for one in refind(reading.text, passages, passages))
    reading.counts = {"characters": len(reading.text), "passages": len(passages), **{one: states[one] for one in (SAME, MOVED, CHANGED)}}
