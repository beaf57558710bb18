"""The record of a load, in PROV-O: who brought which file in, when, as what, with which release; and what was taken back.

The record stands in a graph of its own and stays when the load is taken back. The document stands with what it brought.
"""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad

from graph.questions import ask, text
from graph.release import RELEASE
from graph.store import Store
from graph.terms import BASE, PREFIXES, dl, graph_iri, iri
from loaders.reading import Opened, Options, Reading

__all__ = ["LOADS", "Load", "document_quads", "loads", "new_id", "new_load", "now", "record", "remarks", "taken_back", "user"]

LOADS = graph_iri("loads")
_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_LABEL = NamedNode(PREFIXES["rdfs"] + "label")
_INTEGER = NamedNode(PREFIXES["xsd"] + "integer")
_DATE_TIME = NamedNode(PREFIXES["xsd"] + "dateTime")


@dataclass
class Load:
    """One load as it is listed. ``taken_back`` is when it was taken back, '' while it stands, and ``taken_back_by`` who did."""

    id: str
    kind: str
    about: str = ""
    title: str = ""
    file: str = ""
    sha256: str = ""
    size: int = 0
    when: str = ""
    by: str = ""
    release: str = ""
    triples: int = 0
    remarks: list[str] = field(default_factory=list)
    taken_back: str = ""
    taken_back_by: str = ""

    @property
    def graph(self) -> NamedNode:
        """The named graph of what the load brought."""
        return graph_iri(f"load/{self.id}")


def _prov(name: str) -> NamedNode:
    return NamedNode(PREFIXES["prov"] + name)


def now() -> str:
    """This moment, in UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def user(name: str = "") -> str:
    """Who loads: the name given, else that of the account."""
    try:
        return name or getpass.getuser()
    except (OSError, KeyError):  # an account without a name, as in some containers
        return "unknown"


def new_id(opened: Opened, kind: str, options: Options, known: dict[str, Load]) -> tuple[str, bool]:
    """The id of loading this file as this kind with these options, and whether it stands in the store already.

    The same file, kind and options give the same 12 hexadecimal digits; a load that was taken back keeps its id, and
    bringing the file in once more gets another.
    """
    said = {name: str(value) for name, value in asdict(options).items() if value}
    if options.mapping and options.mapping.is_file():
        said["mapping"] = sha256(options.mapping.read_bytes()).hexdigest()
    again = 0
    while True:
        key = json.dumps([opened.sha256, kind, said, again], sort_keys=True)
        one = sha256(key.encode()).hexdigest()[:12]
        if one not in known or not known[one].taken_back:
            return one, one in known
        again += 1


def document_quads(opened: Opened, reading: Reading, graph: NamedNode) -> Iterator[Quad]:
    """The document at hand, with its plain text where evidence can be found in it."""
    node = iri(f"document/{opened.sha256[:16]}")
    yield Quad(node, _TYPE, dl("Document"), graph)
    yield from _file(node, opened.path.name, opened.sha256, len(opened.data), graph)
    if reading.source:
        yield Quad(node, dl("source"), iri(f"source/{reading.source}"), graph)
    if reading.text:
        yield Quad(node, dl("content"), Literal(reading.text), graph)


def _file(node: NamedNode, name: str, digest: str, size: int, graph: NamedNode) -> Iterator[Quad]:
    yield Quad(node, dl("sha256"), Literal(digest), graph)
    yield Quad(node, dl("fileName"), Literal(name), graph)
    yield Quad(node, dl("byteSize"), Literal(str(size), datatype=_INTEGER), graph)


def record(load: Load, ended: str) -> Iterator[Quad]:
    """The record of a load that began at ``load.when`` and ended at ``ended``."""
    node, agent = iri(f"load/{load.id}"), iri("agent/" + quote(load.by, safe=""))
    yield Quad(node, _TYPE, dl("Load"), LOADS)
    yield Quad(node, _TYPE, _prov("Activity"), LOADS)
    yield Quad(node, dl("loadKind"), Literal(load.kind), LOADS)
    yield from _file(node, load.file, load.sha256, load.size, LOADS)
    yield Quad(node, _prov("startedAtTime"), Literal(load.when, datatype=_DATE_TIME), LOADS)
    yield Quad(node, _prov("endedAtTime"), Literal(ended, datatype=_DATE_TIME), LOADS)
    yield Quad(node, _prov("used"), iri(f"document/{load.sha256[:16]}"), LOADS)
    yield Quad(node, _prov("wasAssociatedWith"), agent, LOADS)
    yield Quad(agent, _TYPE, _prov("Agent"), LOADS)
    yield Quad(agent, _LABEL, Literal(load.by), LOADS)
    yield Quad(node, dl("loaderVersion"), Literal(load.release), LOADS)
    yield Quad(node, dl("tripleCount"), Literal(str(load.triples), datatype=_INTEGER), LOADS)
    yield Quad(node, dl("loadedGraph"), load.graph, LOADS)
    yield Quad(load.graph, _TYPE, _prov("Entity"), LOADS)
    yield Quad(load.graph, _prov("wasGeneratedBy"), node, LOADS)
    if load.about:
        yield Quad(node, dl("loadedThing"), iri(load.about), LOADS)
    if load.title:
        yield Quad(node, _LABEL, Literal(load.title), LOADS)
    yield from remarks(load, load.remarks)


def remarks(load: Load, said: Iterable[str]) -> Iterator[Quad]:
    """What there is to remark on a load."""
    for remark in said:
        yield Quad(iri(f"load/{load.id}"), dl("remark"), Literal(remark), LOADS)


def taken_back(load: Load, by: str) -> Iterator[Quad]:
    """That what a load brought is gone since now, and who took it back."""
    agent = iri("agent/" + quote(by, safe=""))
    yield Quad(load.graph, _prov("invalidatedAtTime"), Literal(now(), datatype=_DATE_TIME), LOADS)
    end = iri(f"load/{load.id}#taken-back")
    yield Quad(load.graph, _prov("wasInvalidatedBy"), end, LOADS)
    yield Quad(end, _TYPE, _prov("Activity"), LOADS)
    yield Quad(end, _prov("wasAssociatedWith"), agent, LOADS)
    yield Quad(agent, _TYPE, _prov("Agent"), LOADS)
    yield Quad(agent, _LABEL, Literal(by), LOADS)


def loads(store: Store) -> list[Load]:
    """Every load into a store, the oldest first, those taken back among them."""
    found: dict[str, Load] = {}
    for row in ask(store, "loads"):
        one = text(row, "load").removeprefix(BASE + "load/")
        found[one] = Load(
            id=one,
            kind=text(row, "kind"),
            about=text(row, "about").removeprefix(BASE),
            title=text(row, "title"),
            file=text(row, "file"),
            sha256=text(row, "sha256"),
            size=int(text(row, "size")),
            when=text(row, "when"),
            by=text(row, "by"),
            release=text(row, "release"),
            triples=int(text(row, "triples")),
            taken_back=text(row, "takenBack"),
            taken_back_by=text(row, "takenBackBy"),
        )
    for row in ask(store, "load-remarks"):
        found[text(row, "load").removeprefix(BASE + "load/")].remarks.append(text(row, "remark"))
    return list(found.values())


def new_load(one: str, opened: Opened, reading: Reading, by: str, when: str) -> Load:
    """The record of a file that has just been read."""
    return Load(
        id=one,
        kind=reading.kind,
        about=reading.about,
        title=reading.title,
        file=opened.path.name,
        sha256=opened.sha256,
        size=len(opened.data),
        when=when,
        by=by,
        release=RELEASE,
        remarks=[f"line {remark.line}: {remark.message}" for remark in reading.remarks],
    )
