"""Measures against treaties, and how the states that were asked for stand to them on a day."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi import Query as Asks
from pydantic import Field

from api.answers import Answer, LibraryOf, answer, receipt
from api.formats.treaties import as_json, as_rows
from api.labels import cell_labels
from api.library import Library
from api.parameters import AsOf, several
from graph.codes import code_list
from graph.comparison import Query
from graph.errors import WrongValueError
from graph.rules import BEST_EVIDENCE
from graph.treaties import Treaties, Verdict, treaties

__all__ = ["TreatiesAsked", "router", "treaty_answer"]

router = APIRouter(tags=["comparison"])


class TreatiesAsked(AsOf):
    """Parameters of the table of treaties; empty ones ask for everything, empty subjects for the treaties alone."""

    subjects: str = Field("", description="States, joined by commas: kz,ru; absent, the treaties alone.")
    measures: str = Field("", description="Slugs of the codebook, joined by commas; absent, every question of law.")
    treaties: str = Field("", description="Ids of treaties, joined by commas: un/convention-1988; absent, those with findings.")
    verdict: str = Field("", description="Only these verdicts on the states, joined by commas: required-and-not-done.")
    known_by: str = Field("", description="A day: leaves out sources published after it.")
    rule: str = Field(BEST_EVIDENCE, description="best-evidence, source:KEY or source:KEY#part.")
    grade: str = Field("", description="Only sources of this grade: primary, secondary, press.")


@router.get("/treaties", summary="What treaties require and permit, and how states stand to them")
def table(request: Request, library: LibraryOf, asked: Annotated[TreatiesAsked, Asks()]) -> Response:
    """Measures against treaties on a day; with ``subjects`` the verdict for each state, measure and treaty, with both sides."""
    return answer(request, treaty_answer(library, asked))


def treaty_answer(library: Library, asked: TreatiesAsked) -> Answer:
    """The answer to a question about treaties. Raises WrongValueError or UnknownIdError for what cannot be asked."""
    query = Query(several(asked.subjects), several(asked.measures), asked.as_of, asked.known_by, asked.rule, asked.grade, asked.lang)
    found = treaties(library.knowledge, query, several(asked.treaties))
    verdicts = _wanted(library, found, asked.verdict)
    asked = asked.model_copy(update={"as_of": found.texts.as_of})
    here = receipt("/treaties", asked.effective())
    codes = code_list(library.store, "treaty-verdict", asked.lang)
    data = as_json(found, verdicts, here) | {"codes": [vars(one) for one in codes.values()]}
    return Answer(data, here, "treaties.html", rows=as_rows(found, verdicts), in_page=lambda: _page(library, found, verdicts, data, asked))


def _wanted(library: Library, found: Treaties, asked: str) -> list[Verdict]:
    wanted = several(asked)
    if wanted and not found.law:
        raise WrongValueError("verdict", asked, ["a verdict together with subjects, such as subjects=kz"], "verdicts are about states")
    codes = code_list(library.store, "treaty-verdict")
    for one in wanted:
        if one not in codes:
            raise WrongValueError("verdict", one, codes)
    return [one for one in found.verdicts if not wanted or one.verdict in wanted]


def _page(library: Library, found: Treaties, verdicts: list[Verdict], data: dict[str, Any], asked: TreatiesAsked) -> dict[str, Any]:
    knowledge, lang = library.knowledge, asked.lang
    shown = {(one.subject.id, one.treaty_cell.measure.id) for one in verdicts}
    return {
        "asked": {"as_of": found.texts.as_of, "lang": lang},
        "form": asked.model_dump(),
        "groups": [(label, list(rows)) for label, rows in groupby(found.texts.measures, key=lambda measure: measure.group_label)],
        "cells": {(cell["measure"], cell["treaty"]): cell for cell in data["cells"]},
        "bindings": {(one["subject"], one["treaty"]): one for one in data["bindings"]},
        "verdicts": {(one["subject"], one["measure"], one["treaty"]): one for one in data["verdicts"]},
        "shown": shown,
        "counts": {
            one.id: Counter(each.verdict for each in verdicts if each.subject.id == one.id)
            for one in (found.law.subjects if found.law else [])
        },
        "labels": cell_labels(library, lang),
        "codes": code_list(library.store, "treaty-verdict", lang),
        "binding_codes": code_list(library.store, "binding", lang),
        "alone": receipt("/treaties", asked.effective() | {"subjects": "", "verdict": ""}),
        "every_state": [one for one in knowledge.subjects(lang).values() if "/" not in one.id],
        "every_measure": found.texts.codebook.measures.values(),
    }
