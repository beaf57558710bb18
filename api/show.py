"""One thing as a person would read it: a state, act, provision, measure or source, by its id."""

from __future__ import annotations

import re
import sys
from typing import Any

from pyoxigraph import Literal, NamedNode
from rich.console import Console
from rich.text import Text

from graph.errors import UnknownIdError
from graph.knowledge import Knowledge
from graph.questions import ask, text
from graph.terms import id_of, iri, subject_kind

__all__ = ["describe", "print_description"]

_HIDDEN = re.compile(r"(Earliest|Latest|#type|carryAfter|carryUntil|lateness)$")


def describe(knowledge: Knowledge, wanted: str) -> dict[str, Any]:
    """What the data say of a thing: its statements by name, its provisions and its findings.

    Raises UnknownIdError, with ids that look like it, where nothing has the id.
    """
    wanted = wanted.strip().lower()
    kind = _kind(knowledge, wanted)
    node = iri(f"{kind}/{wanted}")
    said: dict[str, list[str]] = {}
    for row in ask(knowledge.store, "statements", thing=node):
        if not _HIDDEN.search(text(row, "property")):
            said.setdefault(_name(text(row, "property")), []).append(_value(row["value"]))
    return {
        "id": wanted,
        "kind": kind,
        "statements": said,
        "provisions": _provisions(knowledge, node) if kind == "instrument" else [],
        "findings": [f.as_dict() for f in knowledge.findings if wanted in (f.subject, f.measure, f.source, *f.provisions)],
    }


def _kind(knowledge: Knowledge, wanted: str) -> str:
    if wanted in knowledge.codebook().measures:
        return "measure"
    if wanted in knowledge.sources:
        return "source"
    if wanted in knowledge.subjects():
        return subject_kind(wanted)
    raise UnknownIdError("thing", wanted, [*knowledge.subjects(), *knowledge.codebook().measures, *knowledge.sources])


def _provisions(knowledge: Knowledge, act: NamedNode) -> list[dict[str, str]]:
    found = [
        {name: text(row, name) for name in ("number", "printed", "modality", "summary", "from", "until")}
        for row in ask(knowledge.store, "provisions-of", act=act)
    ]
    return sorted(found, key=lambda one: [(int(part) if part.isdigit() else 0, part) for part in re.findall(r"\d+|\D+", one["number"])])


def _name(prop: str) -> str:
    return re.split(r"[#/]", prop)[-1]


def _value(term: object) -> str:
    if isinstance(term, Literal) and term.language and term.language != "en":
        return f"{term.value} [{term.language}]"
    return id_of(term) if isinstance(term, NamedNode) else getattr(term, "value", "")


def print_description(description: dict[str, Any]) -> None:
    """Print a description for reading."""
    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else 100, highlight=False)
    console.print(Text(f"{description['id']} ({description['kind']})", style="bold"))
    for name, values in description["statements"].items():
        for value in values:
            console.print(Text(f"  {name}: {value}"))
    if description["provisions"]:
        console.print(Text("\nProvisions", style="bold"))
    for one in description["provisions"]:
        console.print(Text(f"  art. {one['number']} ({one['modality']}): {one['summary']}"))
    if description["findings"]:
        console.print(Text("\nFindings", style="bold"))
    for one in description["findings"]:
        when = f"since {one['from'] or '?'}, observed {one['observed'] or '?'}"
        console.print(Text(f"  {one['subject']}, {one['measure']}: {one['answer']} ({when})"))
        console.print(Text(f"      {one['reading']} [{one['source']}, {one['locator']}]"))
