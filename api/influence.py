"""Who follows whom, and whether the dates allow it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.acts import date_spans
from api.answers import LibraryOf, answer, listing
from api.library import Library, days
from api.parameters import Paged, sift
from graph.chronology import COMMON_ANCESTOR, IMPOSSIBLE, POSSIBLE, UNDETERMINED, common_ancestors, known_from, passed, verdict
from graph.dates import Span, iso
from graph.errors import WrongValueError
from graph.terms import BASE

__all__ = ["router"]

router = APIRouter(tags=["influence"])
_VERDICTS = (POSSIBLE, IMPOSSIBLE, COMMON_ANCESTOR, UNDETERMINED)


class InfluenceAsked(Paged):
    """Parameters of the list of influences."""

    follower: str = Field("", description="Countries, acts or articles, joined by commas.")
    origin: str = Field("", description="Acts or articles, joined by commas.")
    measure: str = Field("", description="Slugs of the codebook, joined by commas.")
    degree: str = Field("", description="How close, joined by commas.")
    source: str = Field("", description="Keys of sources, joined by commas.")
    chronology: str = Field("", description=f"The verdict: {', '.join(_VERDICTS)}.")


@router.get("/influence", summary="Who follows whom, with chronology verdicts")
def influence(request: Request, library: LibraryOf, asked: Annotated[InfluenceAsked, Query()]) -> Response:
    """Claims that one act follows another; the verdict is computed from date statements, the claim is the source's."""
    if asked.chronology and asked.chronology not in _VERDICTS:
        raise WrongValueError("chronology", asked.chronology, _VERDICTS)
    items = sift(
        library, library.table("influences", "Influence", asked.lang),
        follower=asked.follower, origin=asked.origin, measure=asked.measure, degree=asked.degree, source=asked.source,
    )  # fmt: skip
    judged = []
    claims = [
        (_act(one["follower"]), _act(one["origin"])) for one in library.table("influences", "Influence") if one["degree"] != "diverges"
    ]
    for item in items:
        follower, origin = _passed(library, item["follower"]), known_from(date_spans(library, _act(item["origin"])))
        shared = common_ancestors(claims, _act(item["follower"]), _act(item["origin"]))
        found = verdict(follower, origin, shared)
        shown = {"common_ancestors": shared, "follower_passed": _written(follower), "origin_known": _written(origin)}
        if asked.chronology in ("", found):
            judged.append(item | {"chronology": found} | shown)
    return answer(request, listing("/influence", asked, judged, kind="influence"))


def _passed(library: Library, thing: str) -> Span | None:
    """When an act was passed; an article that has a first day of its own counts by that."""
    article = library.things("Provision").get(f"{BASE}provision/{thing}")
    return (days(article, "from") if article else None) or passed(date_spans(library, _act(thing)))


def _act(thing: str) -> str:
    return "/".join(thing.split("/")[:2])


def _written(span: Span | None) -> str | None:
    """The days as an EDTF interval, open at the start where no first day is known."""
    return f"{iso(span.earliest) if span.earliest else '..'}/{iso(span.latest)}" if span else None
