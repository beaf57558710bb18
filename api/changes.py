"""What changed between two days: cells that differ, the act and article that changed them, or the evidence that did."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request, Response
from fastapi import Query as Asks
from fastapi.responses import RedirectResponse
from pydantic import Field

from api.answers import Answer, LibraryOf, answer, listing, receipt, wants_page
from api.formats.changes import change_rows, changes_as_items, changes_as_markdown
from api.formats.comparison import cell_text
from api.formats.feeds import Entry, Feed, atom
from api.labels import causes, cell_labels
from api.library import Item, Library
from api.parameters import Paged, several
from graph.causes import KINDS
from graph.changes import Change, Changes, ChangesQuery, changes
from graph.errors import WrongValueError
from graph.rules import BEST_EVIDENCE

__all__ = ["ChangesAsked", "answered", "differing_cells", "router"]

router = APIRouter(tags=["change"])


class ChangesAsked(Paged):
    """Parameters of the table of changes; empty lists ask for everything."""

    from_: str = Field("", alias="from", description="The first day, such as 2008-10-31.")
    to: str = Field("", description="The last day.")
    subjects: str = Field("", description="Ids, joined by commas: ru,kz,cis/model-law-2006.")
    measures: str = Field("", description="Slugs of the codebook, joined by commas.")
    cause: Literal["", "law", "practice", "knowledge", "undetermined"] = Field(
        "", description=f"Only cells changed by this: {', '.join(KINDS)}."
    )
    which: Literal["answers", "all"] = Field("answers", description="all: also cells that show the same on other evidence or articles.")
    known_from: str = Field("", description="A day: on the first day, leaves out sources published after it; absent, as known_by.")
    known_by: str = Field("", description="A day: leaves out sources published after it.")
    rule: str = Field(BEST_EVIDENCE, description="best-evidence, source:KEY or source:KEY#part.")
    grade: str = Field("", description="Only sources of this grade: primary, secondary, press.")
    limit: int = Field(1000, ge=1, le=1000, description="How many items, 1 to 1000.")


@router.get("/changes", summary="What differs between two days, and the act and article that changed it")
def changed(request: Request, library: LibraryOf, asked: Annotated[ChangesAsked, Asks()]) -> Response:
    """Every cell that differs, with its old and new answer, and why: law, practice, what our sources speak for, or undetermined."""
    if wants_page(request) and not (asked.from_ and asked.to):
        return RedirectResponse(_with_days(request, asked), headers={"Cache-Control": "no-store"})
    for name, value in (("from", asked.from_), ("to", asked.to)):
        if not value:
            raise WrongValueError(name, value, ["a day such as 2008-10-31"], "change lies between two days: give from and to")
    return answer(request, answered(library, asked))


def _with_days(request: Request, asked: ChangesAsked) -> str:
    """Where a browser that names no days is sent: to the year up to today, or up to the last day it names."""
    to = asked.to or date.today().isoformat()
    try:
        year_before = (date.fromisoformat(to) - timedelta(days=365)).isoformat()
    except ValueError:
        year_before = to  # what is wrong with it is told when it is read
    given = {name: value for name, value in request.query_params.items() if name not in ("from", "to")}
    return receipt("/changes.html", {"from": asked.from_ or year_before, "to": to} | given)


def answered(library: Library, asked: ChangesAsked) -> Answer:
    """The answer in every format; raises what ``graph.changes.changes`` raises."""
    found = differing_cells(library, asked)
    counts = {kind: sum(one.cause.kind == kind for one in found.items) for kind in KINDS}
    said: dict[str, Any] = {
        "from": found.before.as_of,
        "to": found.after.as_of,
        "known_from": found.before.known_by or None,
        "known_by": found.after.known_by or None,
        "undated_sources_left_out": max(found.before.undated, found.after.undated),
        "rule": asked.rule,
        "grade": asked.grade or None,
        "causes": counts,
        "same_answer_otherwise": found.otherwise,
    }
    shown = replace(found, items=found.items[asked.offset : asked.offset + asked.limit])
    plain = listing("/changes", asked, changes_as_items(found), page="changes.html", **said)
    page = partial(_page, library, found, plain.data["items"], asked)
    files = {
        "md": lambda: changes_as_markdown(shown, plain.receipt).encode(),
        "atom": lambda: atom(_feed(shown, plain.receipt)),
    }
    return replace(plain, rows=change_rows(shown), files=files, in_page=page)


def differing_cells(library: Library, asked: ChangesAsked) -> Changes:
    """The cells that differ, of those that the cause asked for changed; raises what ``graph.changes.changes`` raises."""
    query = ChangesQuery(
        asked.from_,
        asked.to,
        several(asked.subjects),
        several(asked.measures),
        asked.known_from,
        asked.known_by,
        asked.rule,
        asked.grade,
        asked.which,
        asked.lang,
    )
    found = changes(library.knowledge, query)
    return replace(found, items=[one for one in found.items if asked.cause in ("", one.cause.kind)])


def _page(library: Library, found: Changes, items: list[Item], asked: ChangesAsked) -> dict[str, Any]:
    return {
        "form": asked.model_dump(by_alias=True),
        "groups": [(subject, list(cells)) for subject, cells in groupby(items, key=lambda item: item["subject"])],
        "causes": causes(library, asked.lang),
        "labels": cell_labels(library, asked.lang),
        "names_of": {measure.id: measure.label for measure in found.after.measures},
        "every_subject": [one for one in library.knowledge.subjects(asked.lang).values() if one.default],
        "every_measure": found.after.codebook.measures.values(),
    }


def _feed(found: Changes, path: str) -> Feed:
    return Feed(
        id=f"changes/{found.before.as_of}/{found.after.as_of}",
        title=f"What differs between {found.before.as_of} and {found.after.as_of}",
        subtitle=f"Cells of the comparison that differ, each with its cause; rule {found.query.rule}, release {found.after.release}.",
        path=path.replace("?", ".atom?", 1),
        page=path,
        since=found.after.as_of,
        entries=[_entry(found, one) for one in found.items],
    )


def _entry(found: Changes, one: Change) -> Entry:
    cell = f"{one.subject.id}/{one.measure.id}"
    return Entry(
        id=f"changes/{cell}/{found.before.as_of}/{found.after.as_of}",
        title=f"{one.subject.label}, {one.measure.label}: {cell_text(one.old)} → {cell_text(one.new)}",
        updated=found.after.as_of,
        summary=one.cause.sentence,
        link=f"/timeline/{cell}",
        topics=(one.cause.kind,),
    )
