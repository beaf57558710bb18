"""One thing as a person would read it: a state, act, provision, measure or source, by its id."""

from __future__ import annotations

import re
from typing import Any

from pyoxigraph import Literal, NamedNode

from api.acts import date_statements
from api.entries import joined, number_order
from api.library import Item, Library
from api.numbers import numbers_of
from api.texts import on_day, texts_of
from graph.errors import UnknownIdError
from graph.knowledge import Knowledge
from graph.questions import ask, text
from graph.terms import UNSAFE, id_of, iri, subject_kind

__all__ = ["describe"]

_CODEBOOK = "measures"
_BY_PATH = ("observation", "event", "indicator", "place", "organisation", "substance")
"""Kinds that are asked for with their kind before the id, as in observation/kz-registered-users-2015."""

_ENTERED = ("number", "printed", "modality", "summary", "from", "until")
_HIDDEN = re.compile(r"(Earliest|Latest|#type|carryAfter|carryUntil|lateness)$")


def describe(library: Library, wanted: str, day: int | None = None) -> dict[str, Any]:
    """What the data say of a thing: its statements by name, its acts, dates, provisions, texts, answers and findings.

    ``measures`` describes the codebook: every measure with its label. The provisions of an act whose text is loaded are
    all divisions of the version in force on ``day``, of the newest one without a day.
    Raises UnknownIdError, with ids that look like it, where nothing has the id, and WrongValueError for a day on which no
    loaded version was in force.
    """
    knowledge, wanted = library.knowledge, wanted.strip().lower()
    if wanted == _CODEBOOK:
        measures = [{"id": one.id, "label": one.label, "group": one.group_label} for one in knowledge.codebook().measures.values()]
        return {"id": wanted, "kind": "codebook", "measures": measures}
    kind = _kind(library, wanted)
    wanted = wanted.removeprefix(f"{kind}/") if kind in _BY_PATH else wanted
    versions = texts_of(library).versions(_act(wanted)) if kind in ("instrument", "version", "provision") else ()
    version = _version(library, wanted, kind, day) if versions else None
    said: dict[str, list[str]] = {}
    for row in ask(knowledge.store, "statements", thing=iri(f"{kind}/{wanted}")):
        if not _HIDDEN.search(text(row, "property")):
            said.setdefault(_name(text(row, "property")), []).append(_value(row["value"]))
    return {
        "id": wanted,
        "kind": kind,
        "version": version["id"] if version else None,
        "statements": said,
        "acts": _acts(knowledge, wanted) if kind == "jurisdiction" else [],
        "dates": date_statements(library).get(f"instrument/{wanted}", []) if kind == "instrument" else [],
        "versions": list(versions),
        "provisions": _provisions(library, wanted, kind, version) if kind in ("instrument", "version", "provision") else [],
        "answers": _answers(knowledge, wanted) if kind == "measure" else [],
        "numbers": numbers_of(library, kind, wanted) if kind in ("jurisdiction", "source", "indicator", "place", "organisation") else [],
        "findings": [f.as_dict() for f in knowledge.findings if wanted in (f.subject, f.measure, f.source, *f.provisions)],
    }


def _act(wanted: str) -> str:
    return "/".join(wanted.split("/")[:2])


def _version(library: Library, wanted: str, kind: str, day: int | None) -> Item | None:
    """The version whose words are shown: the one named, by itself or by a wording; else that of the day; else the newest that has them."""
    texts = texts_of(library)
    versions = texts.versions(_act(wanted))
    article, _, wording = wanted.rpartition("/")
    if kind == "version":
        return texts.version(wanted)
    if kind == "provision" and article.count("/") > 1:
        return texts.version(f"{_act(wanted)}/{wording}")
    if kind == "provision" and day is None:
        return next((one for one in reversed(versions) if wanted in texts.ids(one["id"])), versions[-1])
    return on_day(versions, day, strict=day is not None)


def _kind(library: Library, wanted: str) -> str:
    knowledge = library.knowledge
    if wanted in knowledge.codebook().measures:
        return "measure"
    if wanted in knowledge.sources:
        return "source"
    if wanted in knowledge.subjects():
        return subject_kind(wanted)
    if (
        (kind := wanted.partition("/")[0]) in _BY_PATH
        and not UNSAFE.search(wanted)
        and any(ask(library.store, "statements", thing=iri(wanted)))
    ):
        return kind
    act, _, rest = wanted.rpartition("/")
    known: list[str] = []
    if rest and act in knowledge.subjects() and (versions := texts_of(library).versions(act)):
        if any(wanted == one["id"] for one in versions):
            return "version"
        known = [one["id"] for one in versions]
        for version in versions:
            if wanted in texts_of(library).ids(version["id"]):
                return "provision"
            known += texts_of(library).ids(version["id"])
    raise UnknownIdError("thing", wanted, [*knowledge.subjects(), *knowledge.codebook().measures, *knowledge.sources, *known])


def _acts(knowledge: Knowledge, state: str) -> list[dict[str, str]]:
    subjects = knowledge.subjects().values()
    return [{"id": one.id, "label": one.label} for one in subjects if one.id.startswith(f"{state}/") and one.id.count("/") == 1]


def _answers(knowledge: Knowledge, measure: str) -> list[dict[str, str]]:
    book = knowledge.codebook()
    return [{"id": one.id, "label": one.label, "definition": one.definition} for one in book.answers_of(book.measures[measure])]


def _provisions(library: Library, wanted: str, kind: str, version: Item | None) -> list[Item]:
    act = _act(wanted)
    entered: list[Item] = [
        {"id": f"{act}/{text(row, 'number')}"} | {name: text(row, name) for name in _ENTERED}
        for row in ask(library.store, "provisions-of", act=iri(f"instrument/{act}"))
    ]
    empty = dict.fromkeys(_ENTERED)
    loaded = texts_of(library).entries(version["id"]) if version else []
    if kind == "provision":
        article = "/".join(wanted.split("/")[:3])
        entered = [one for one in entered if one["id"] == article]
        loaded = [one for one in loaded if one["id"] == article]
    if kind == "version":
        entered = [one for one in entered if one["number"] in {two["number"] for two in loaded}]
    return joined(sorted(entered, key=lambda one: number_order(one["number"])), loaded, empty)


def _name(prop: str) -> str:
    return re.split(r"[#/]", prop)[-1]


def _value(term: object) -> str:
    if isinstance(term, Literal) and term.language and term.language != "en":
        return f"{term.value} [{term.language}]"
    return id_of(term) if isinstance(term, NamedNode) else getattr(term, "value", "")
