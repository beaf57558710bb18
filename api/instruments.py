"""Acts, with what the sources say of their dates, their wordings and provisions."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.acts import date_statements, in_force, instruments, provisions, versions
from api.answers import Answer, LibraryOf, answer, listing, receipt
from api.library import Item
from api.parameters import AsOf, Paged, day_asked, sift
from graph.dates import iso
from graph.errors import UnknownIdError
from graph.release import RELEASE

__all__ = ["router"]

router = APIRouter(tags=["instruments"])


class InstrumentsAsked(Paged):
    """Parameters of the list of acts."""

    jurisdiction: str = Field("", description="Country codes, joined by commas.")
    type: str = Field("", description="Types of act, joined by commas.")


@router.get("/instruments", summary="Acts")
def listed(request: Request, library: LibraryOf, asked: Annotated[InstrumentsAsked, Query()]) -> Response:
    """Every act: statutes, codes, treaties, model laws, strategies."""
    items = sift(library, list(instruments(library, asked.lang).values()), jurisdiction=asked.jurisdiction, type=asked.type)
    items = [{name: value for name, value in item.items() if name not in ("titles", "cites")} for item in items]
    return answer(request, listing("/instruments", asked, items, kind="instrument"))


@router.get("/instruments/{owner}/{slug}", summary="One act, with dates, versions and provisions")
def one(request: Request, library: LibraryOf, owner: str, slug: str, asked: Annotated[AsOf, Query()]) -> Response:
    """An act; each of its provisions says whether it was in force on the day."""
    wanted = f"{owner}/{slug}".lower()
    known = instruments(library, asked.lang)
    if wanted not in known:
        raise UnknownIdError("instrument", wanted, known)
    day = day_asked(asked.as_of)
    dates = date_statements(library).get(f"instrument/{wanted}", [])
    own = [
        item | {"in_force": in_force(library, item, day)}
        for item in provisions(library, asked.lang).values()
        if item["instrument"] == wanted
    ]
    here = receipt(f"/instruments/{wanted}", asked.effective() | {"as_of": iso(day)})
    amendments = [row for row in library.table("amendments", "Amendment") if row["of"] == wanted or row["by"] == wanted]
    data = known[wanted] | {
        "as_of": iso(day),
        "release": RELEASE,
        "receipt": here,
        "dates": dates,
        "disputed": _disputed(dates),
        "versions": versions(library, wanted),
        "provisions": sorted(own, key=_order),
        "amendments": sorted(amendments, key=lambda row: str(row["date"])),
    }
    things = [f"instrument/{wanted}", *(f"provision/{item['id']}" for item in own)]
    return answer(request, Answer(data, here, "instrument.html", {"asked": {"lang": asked.lang}}, data["provisions"], things))


def _disputed(dates: list[Item]) -> list[str]:
    """The roles for which two statements have no day in common."""
    by_role: dict[str, list[Item]] = defaultdict(list)
    for row in dates:
        if row["earliest"]:
            by_role[row["role"]].append(row)
    return sorted(role for role, rows in by_role.items() if max(r["earliest"] for r in rows) > min(r["latest"] for r in rows))


def _order(item: Item) -> tuple[list[tuple[int, str]], str]:
    number = str(item["number"] or "")
    parts = "".join(sign if sign.isalnum() else " " for sign in number).split()
    return [(int(part), "") if part.isdecimal() else (10**9, part) for part in parts], str(item["id"])
