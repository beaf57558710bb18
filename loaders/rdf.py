"""RDF in: Turtle, TriG, N-Quads, N-Triples, JSON-LD or RDF/XML, a statement at a time.

All statements come to stand in the graph of the load; the names of the file's own graphs are recorded in a remark. Relative
IRIs are relative to our base. Blank nodes get the digest of their file into their label, so that two files never share one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, cast

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from graph.complaints import Complaint
from graph.store import Store
from graph.terms import BASE, DL, PREFIXES
from loaders.limits import Limits
from loaders.rdf_rules import Rules
from loaders.rdf_syntax import FORMATS, Broken, statements
from loaders.reading import Opened, Options, Reading

__all__ = ["KIND", "read", "recognises"]

KIND = "rdf"
Term = TypeVar("Term", bound=NamedNode | BlankNode | Literal | Triple)
_TYPE = PREFIXES["rdf"] + "type"
_NAME = re.compile(rb'"@?id"\s*:\s*"([^"]*)"')
_LISTED = 100
_DISTINCT = 10_000  # faults after which the rest of a file is not looked at


@dataclass
class _Faults:
    """Every fault once, at its first line, with how often it is there."""

    lines: dict[str, int] = field(default_factory=dict)
    times: Counter[str] = field(default_factory=Counter)

    def add(self, line: int, fault: str) -> None:
        """Note a fault."""
        self.lines.setdefault(fault, line)
        self.times[fault] += 1

    def complaints(self, opened: Opened) -> list[Complaint]:
        """The faults as complaints, the first ones where they are very many."""
        found = []
        for fault, line in self.lines.items():
            again = self.times[fault] - 1
            place = line or _line_of(fault, opened)
            found.append(Complaint(str(opened.path), place, fault + (f" (and {again} more times)" if again else "")))
        more = len(found) - _LISTED
        found = sorted(found)
        if more > 0:
            found[_LISTED:] = [Complaint(str(opened.path), found[_LISTED].line, f"and {more} more faults of this file: mend these first")]
        return found


def recognises(opened: Opened) -> bool:
    """Whether the file is RDF."""
    return opened.format in FORMATS


def read(opened: Opened, options: Options, graph: NamedNode, store: Store) -> Reading:
    """The statements of an RDF file. It is read twice: once for its faults, and once more when its quads are asked for."""
    if not recognises(opened):
        wanted = "Turtle, TriG, N-Quads, N-Triples, JSON-LD or RDF/XML"
        return Reading(KIND, complaints=[Complaint(str(opened.path), 1, f"this is no RDF: give {wanted}")])
    limits = Limits.from_environment()
    rules, faults = Rules(store, limits.literal_chars), _Faults()
    graphs: dict[str, int] = {}
    things: Counter[str] = Counter()
    count = 0
    for line, one in statements(opened):
        if len(faults.lines) > _DISTINCT:
            break
        if isinstance(one, Broken):
            faults.add(line, f"this is not {FORMATS[opened.format].name}: {one.reason}")
            continue
        count += 1
        if count > limits.triples:
            faults.add(line, f"there are more than {limits.triples} statements: split the file, or set DRUGLAW_LIMIT_TRIPLES")
            break
        for fault in rules.faults(one):
            faults.add(line, fault)
        if not isinstance(one.graph_name, DefaultGraph):
            graphs.setdefault(str(one.graph_name), line)
        if one.predicate.value == _TYPE and isinstance(one.object, NamedNode) and one.object.value.startswith(DL):
            things[one.object.value.removeprefix(DL)] += 1
    if not count and not faults.lines:
        faults.add(1, "there is no statement in this file: check that it was saved whole")
    return Reading(
        KIND,
        quads=_Statements(opened, graph) if not faults.lines else (),
        complaints=faults.complaints(opened),
        remarks=list(_remarks(opened, graphs)),
        title=opened.path.name,
        counts={"statements": count, **dict(sorted(things.items()))},
        places=_Places(opened),
    )


class _Places(Mapping[tuple[str, str], tuple[int, str]]):
    """The line on which each thing is described first; looked for only when a rule is broken, for most files break none."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    @cached_property
    def _lines(self) -> dict[str, int]:
        if self._opened.format == "jsonld":
            return _named_lines(self._opened)
        lines: dict[str, int] = {}
        for line, one in statements(self._opened):
            if isinstance(one, Quad) and isinstance(one.subject, NamedNode):
                lines.setdefault(one.subject.value, line)
        return lines

    def __getitem__(self, key: tuple[str, str]) -> tuple[int, str]:
        thing, path = key
        if path or not self._lines.get(thing):
            raise KeyError(key)
        return self._lines[thing], ""

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((thing, "") for thing in self._lines)

    def __len__(self) -> int:
        return len(self._lines)


@dataclass(frozen=True)
class _Statements:
    """The quads of a file without faults, read anew each time they are asked for, so that they are never all in memory."""

    opened: Opened
    graph: NamedNode

    def __iter__(self) -> Iterator[Quad]:
        prefix = self.opened.sha256[:16]
        for _, one in statements(self.opened):
            if isinstance(one, Quad):
                yield Quad(_named(one.subject, prefix), one.predicate, _named(one.object, prefix), self.graph)


def _named(term: Term, prefix: str) -> Term:
    return cast(Term, BlankNode(prefix + term.value)) if isinstance(term, BlankNode) else term


def _remarks(opened: Opened, graphs: dict[str, int]) -> Iterator[Complaint]:
    if graphs:
        named = ", ".join(sorted(graphs)[:10]) + (f" and {len(graphs) - 10} more" if len(graphs) > 10 else "")
        say = f"the file's own graphs ({named}) are not kept apart: all statements stand together in the graph of this load"
        yield Complaint(str(opened.path), min(graphs.values()) or 1, say)


def _named_lines(opened: Opened) -> dict[str, int]:
    """Where a JSON-LD document names a thing first, by its IRI."""
    lines: dict[str, int] = {}
    for number, line in enumerate(opened.data.splitlines(), start=1):
        for name in _NAME.findall(line):
            iri = name.decode("utf-8", errors="replace")
            lines.setdefault(iri if ":" in iri else BASE + iri, number)
    return lines


def _line_of(fault: str, opened: Opened) -> int:
    """Where the word that a fault begins with stands first, for formats that are not read line by line."""
    word = fault.partition(" ")[0].strip("<>'").removeprefix("dl:")
    at = opened.data.find(word.encode("utf-8"))
    return opened.data.count(b"\n", 0, at) + 1 if at >= 0 else 1
