"""One thing as a person would read it: a state, act, provision, measure or source, by its id."""

from __future__ import annotations

import re
import sys
from typing import Any

from pyoxigraph import Literal, NamedNode
from rich.console import Console
from rich.text import Text

from api.acts import date_statements
from api.library import Library
from graph.errors import UnknownIdError
from graph.knowledge import Knowledge
from graph.questions import ask, text
from graph.terms import id_of, iri, subject_kind

__all__ = ["describe", "print_description"]

_CODEBOOK = "measures"
_HIDDEN = re.compile(r"(Earliest|Latest|#type|carryAfter|carryUntil|lateness)$")


def describe(library: Library, wanted: str) -> dict[str, Any]:
    """What the data say of a thing: its statements by name, its acts, dates, provisions, answers and findings.

    ``measures`` describes the codebook: every measure with its label.
    Raises UnknownIdError, with ids that look like it, where nothing has the id.
    """
    knowledge, wanted = library.knowledge, wanted.strip().lower()
    if wanted == _CODEBOOK:
        measures = [{"id": one.id, "label": one.label, "group": one.group_label} for one in knowledge.codebook().measures.values()]
        return {"id": wanted, "kind": "codebook", "measures": measures}
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
        "acts": _acts(knowledge, wanted) if kind == "jurisdiction" else [],
        "dates": date_statements(library).get(f"instrument/{wanted}", []) if kind == "instrument" else [],
        "provisions": _provisions(knowledge, node) if kind == "instrument" else [],
        "answers": _answers(knowledge, wanted) if kind == "measure" else [],
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


def _acts(knowledge: Knowledge, state: str) -> list[dict[str, str]]:
    subjects = knowledge.subjects().values()
    return [{"id": one.id, "label": one.label} for one in subjects if one.id.startswith(f"{state}/") and one.id.count("/") == 1]


def _answers(knowledge: Knowledge, measure: str) -> list[dict[str, str]]:
    book = knowledge.codebook()
    return [{"id": one.id, "label": one.label, "definition": one.definition} for one in book.answers_of(book.measures[measure])]


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


def _lists(description: dict[str, Any]) -> dict[str, list[str]]:
    lists = {
        "Acts": [f"{one['id']}: {one['label']}" for one in description["acts"]],
        "Dates": [f"{one['role']} {one['date']} [{one['source']}, {one['locator']}]" for one in description["dates"]],
        "Answers": [f"{one['id']}: {one['label']}. {one['definition']}" for one in description["answers"]],
    }
    return {title: lines for title, lines in lists.items() if lines}


def print_description(description: dict[str, Any]) -> None:
    """Print a description for reading."""
    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else 100, highlight=False)
    console.print(Text(f"{description['id']} ({description['kind']})", style="bold"))
    for one in description.get("measures", []):
        console.print(Text(f"  {one['id']}: {one['label']} ({one['group']})"))
    if "statements" not in description:
        return
    for name, values in description["statements"].items():
        for value in values:
            console.print(Text(f"  {name}: {value}"))
    for title, lines in _lists(description).items():
        console.print(Text(f"\n{title}", style="bold"))
        for line in lines:
            console.print(Text(f"  {line}"))
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
        if quoted := one.get("quotation"):
            console.print(Text(f"      “{' '.join(quoted['exact'].split())}”", style="italic"))
