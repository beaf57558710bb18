"""Where the data have an answer, and where not and why: so that a contributor sees where work is wanted."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import groupby
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.answers import Answer, LibraryOf, answer, receipt
from api.library import Item, Library
from api.parameters import AsOf, Known, day_asked, several
from graph.comparison import undated_sources
from graph.coverage import NOT_RESEARCHED, STATUSES, Coverage, coverage
from graph.dates import iso
from graph.knowledge import Knowledge
from graph.release import RELEASE

__all__ = ["covered", "router", "totals"]

router = APIRouter(tags=["comparison"])


class CoverageAsked(AsOf, Known):
    """Parameters of the coverage table; empty ones ask for everything."""

    subjects: str = Field("", description="Country codes, joined by commas.")
    measures: str = Field("", description="Slugs of the codebook, joined by commas.")
    status: Literal["", "answered", "unclear", "not-researched"] = Field("", description=f"Only these: {', '.join(STATUSES)}.")


def covered(found: list[Coverage]) -> list[Item]:
    """The coverage as every interface writes it, one row for a state and measure."""
    return [
        {
            "id": f"{one.subject}-{one.measure}",
            "subject": one.subject,
            "measure": one.measure,
            "status": one.status,
            "now": one.now,
            "findings": one.findings,
            "sources": one.sources,
            "best_grade": one.best_grade or None,
            "latest": one.latest or None,
            "reason": one.gap.reason if one.gap else None,
            "tried": one.gap.tried if one.gap else None,
            "consulted": list(one.gap.sources) if one.gap else [],
            "date": one.gap.date if one.gap else None,
        }
        for one in found
    ]


def totals(knowledge: Knowledge, found: list[Coverage], lang: str = "en") -> list[Item]:
    """How many measures are answered, unclear and not researched, by state."""
    labels = knowledge.subjects(lang)
    counts = {state: Counter(one.status for one in rows) for state, rows in groupby(found, key=lambda one: one.subject)}
    now = Counter(one.subject for one in found if one.now != NOT_RESEARCHED)
    return [
        {"subject": state, "label": labels[state].label} | {name: count[name] for name in STATUSES} | {"with_a_finding_today": now[state]}
        for state, count in counts.items()
    ]


@router.get("/coverage", summary="What is answered for each state, and what is not and why")
def table(request: Request, library: LibraryOf, asked: Annotated[CoverageAsked, Query()]) -> Response:
    """States against measures over all days: number of findings, best grade, last day; where there is none, what was tried."""
    today = day_asked(asked.as_of)
    found = coverage(
        library.knowledge,
        several(asked.subjects),
        several(asked.measures),
        asked.lang,
        today=date.fromisoformat(iso(today)),
        known_by=asked.known_day,
    )
    rows = [row for row in covered(found) if asked.status in ("", row["status"])]
    here = receipt("/coverage", {"as_of": iso(today)} | asked.effective())
    data = {
        "total": len(rows),
        "by_state": totals(library.knowledge, found, asked.lang),
        "items": rows,
        "as_of": iso(today),
        "known_by": asked.known_by or None,
        "undated_sources_left_out": undated_sources(library.knowledge) if asked.known_by else 0,
        "release": RELEASE,
        "receipt": here,
    }
    return answer(request, Answer(data, here, "coverage.html", rows=rows, in_page=lambda: _page(library, rows, asked)))


def _page(library: Library, rows: list[Item], asked: CoverageAsked) -> dict[str, Any]:
    measures = library.knowledge.codebook(asked.lang).measures
    shown = {row["measure"] for row in rows}
    reasons: dict[tuple[str, str, str], list[Item]] = {}
    for row in rows:
        if row["tried"]:
            reasons.setdefault((row["subject"], row["reason"], row["tried"]), []).append(row)
    return {
        "asked": {"lang": asked.lang},
        "form": asked.model_dump() | {"as_of": iso(day_asked(asked.as_of))},
        "statuses": STATUSES,
        "groups": [
            (label, list(group)) for label, group in groupby((m for m in measures.values() if m.id in shown), key=lambda m: m.group_label)
        ],
        "states": list(dict.fromkeys(row["subject"] for row in rows)),
        "cells": {(row["subject"], row["measure"]): row for row in rows},
        "reasons": reasons,
    }
