"""Country profiles as of a day."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.acts import instruments
from api.answers import Answer, LibraryOf, answer, listing, receipt
from api.formats.comparison import as_json
from api.library import Item, Library
from api.parameters import AsOf, Known, Paged, sift_known
from graph.comparison import Query as Comparing
from graph.comparison import compare
from graph.errors import UnknownIdError
from graph.release import RELEASE
from graph.rules import BEST_EVIDENCE

__all__ = ["router"]

router = APIRouter(tags=["jurisdictions"])


class JurisdictionAsked(AsOf, Known):
    """Parameters of a country profile."""

    rule: str = Field(BEST_EVIDENCE, description="best-evidence, source:KEY or source:KEY#part.")


def _items(library: Library, lang: str) -> dict[str, Item]:
    rows = library.table("jurisdictions", "Jurisdiction", lang)
    return {row["id"]: row for row in sorted(rows, key=lambda row: int(row["order"] or 999))}


@router.get("/jurisdictions", summary="The states that are compared")
def listed(request: Request, library: LibraryOf, asked: Annotated[Paged, Query()]) -> Response:
    """Every state, in the order of the table."""
    return answer(request, listing("/jurisdictions", asked, list(_items(library, asked.lang).values()), kind="jurisdiction"))


@router.get("/jurisdictions/{cc}", summary="Country profile as of a day")
def one(request: Request, library: LibraryOf, cc: str, asked: Annotated[JurisdictionAsked, Query()]) -> Response:
    """A state: its column of the table on the day, its acts, memberships, thresholds and listings."""
    known = _items(library, asked.lang)
    if cc.lower() not in known:
        raise UnknownIdError("jurisdiction", cc.lower(), known)
    state = cc.lower()
    found = compare(library.knowledge, Comparing((state,), (), asked.as_of, asked.known_by, asked.rule, lang=asked.lang))
    here = receipt(f"/jurisdictions/{state}", {"as_of": found.as_of} | asked.effective())

    def known_rows(table: str, class_: str, column: str) -> list[Item]:
        return sift_known(library, [row for row in library.table(table, class_) if row[column] == state], asked)[0]

    acts = [
        {name: act[name] for name in ("id", "label", "title", "type", "number")}
        for act in instruments(library, asked.lang).values()
        if act["id"].startswith(f"{state}/")
    ]
    data = known[state] | {
        "as_of": found.as_of,
        "known_by": found.known_by or None,
        "undated_sources_left_out": found.undated,
        "rule": asked.rule,
        "release": RELEASE,
        "receipt": here,
        "cells": as_json(found)["cells"],
        "instruments": acts,
        "participations": known_rows("participations", "Participation", "state"),
        "thresholds": known_rows("thresholds", "Threshold", "jurisdiction"),
        "listings": known_rows("listings", "Listing", "jurisdiction"),
    }
    things = [f"jurisdiction/{state}", *(f"finding/{one.id}" for one in library.knowledge.findings if one.subject == state)]
    return answer(request, Answer(data, here, "jurisdiction.html", {"asked": {"lang": asked.lang}}, data["cells"], things))
