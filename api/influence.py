"""Who follows whom, and whether the dates allow it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.answers import Answer, LibraryOf, answer, listing, receipt
from api.following import every_claim, rows_of, touching
from api.library import Item, Library
from api.parameters import Asked, Paged, several, sift
from graph.chronology import VERDICTS
from graph.errors import UnknownIdError, WrongValueError
from graph.release import RELEASE
from graph.terms import BASE

__all__ = ["InfluenceAsked", "router", "sifted"]

router = APIRouter(tags=["influence"])


class InfluenceAsked(Paged):
    """Parameters of the list of influences."""

    follower: str = Field("", description="Countries, organisations, acts or articles that follow, joined by commas.")
    origin: str = Field("", description="Countries, organisations, acts or articles that are followed, joined by commas.")
    subjects: str = Field("", description="Countries, organisations, acts or articles on either side, joined by commas.")
    measure: str = Field("", description="Slugs of the codebook, joined by commas.")
    degree: str = Field("", description="How close, joined by commas.")
    basis: str = Field("", description="stated (by a source) or computed (from texts), joined by commas.")
    source: str = Field("", description="Keys of sources, joined by commas.")
    chronology: str = Field("", description=f"Verdicts of the dates, joined by commas: {', '.join(VERDICTS)}.")
    reviewed: Literal["", "yes", "no"] = Field("", description="yes: only claims that somebody reviewed; no: only those that nobody did.")


def sifted(library: Library, asked: InfluenceAsked) -> list[Item]:
    """The claims that are asked for, judged."""
    for one in several(asked.chronology):
        if one not in VERDICTS:
            raise WrongValueError("chronology", one, VERDICTS)
    items = every_claim(library, asked.lang)
    for wanted, columns in ((asked.follower, ("follower",)), (asked.origin, ("origin",)), (asked.subjects, ("follower", "origin"))):
        items = touching(library, items, wanted, *columns)
    codes = library.names()
    for name, scheme in (("degree", "influence-degree"), ("basis", "influence-basis")):
        known = sorted(one.rpartition("/")[2] for one in codes if one.startswith(f"code/{scheme}/"))
        for one in several(getattr(asked, name)):
            if one not in known:
                raise WrongValueError(name, one, known)
        items = [item for item in items if not getattr(asked, name) or item[name] in several(getattr(asked, name))]
    items = sift(library, items, measure=asked.measure, source=asked.source)
    return [
        item
        for item in items
        if (not asked.chronology or item["chronology"] in several(asked.chronology))
        and (not asked.reviewed or bool(item["reviewed_by"]) == (asked.reviewed == "yes"))
    ]


@router.get("/influence", summary="Who follows whom, with chronology verdicts")
def influence(request: Request, library: LibraryOf, asked: Annotated[InfluenceAsked, Query()]) -> Response:
    """Claims that one text follows another, stated by sources or computed, with the verdict of the dates on each pair of wordings."""
    items = sifted(library, asked)
    found = listing("/influence", asked, items, kind="influence", page="influence.html")
    files = {name: partial(_picture, library, items, found.receipt, asked.lang, name) for name in ("svg", "png")}
    context = found.context | {"codes": _codes(library, asked.lang)}
    return answer(request, replace(found, rows=rows_of(found.rows), files=files, context=context))


def _picture(library: Library, items: list[Item], here: str, lang: str, format_: str) -> bytes:
    from api.network import picture  # what draws is slow to import

    return picture(library, items, here, lang, format_)


@router.get("/influence/{claim}", summary="One claim that a text follows another")
def one(request: Request, library: LibraryOf, claim: str, asked: Annotated[Asked, Query()]) -> Response:
    """The claim with its evidence, and every pair of wordings with its dates and verdict."""
    claims = {item["id"]: item for item in every_claim(library, asked.lang)}
    if claim.lower() not in claims:
        raise UnknownIdError("influence", claim, claims)
    item = claims[claim.lower()]
    here = receipt(f"/influence/{item['id']}", asked.effective())
    evidence = library.evidence("Influence").get(f"{BASE}influence/{item['id']}", [])
    data = item | {"evidence": evidence, "release": RELEASE, "receipt": here}
    context: dict[str, Any] = {"asked": {"lang": asked.lang}, "codes": _codes(library, asked.lang)}
    return answer(request, Answer(data, here, "influence-claim.html", context, item["pairs"], [f"influence/{item['id']}"]))


def _codes(library: Library, lang: str) -> dict[str, dict[str, str]]:
    """The names of the codes of claims, by scheme."""
    names = library.names(lang)
    schemes = ("chronology", "influence-basis", "influence-degree", "influence-review")
    return {
        scheme: {path.rpartition("/")[2]: name for path, name in names.items() if path.startswith(f"code/{scheme}/")} for scheme in schemes
    }
