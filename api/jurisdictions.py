"""Country profiles as of a day."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.acts import instruments
from api.answers import Answer, LibraryOf, answer, listing, receipt
from api.formats.comparison import as_json
from api.library import Item, Library
from api.parameters import AsOf, Paged
from graph.comparison import Query as Comparing
from graph.comparison import compare
from graph.errors import UnknownIdError
from graph.release import RELEASE

__all__ = ["router"]

router = APIRouter(tags=["jurisdictions"])


def _items(library: Library, lang: str) -> dict[str, Item]:
    rows = library.table("jurisdictions", "Jurisdiction", lang)
    return {row["id"]: row for row in sorted(rows, key=lambda row: int(row["order"] or 999))}


@router.get("/jurisdictions", summary="The states that are compared")
def listed(request: Request, library: LibraryOf, asked: Annotated[Paged, Query()]) -> Response:
    """Every state, in the order of the table."""
    return answer(request, listing("/jurisdictions", asked, list(_items(library, asked.lang).values()), kind="jurisdiction"))


@router.get("/jurisdictions/{cc}", summary="Country profile as of a day")
def one(request: Request, library: LibraryOf, cc: str, asked: Annotated[AsOf, Query()]) -> Response:
    """A state: its column of the table on the day, its acts, memberships, thresholds and listings."""
    known = _items(library, asked.lang)
    if cc.lower() not in known:
        raise UnknownIdError("jurisdiction", cc.lower(), known)
    state = cc.lower()
    found = compare(library.knowledge, Comparing((state,), (), asked.as_of, lang=asked.lang))
    here = receipt(f"/jurisdictions/{state}", asked.effective() | {"as_of": found.as_of})
    acts = [
        {name: act[name] for name in ("id", "label", "title", "type", "number")}
        for act in instruments(library, asked.lang).values()
        if act["id"].startswith(f"{state}/")
    ]
    data = known[state] | {
        "as_of": found.as_of,
        "release": RELEASE,
        "receipt": here,
        "cells": as_json(found)["cells"],
        "instruments": acts,
        "participations": [row for row in library.table("participations", "Participation") if row["state"] == state],
        "thresholds": [row for row in library.table("thresholds", "Threshold") if row["jurisdiction"] == state],
        "listings": [row for row in library.table("listings", "Listing") if row["jurisdiction"] == state],
    }
    things = [f"jurisdiction/{state}", *(f"finding/{one.id}" for one in library.knowledge.findings if one.subject == state)]
    return answer(request, Answer(data, here, "jurisdiction.html", {"asked": {"lang": asked.lang}}, data["cells"], things))
