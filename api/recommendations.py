"""Who asked whom for what, and where each addressee stands on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request, Response
from fastapi import Query as Asks
from pydantic import Field

from api.answers import Answer, LibraryOf, answer, listing
from api.formats.recommendations import as_rows, standing_as_json
from api.labels import cell_labels
from api.library import Item, Library
from api.parameters import Paged, day_asked, several, sift
from api.positions import forms, held_by, made_and_known
from graph.codes import code_list
from graph.comparison import Query, a_day
from graph.dates import iso
from graph.errors import UnknownIdError, WrongValueError
from graph.findings import Finding
from graph.recommendations import Asked, Standings, standings
from graph.release import RELEASE
from graph.rules import BEST_EVIDENCE

__all__ = ["RecommendationsAsked", "recommendation_answer", "router"]

router = APIRouter(tags=["comparison"])
_MANY = "joined by commas"


class RecommendationsAsked(Paged):
    """Parameters of the list of recommendations and other positions."""

    addressee: str = Field("", description=f"Whom it reaches on the day, as a state or through a group, {_MANY}: kz.")
    by: str = Field("", description=f"Who asks: ids, or a part of a name or office, {_MANY}: unodc.")
    measure: str = Field("", description=f"Slugs of the codebook, {_MANY}.")
    standing: str = Field("", description=f"Where an addressee stands, {_MANY}: met, partly, not-met, contrary, silent, disputed, no-data.")
    kind: str = Field("", description=f"Kinds of position, {_MANY}: recommendation, proposal, statement, plan, commitment.")
    as_of: str = Field("", description="The day for which it is asked where addressees stand; absent, today.")
    made: Literal["by-then", "any"] = Field("by-then", description="by-then leaves out what was asked after the day; any keeps it.")
    known_by: str = Field("", description="A day: leaves out sources published after it.")
    rule: str = Field(BEST_EVIDENCE, description="best-evidence, source:KEY or source:KEY#part.")
    organisations: str = Field("", description=f"Who holds the position, as it is recorded, {_MANY}.")
    addressees: str = Field("", description=f"To whom it is addressed, as it is recorded, {_MANY}.")
    source: str = Field("", description=f"Keys of sources, {_MANY}.")


@router.get("/recommendations", summary="What was recommended or said, and where each addressee stands")
def recommendations(request: Request, library: LibraryOf, asked: Annotated[RecommendationsAsked, Asks()]) -> Response:
    """Positions; where one wants an answer, what the law or practice of each addressee says on the day."""
    return answer(request, recommendation_answer(library, asked))


def recommendation_answer(library: Library, asked: RecommendationsAsked) -> Answer:
    """The answer to a question about recommendations. Raises WrongValueError or UnknownIdError for what cannot be asked."""
    day, known_by = day_asked(asked.as_of), a_day("known_by", asked.known_by) if asked.known_by else None
    as_of = iso(day)
    codes = code_list(library.store, "standing", asked.lang)
    for one in several(asked.standing):
        if one not in codes:
            raise WrongValueError("standing", one, codes)
    every = library.table("positions", "Position", asked.lang)
    wanted = asked.model_dump(include={"kind", "measure", "organisations", "addressees", "source"})
    items = held_by(sift(library, every, **wanted), asked.by, every)
    items, left_out, undated = made_and_known(library, items, day, known_by, made_later=asked.made == "any")
    query = Query(as_of=as_of, known_by=asked.known_by, rule=asked.rule, lang=asked.lang)
    found = standings(
        library.knowledge, [Asked(one["id"], one["addressees"], one["measure"] or "", one["wanted"] or "") for one in items], query
    )
    shown = _chosen(library, items, found, asked, every)
    ends: dict[str, Any] = {"as_of": as_of, "known_by": asked.known_by or None, "rule": asked.rule}
    facts: dict[str, Any] = {"left_out": left_out, "undated_sources_left_out": len(undated | found.undated) if asked.known_by else 0}
    made = listing("/recommendations", asked, shown, page="recommendations.html", **ends, **facts)
    rows = as_rows(made.data["items"], ends | {"release": RELEASE})
    return replace(made, rows=rows, context=made.context | {"codes": codes}, in_page=lambda: _page(library, asked, as_of))


def _page(library: Library, asked: RecommendationsAsked, as_of: str) -> dict[str, Any]:
    lang, knowledge = asked.lang, library.knowledge
    titles = {f"source/{key}": title for key, title in knowledge.sources.items()}
    return {
        "form": asked.model_dump() | {"as_of": as_of},
        "kinds": code_list(library.store, "position-kind", lang),
        "bindings": code_list(library.store, "binding", lang),
        "reasons": {name: label for name, (_, label) in cell_labels(library, lang).items()},
        "called": titles | library.names("en") | library.names(lang),
        "places": {"jurisdiction": "/jurisdictions/", "instrument": "/instruments/", "source": "/sources/"},
        "every_state": [one for one in knowledge.subjects(lang).values() if "/" not in one.id],
        "every_measure": knowledge.codebook(lang).measures.values(),
    }


def _chosen(library: Library, items: list[Item], found: Standings, asked: RecommendationsAsked, every: list[Item]) -> list[Item]:
    """The items with their standings, as far as addressee and standing were asked for."""
    states = {one for one in library.knowledge.subjects() if "/" not in one}
    addressees, wanted = several(asked.addressee), several(asked.standing)
    known = states.union(*(forms(path) for item in every for path in item["addressees"]), *(forms(f"jurisdiction/{one}") for one in states))
    for one in addressees:
        if one not in known:
            raise UnknownIdError("addressee", one, known)
    citations = library.knowledge.citations
    write = cache(Finding.as_dict)
    shown = []
    for item in items:
        reached = {form for one in found.reached[item["id"]] for form in forms(f"jurisdiction/{one.state}")}
        named = {form for path in item["addressees"] for form in forms(path)}
        if addressees and not (reached | named) & set(addressees):
            continue
        stands = [
            one
            for one in found.standings[item["id"]]
            if (not addressees or _is_one_of(one.addressee, addressees)) and (not wanted or one.standing in wanted)
        ]
        if stands or not wanted:
            written_stands = [standing_as_json(one, citations, write) for one in stands]
            reaches = [one.state for one in found.reached[item["id"]]]
            shown.append(item | {"reaches": reaches, "stands": written_stands, "without_standing": _without(item, bool(stands))})
    return shown


def _is_one_of(addressee: str, wanted: Iterable[str]) -> bool:
    return bool(forms(addressee if "/" in addressee else f"jurisdiction/{addressee}") & set(wanted))


def _without(item: Item, stands: bool) -> str | None:
    """Why nobody has a standing, in a word; None where somebody has."""
    if stands:
        return None
    missing: list[tuple[str, Any]] = [
        ("no-measure", item["measure"]),
        ("no-wanted-answer", item["wanted"]),
        ("no-addressee", item["addressees"]),
    ]
    return next((name for name, value in missing if not value), "no-known-member")
