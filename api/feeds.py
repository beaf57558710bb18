"""What is new, as feeds: the law changed, our coding changed, our sources changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.answers import Answer, LibraryOf, answer, listing
from api.formats.comparison import cell_text
from api.formats.feeds import Entry, Feed, atom
from api.library import Item, Library
from api.parameters import Known, Paged, day_asked, several
from graph.coding_changes import CODING, SOURCES, stream_of
from graph.comparison import rule_asked, undated_sources
from graph.dates import iso
from graph.history import LawChange, law_changes
from graph.questions import ask, text
from graph.release import RELEASE, RELEASED
from graph.rules import BEST_EVIDENCE
from graph.terms import BASE
from loaders.provenance import Load, loads

__all__ = ["router"]

router = APIRouter(tags=["change"])
_INSIDE = ("Evidence", "Anchor", "FingerprintSelector", "Sanction")  # told with what they belong to
_SUBTITLE = (
    "What {things} came into this store: with the release that it began with, and with each load since. A load that was taken back "
    "says so. What changed from one release to the next stands in the CHANGELOG of its package."
)


class LawFeedAsked(Paged, Known):
    """Parameters of the feed of the law; empty lists ask for everything."""

    subjects: str = Field("", description="Ids, joined by commas: ru,kz,cis/model-law-2006.")
    measures: str = Field("", description="Slugs of the codebook, joined by commas.")
    as_of: str = Field("", description="A day: leaves out changes after it; absent, today.")
    rule: str = Field(BEST_EVIDENCE, description="best-evidence, source:KEY or source:KEY#part.")


@router.get("/feeds/law", summary="Feed: where the law changed, the newest change first")
def law(request: Request, library: LibraryOf, asked: Annotated[LawFeedAsked, Query()]) -> Response:
    """Every change of an answer that the data explain by a change of law, by the day from which the comparison shows it."""
    day = day_asked(asked.as_of)
    entries = [_law_entry(one, asked.rule) for one in _law_changes(library, asked) if one.step.period.first <= day]
    known: dict[str, Any] = {
        "known_by": asked.known_by or None,
        "undated_sources_left_out": undated_sources(library.knowledge) if asked.known_by else 0,
    }
    subtitle = (
        f"Cells of the comparison whose answer the law changed up to {iso(day)}, by the day from which the comparison shows it; where the "
        f"day of the law is not exact, the entry says so. Rule {asked.rule}, release {RELEASE}. A change that nobody has coded is not here."
    )
    return answer(request, _feed("law", "The law changed", subtitle, entries, asked, as_of=iso(day), **known))


@router.get("/feeds/coding", summary="Feed: what came into our coding")
def coding(request: Request, library: LibraryOf, asked: Annotated[Paged, Query()]) -> Response:
    """Findings, questions and other entries: with the release that the store began with, and with each load since."""
    return answer(
        request,
        _feed(
            CODING, "Our coding changed", _SUBTITLE.format(things="findings, questions and other entries"), _brought(library, CODING), asked
        ),
    )


@router.get("/feeds/sources", summary="Feed: what sources came in")
def sources(request: Request, library: LibraryOf, asked: Annotated[Paged, Query()]) -> Response:
    """Sources and documents: with the release that the store began with, and with each load since."""
    return answer(
        request, _feed(SOURCES, "Our sources changed", _SUBTITLE.format(things="sources and documents"), _brought(library, SOURCES), asked)
    )


def _feed(name: str, title: str, subtitle: str, entries: Sequence[Entry], asked: Paged, **more: Any) -> Answer:
    items: list[Item] = [
        {"id": one.id, "updated": one.updated, "title": one.title, "summary": one.summary, "link": one.link} for one in entries
    ]
    plain = listing(f"/feeds/{name}", asked, items, page="feed.html", title=title, subtitle=subtitle, **more)
    shown = entries[asked.offset : asked.offset + asked.limit]
    path = plain.receipt.replace("?", ".atom?", 1)
    made = Feed(f"feeds/{name}", f"druglaw: {title.lower()}", subtitle, path, plain.receipt, more.get("as_of", RELEASED), shown)
    return replace(plain, files={"atom": lambda: atom(made)})


def _law_changes(library: Library, asked: LawFeedAsked) -> list[LawChange]:
    rule, known_by = rule_asked(library.knowledge, asked.rule), asked.known_day
    subjects, measures = several(asked.subjects), several(asked.measures)

    def found() -> list[LawChange]:
        return law_changes(library.knowledge, subjects, measures, rule, known_by, asked.lang)

    usual = not (subjects or measures or asked.known_by) and asked.rule == BEST_EVIDENCE
    return library.keep(("law changes", asked.lang), found) if usual else found()


def _law_entry(one: LawChange, rule: str) -> Entry:
    cell, day = f"{one.subject.id}/{one.measure.id}", iso(one.step.period.first)
    assert one.step.cause
    return Entry(
        id=f"law/{cell}/{day}" + (f"/{rule}" if rule != BEST_EVIDENCE else ""),
        title=f"{one.subject.label}, {one.measure.label}: {cell_text(one.old.cell)} → {cell_text(one.step.period.cell)}",
        updated=day,
        summary=one.step.cause.sentence,
        link=f"/timeline/{cell}",
        topics=(one.subject.id, one.measure.id),
    )


def _brought(library: Library, stream: str) -> list[Entry]:
    """What came in of one kind, the newest first: by loads, by their being taken back, and with the release."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for row in ask(library.store, "load-contents"):
        kind = text(row, "class").replace("/", "#").rpartition("#")[2]
        if kind not in _INSIDE and text(row, "class").startswith(BASE) and stream_of(kind) == stream:
            counts[text(row, "load").removeprefix(BASE + "load/")][kind] = int(text(row, "count"))
    entries = [entry for one in loads(library.store) for entry in _load_entries(one, counts.get(one.id, {}), stream)]
    begun = f"It holds {_listed(counts[''])}."
    entries.append(
        Entry(f"{stream}/release/{RELEASE}", f"Release {RELEASE}", RELEASED, begun, "/sources" if stream == SOURCES else "/findings")
    )
    return sorted(entries, key=lambda one: (one.updated, one.id), reverse=True)


def _load_entries(one: Load, counts: dict[str, int], stream: str) -> Iterator[Entry]:
    what = " ".join(filter(None, (one.kind, one.about, f"'{one.title}'" if one.title else "")))
    link = "/sources" if stream == SOURCES else "/findings"
    if one.taken_back:
        said = f"What the load {one.id} of {one.when} had brought from {one.file} is no longer in the store."
        yield Entry(f"{stream}/load/{one.id}/taken-back", f"Taken back: {one.file} ({what})", one.taken_back, said, link)
    elif counts:
        said = f"The load {one.id} of {one.file} (SHA-256 {one.sha256}) brought {_listed(counts)}."
        yield Entry(f"{stream}/load/{one.id}", f"Loaded: {one.file} ({what})", one.when, said, link)


def _listed(counts: dict[str, int]) -> str:
    return (
        ", ".join(f"{kind} {count:,}" for kind, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])))
        or "nothing of this kind"
    )
