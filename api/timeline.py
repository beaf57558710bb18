"""One cell over time: every period in which it shows the same, with its evidence and what changed it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi import Query as Asks
from pydantic import Field

from api.answers import Answer, LibraryOf, answer, receipt
from api.formats.changes import period_rows, periods_as_items, with_head
from api.labels import causes, cell_labels
from api.library import Item, Library
from api.parameters import AsOf, day_asked
from api.receipts import Receipt
from graph.changes import changes_the_answer
from graph.comparison import a_day, rule_asked, undated_sources
from graph.dates import iso
from graph.history import Step, history
from graph.knowledge import Knowledge
from graph.release import RELEASE
from graph.rules import BEST_EVIDENCE

__all__ = ["TimelineAsked", "answered", "router", "steps_asked"]

router = APIRouter(tags=["change"])


class TimelineAsked(AsOf):
    """Parameters of the timeline of a cell; ``as_of`` is the day that it marks as now."""

    known_by: str = Field("", description="A day: leaves out sources published after it.")
    rule: str = Field(BEST_EVIDENCE, description="best-evidence, source:KEY or source:KEY#part.")
    grade: str = Field("", description="Only sources of this grade: primary, secondary, press.")


@router.get("/timeline/{subject:path}/{measure}", summary="One cell over time, with what changed it")
def timeline(request: Request, library: LibraryOf, subject: str, measure: str, asked: Annotated[TimelineAsked, Asks()]) -> Response:
    """All periods of a cell, from before the first source to rules that are still to come."""
    return answer(request, answered(library, subject, measure, asked))


def steps_asked(knowledge: Knowledge, subject: str, measure: str, asked: TimelineAsked) -> list[Step]:
    """The periods of the cell; UnknownIdError and WrongValueError for what is not in the data or cannot be asked."""
    known_by = a_day("known_by", asked.known_by) if asked.known_by else None
    rule = rule_asked(knowledge, asked.rule, asked.grade)
    return history(knowledge, subject.lower(), measure.lower(), rule, known_by, asked.lang)


def answered(library: Library, subject: str, measure: str, asked: TimelineAsked) -> Answer:
    """The answer in every format; raises what ``steps_asked`` raises."""
    knowledge, now = library.knowledge, day_asked(asked.as_of)
    steps = steps_asked(knowledge, subject, measure, asked)
    one, asks = knowledge.subjects(asked.lang)[subject.lower()], knowledge.codebook(asked.lang).measures[measure.lower()]
    here = receipt(f"/timeline/{one.id}/{asks.id}", {"as_of": iso(now)} | asked.effective())
    said = {"as_of": iso(now), "known_by": asked.known_by or None, "rule": asked.rule, "grade": asked.grade or None}
    data = {
        "subject": {"id": one.id, "label": one.label},
        "measure": asks.as_dict() | {"question": asks.question},
        **said,
        "undated_sources_left_out": undated_sources(knowledge) if asked.known_by else 0,
        "release": RELEASE,
        "receipt": here,
        "periods": periods_as_items(steps, knowledge.citations, now),
    }
    rows = period_rows(steps, {"subject": one.id, "measure": asks.id} | {k: v or "" for k, v in said.items()} | {"release": RELEASE})
    head = [f"rule `{asked.rule}`", *([f"sources known by {asked.known_by}"] if asked.known_by else []), f"release {RELEASE}", f"`{here}`"]
    printed = [{name: row[name] for name in ("first", "last", "shown", "cause", "why", "sources")} for row in rows]
    files = {"md": lambda: with_head(f"{one.label}: {asks.label}", head, printed).encode()}
    return Answer(data, here, "timeline.html", rows=rows, files=files, in_page=partial(_page, library, steps, data, asked))


def _page(library: Library, steps: Sequence[Step], data: dict[str, Any], asked: TimelineAsked) -> dict[str, Any]:
    return {
        "asked": {"lang": asked.lang},
        "form": asked.model_dump() | {"as_of": data["as_of"]},
        "labels": cell_labels(library, asked.lang),
        "causes": causes(library, asked.lang),
        "phases": _phases(steps, data["periods"]),
        "picture": _picture(data, asked),
    }


def _picture(data: dict[str, Any], asked: TimelineAsked) -> Receipt:
    """The same periods as the picture of a comparison of one cell."""
    cell = {"subjects": data["subject"]["id"], "measures": data["measure"]["id"], "as_of": data["as_of"]}
    return Receipt("/compare", cell | {name: str(value) for name, value in asked.effective().items()} | {"picture": "timeline"})


def _phases(steps: Sequence[Step], periods: Sequence[Item]) -> list[list[Item]]:
    """The periods put together as long as the answer is the same."""
    found: list[list[Item]] = []
    for step, period in zip(steps, periods, strict=True):
        if not found or changes_the_answer(step.differs):
            found.append([])
        found[-1].append(period)
    return found
