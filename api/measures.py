"""The codebook: each measure with its question, answers, decision rule and worked example."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.acts import provisions
from api.answers import Answer, LibraryOf, answer, listing, receipt
from api.formats.comparison import as_json
from api.formats.pictures import offered
from api.library import Item
from api.parameters import AsOf, Known, Paged, sift
from graph.codebook import Codebook, Measure
from graph.comparison import Query as Comparing
from graph.comparison import compare
from graph.errors import UnknownIdError
from graph.release import RELEASE
from graph.rules import BEST_EVIDENCE

__all__ = ["router"]

router = APIRouter(tags=["measures"])


class MeasureAsked(AsOf, Known):
    """Parameters of one measure."""

    rule: str = Field(BEST_EVIDENCE, description="best-evidence, source:KEY or source:KEY#part.")


class MeasuresAsked(Paged):
    """Parameters of the codebook."""

    kind: str = Field("", description="in-law, in-practice ..., joined by commas.")
    group: str = Field("", description="Groups of measures, joined by commas.")


def _item(book: Codebook, measure: Measure) -> Item:
    return {
        "id": measure.id, "label": measure.label, "kind": measure.kind, "group": measure.group, "group_label": measure.group_label,
        "question": measure.question, "answers": [one.id for one in book.answers_of(measure)], "decision_rule": measure.rule,
        "worked_example": measure.example,
    }  # fmt: skip


@router.get("/measures", summary="The codebook")
def listed(request: Request, library: LibraryOf, asked: Annotated[MeasuresAsked, Query()]) -> Response:
    """Every measure in the order of the table."""
    book = library.knowledge.codebook(asked.lang)
    items = sift(library, [_item(book, one) for one in book.measures.values()], kind=asked.kind, group=asked.group)
    return answer(request, listing("/measures", asked, items, kind="measure"))


@router.get("/measures/{slug}", summary="One measure, with its answers and where each subject stands")
def one(request: Request, library: LibraryOf, slug: str, asked: Annotated[MeasureAsked, Query()]) -> Response:
    """A measure: its question and answers, the row of the table on the day, and the provisions that bear on it."""
    book = library.knowledge.codebook(asked.lang)
    if slug.lower() not in book.measures:
        raise UnknownIdError("measure", slug.lower(), book.measures)
    measure = book.measures[slug.lower()]
    found = compare(library.knowledge, Comparing((), (measure.id,), asked.as_of, asked.known_by, asked.rule, lang=asked.lang))
    here = receipt(f"/measures/{measure.id}", {"as_of": found.as_of} | asked.effective())
    data = _item(book, measure) | {
        "as_of": found.as_of,
        "known_by": found.known_by or None,
        "undated_sources_left_out": found.undated,
        "rule": asked.rule,
        "release": RELEASE,
        "receipt": here,
        "answers": [{"id": one.id, "label": one.label, "definition": one.definition, "sign": one.sign} for one in book.answers_of(measure)],
        "cells": as_json(found)["cells"],
        "provisions": [item for item in provisions(library, asked.lang).values() if measure.id in item["measures"]],
    }
    context = {"asked": {"lang": asked.lang}, "pictures": offered(found)}
    return answer(request, Answer(data, here, "measure.html", context, data["cells"], [f"measure/{measure.id}"]))
