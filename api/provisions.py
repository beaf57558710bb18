"""Provisions of all acts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.acts import in_force, provisions
from api.answers import LibraryOf, answer, listing
from api.library import Item
from api.parameters import Paged, day_asked, known_ids, sift
from graph.dates import iso

__all__ = ["router"]

router = APIRouter(tags=["provisions"])


class ProvisionsAsked(Paged):
    """Parameters of the list of provisions."""

    measure: str = Field("", description="Slugs of the codebook, joined by commas.")
    subject: str = Field("", description="Countries or owners, acts, or articles, joined by commas: kz,ru/drug-law-1998.")
    modality: str = Field("", description="requires, permits, prohibits ..., joined by commas.")
    addressees: str = Field("", description="To whom it speaks: user, police, court ..., joined by commas.")
    as_of: str = Field("", description="A day such as 2008-10-31; absent, today. Those not in force then are left out.")
    q: str = Field("", description="A word or words of the summary or number.")


@router.get("/provisions", summary="Articles of acts, by measure, subject, modality, day and words")
def listed(request: Request, library: LibraryOf, asked: Annotated[ProvisionsAsked, Query()]) -> Response:
    """Provisions that were, or may have been, in force on the day."""
    day = day_asked(asked.as_of)
    items = list(provisions(library, asked.lang).values())
    if asked.subject:
        owners = {item["id"].partition("/")[0] for item in items}
        wanted = known_ids("subject", asked.subject, owners | set(library.knowledge.subjects()))
        items = [item for item in items if any(f"{item['id']}/".startswith(f"{one}/") for one in wanted)]
    if asked.measure:
        chosen = set(known_ids("measure", asked.measure, library.knowledge.codebook().measures))
        items = [item for item in items if chosen & set(item["measures"])]
    every = list(provisions(library, asked.lang).values())
    if asked.modality or asked.addressees:
        ids = {item["id"] for item in sift(library, every, modality=asked.modality, addressees=asked.addressees)}
        items = [item for item in items if item["id"] in ids]
    words = asked.q.casefold().split()
    items = [item for item in items if all(word in _text(item) for word in words)]
    items = [item | {"in_force": force} for item in items if (force := in_force(library, item, day)) != "no"]
    return answer(request, listing("/provisions", asked, items, kind="provision", as_of=iso(day)))


def _text(item: Item) -> str:
    return f"{item['id']} {item['printed']} {item['summary']}".casefold()
