"""What a loader is given and what it gives back; every kind of document has a module that follows this."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from pyoxigraph import NamedNode, Quad

from graph.complaints import Complaint
from graph.store import Store

__all__ = ["Loader", "Opened", "Options", "Reading"]


@dataclass(frozen=True)
class Options:
    """What the caller says of a document, '' where nothing was said. ``revision`` is the day on which
    numbers were last updated; ``mapping`` describes the columns of their table, or the layout of a bulletin."""

    owner: str = ""
    slug: str = ""
    title: str = ""
    number: str = ""
    adopted: str = ""
    in_force: str = ""
    lang: str = ""
    source: str = ""
    revision: str = ""
    mapping: Path | None = None


@dataclass(frozen=True)
class Opened:
    """A file read once, within the limits: its bytes, their SHA-256, and the format that its contents show.

    ``format``: text, markdown, html, docx, pdf, akn, xlsx, ods, csv, turtle, trig, nquads, ntriples, jsonld, rdfxml or ''.
    ``encoding``: the Python codec of a text, '' for what is no text.
    """

    path: Path
    data: bytes
    sha256: str
    format: str
    encoding: str = ""


@dataclass
class Reading:
    """What a loader makes of one file.

    ``quads`` may be made as they are asked for, and all stand in the graph the loader was given. With any ``complaints``
    the file is refused; where it is read in part (``partial``), its quads are what is sound in it, so that the rules they
    break are told at once as well. ``remarks`` are told and recorded, and the file is taken. ``text`` is the document as
    plain text and ``source`` the key of the source it is a copy of, where evidence can be anchored in it. ``about`` names what was
    loaded (``instrument/by/water-code``), ``title`` is for people, ``counts`` what was found, for the report.

    ``places`` says where in the file things stand, for complaints about a rule that they break later: by IRI of the thing
    and IRI of the property ('' for the thing as a whole), a line and, where a line says too little, the place in words.
    """

    kind: str
    quads: Iterable[Quad] = ()
    complaints: list[Complaint] = field(default_factory=list)
    remarks: list[Complaint] = field(default_factory=list)
    title: str = ""
    about: str = ""
    source: str = ""
    text: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    places: Mapping[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    partial: bool = False

    def complaint(self, file: str, focus: str, path: str, message: str) -> Complaint:
        """A complaint about a property of a thing that this file describes, at its place in the file."""
        thing = focus.partition("#")[0]
        keys = ((focus, path), (focus, ""), (thing, path), (thing, ""))
        line, place = next((self.places[key] for key in keys if key in self.places), (1, ""))
        return Complaint(file, line, f"{place}: {message}" if place else message)


class Loader(Protocol):
    """A module of ``loaders/`` that reads one kind of document."""

    def recognises(self, opened: Opened) -> bool:
        """Whether the contents (never the name alone) show a document of this kind."""
        ...

    def read(self, opened: Opened, options: Options, graph: NamedNode, store: Store) -> Reading:
        """The document as quads in ``graph``; ``store`` is what is known already. Faults are complaints; nothing is raised."""
        ...
