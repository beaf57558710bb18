"""The tables that are lists and nothing more: events, observations, thresholds."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.answers import LibraryOf, answer, listing
from api.library import Item, Library
from api.numbers import changed_numbers
from api.parameters import Known, Paged, sift, sift_known
from graph.comparison import a_day
from graph.dates import DateError, interval

__all__ = ["router"]

router = APIRouter(tags=["tables"])
_MANY = "joined by commas"


class EventsAsked(Paged, Known):
    """Parameters of the list of events."""

    kind: str = Field("", description=f"Kinds of event, {_MANY}.")
    listed_under: str = Field("", description=f"Jurisdictions the source lists it under, {_MANY}.")
    organisers: str = Field("", description=f"Organisations, {_MANY}.")
    participants: str = Field("", description=f"Organisations or states, {_MANY}.")
    place: str = Field("", description=f"Places, {_MANY}.")
    about: str = Field("", description=f"Acts, organisations, events, {_MANY}.")
    measures: str = Field("", description=f"Slugs of the codebook, {_MANY}.")
    source: str = Field("", description=f"Keys of sources, {_MANY}.")
    from_: str = Field("", alias="from", description="First day; undated events are left out.")
    to: str = Field("", description="Last day; undated events are left out.")


class ObservationsAsked(Paged, Known):
    """Parameters of the list of observations."""

    area: str = Field("", description=f"Places and states, {_MANY}.")
    indicator: str = Field("", description=f"Indicators, {_MANY}.")
    unit: str = Field("", description=f"Units, {_MANY}.")
    revision: str = Field("", description=f"Days on which exports were last updated, {_MANY}.")
    source: str = Field("", description=f"Keys of sources, {_MANY}.")


class RevisionsAsked(Paged):
    """Parameters of the list of numbers that a later revision changed."""

    series: str = Field("", description=f"Series of exports, {_MANY}.")
    area: str = Field("", description=f"Places and states, {_MANY}.")
    indicator: str = Field("", description=f"Indicators, {_MANY}.")


class ThresholdsAsked(Paged, Known):
    """Parameters of the list of thresholds."""

    jurisdiction: str = Field("", description=f"Country codes, {_MANY}.")
    substance: str = Field("", description=f"Substances, {_MANY}.")
    class_: str = Field("", alias="class", description=f"Classes of amount, {_MANY}.")
    source: str = Field("", description=f"Keys of sources, {_MANY}.")


def _sifted(library: Library, items: list[Item], asked: Paged) -> list[Item]:
    wanted = asked.model_dump(by_alias=True, exclude={"lang", "limit", "offset", "known_by", "from_", "to"})
    return sift(library, items, **wanted)


@router.get("/events", summary="What happened")
def events(request: Request, library: LibraryOf, asked: Annotated[EventsAsked, Query()]) -> Response:
    """Events that the sources report, those with a date first, in their order."""
    items = _sifted(library, library.table("events", "Event", asked.lang), asked)
    if asked.from_ or asked.to:
        first = a_day("from", asked.from_) if asked.from_ else 0
        last = a_day("to", asked.to) if asked.to else 99991231
        items = [item for item in items if item["date"] and _meets(item["date"], first, last)]
    items = sorted(items, key=lambda item: (item["date"] is None, str(item["date"]).lstrip("["), item["id"]))
    items, said = sift_known(library, items, asked)
    return answer(request, listing("/events", asked, items, kind="event", **said))


def _meets(date: str, first: int, last: int) -> bool:
    try:
        days = interval(date)
    except DateError:
        return False
    return days.earliest <= last and days.latest >= first


@router.get("/observations", summary="Numbers that the sources give")
def observations(request: Request, library: LibraryOf, asked: Annotated[ObservationsAsked, Query()]) -> Response:
    """Numbers with their area, period, unit and who said them."""
    items = _sifted(library, library.table("observations", "Observation", asked.lang), asked)
    items, said = sift_known(library, items, asked)
    return answer(request, listing("/observations", asked, items, kind="observation", **said))


@router.get("/observations/revisions", summary="Numbers that a later revision of an export changed")
def revisions(request: Request, library: LibraryOf, asked: Annotated[RevisionsAsked, Query()]) -> Response:
    """What each revision of a series of exports says otherwise than the one before it."""
    items = _sifted(library, changed_numbers(library), asked)
    return answer(request, listing("/observations/revisions", asked, items))


@router.get("/thresholds", summary="Amounts from which liability changes")
def thresholds(request: Request, library: LibraryOf, asked: Annotated[ThresholdsAsked, Query()]) -> Response:
    """Threshold amounts of substances."""
    items = _sifted(library, library.table("thresholds", "Threshold", asked.lang), asked)
    items, said = sift_known(library, items, asked)
    return answer(request, listing("/thresholds", asked, items, kind="threshold", **said))
