"""Turtle files of acts and provisions in: one file -> quads and complaints."""

from __future__ import annotations

import re
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from graph.complaints import Complaint, Contents, not_utf8
from graph.terms import BASE, graph_iri

__all__ = ["load_turtle"]

_ADVICE = "look here and on the line before for a missing . ; or quotation mark, or one that is curly or stands inside a text"
_SUBJECT = re.compile(r"^<([^>]*)>|^(\w*:[\w./()-]+)", re.MULTILINE)
_PREFIX = re.compile(r"@prefix\s+(\w*):\s*<([^>]*)>", re.IGNORECASE)


def load_turtle(path: Path, relative: str, shown_as: str | None = None) -> Contents:
    """What one Turtle file says, in the named graph of that file; relative IRIs are relative to our base.

    ``relative`` is its path inside the data directory (it names the graph), ``shown_as`` the path for complaints.
    A syntax error is one complaint with its line, and nothing of the file is taken.
    """
    name = shown_as or str(path)
    contents = Contents()
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _refused(contents, not_utf8(path, name), relative)
    graph = graph_iri(relative)
    try:
        contents.quads = [Quad(q.subject, q.predicate, q.object, graph) for q in parse(raw, format=RdfFormat.TURTLE, base_iri=BASE)]
    except SyntaxError as error:
        fault = f"this is not Turtle ({_reason(error)}): {_ADVICE}"
        return _refused(contents, Complaint(name, error.lineno or 1, fault), relative)
    contents.lines = _subject_lines(text, {q.subject.value for q in contents.quads if isinstance(q.subject, NamedNode)})
    return contents


def _refused(contents: Contents, complaint: Complaint, relative: str) -> Contents:
    act = relative.removesuffix(".ttl")
    contents.complaints.append(complaint)
    contents.unread += [f"{BASE}{kind}/{act}" for kind in ("instrument", "provision", "version")]
    return contents


def _reason(error: SyntaxError) -> str:
    return re.sub(r"^Parser error (at|between) line \d+ column \d+( and (at )?(line \d+ )?column \d+)?:?\s*", "", error.msg or str(error))


def _subject_lines(text: str, subjects: set[str]) -> dict[str, int]:
    prefixes = dict(_PREFIX.findall(text))
    lines: dict[str, int] = {}
    for hit in _SUBJECT.finditer(text):
        if hit[1] is not None:
            iri = hit[1] if ":" in hit[1] else BASE + hit[1]
        else:
            prefix, _, local = hit[2].partition(":")
            iri = prefixes.get(prefix, "") + local
        if iri in subjects:
            lines.setdefault(iri, text.count("\n", 0, hit.start()) + 1)
    return lines
