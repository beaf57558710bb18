"""Who follows whom, and whether the dates allow it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api.answers import Answer, LibraryOf, answer, listing, receipt
from api.following import InfluenceAsked, claimed, one_claim, sifted
from api.formats.influence import rows_of
from api.library import Item, Library
from api.parameters import Asked
from graph.release import RELEASE
from graph.terms import BASE

__all__ = ["router"]

router = APIRouter(tags=["influence"])


@router.get("/influence", summary="Who follows whom, with chronology verdicts")
def influence(request: Request, library: LibraryOf, asked: Annotated[InfluenceAsked, Query()]) -> Response:
    """Claims that one text follows another, stated by sources or computed, with the verdict of the dates on each pair of wordings."""
    items = sifted(library, asked)
    found = listing("/influence", asked, items, kind="influence", page="influence.html")
    files = {name: partial(_picture, library, items, found.receipt, asked, name) for name in ("svg", "png")}
    context = found.context | {"codes": _codes(library, asked.lang)}
    return answer(request, replace(found, rows=rows_of(found.rows), files=files, context=context))


def _picture(library: Library, items: list[Item], here: str, asked: InfluenceAsked, format_: str) -> bytes:
    from api.network import picture  # what draws is slow to import

    return picture(library, claimed(library, compute=bool(asked.compute)), items, here, asked.lang, format_)


@router.get("/influence/{claim}", summary="One claim that a text follows another")
def one(request: Request, library: LibraryOf, claim: str, asked: Annotated[Asked, Query()]) -> Response:
    """The claim with its evidence, and every pair of wordings with its dates and verdict."""
    item = one_claim(library, claim, asked.lang)
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
