"""Claims that one text follows another, as items: what the table says of each, and what the dates say of every pair of wordings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from api.library import Item, Library
from api.parameters import Paged, several, sift
from graph.chronology import VERDICTS, overlap, written
from graph.errors import UnknownIdError, WrongValueError
from graph.influence import Influences, Judged, Pair

__all__ = ["InfluenceAsked", "claimed", "every_claim", "one_claim", "sifted"]


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
        items = _touching(library, items, wanted, *columns)
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


def every_claim(library: Library, lang: str = "en") -> list[Item]:
    """Every claim of the store, judged."""
    return library.keep(("claims", lang), lambda: _every_claim(library, lang))


def claimed(library: Library) -> Influences:
    """The claims of the store with what is needed to judge them."""
    return library.keep(("influences",), lambda: Influences(library.store))


def _every_claim(library: Library, lang: str) -> list[Item]:
    influences = claimed(library)
    judged = {claim.id: influences.judge(claim) for claim in influences.claims}
    return [item | _verdicts(judged[item["id"]]) for item in library.table("influences", "Influence", lang) if item["id"] in judged]


def _verdicts(judged: Judged) -> Item:
    meant = judged.meant
    return {
        "chronology": judged.verdict,
        "because": judged.because,
        "common_ancestors": list(meant.ancestors),
        "follower_passed": written(meant.follower.passed),
        "origin_known": written(meant.origin.known),
        "verdicts": judged.counts,
        "pairs": [_pair(pair) for pair in judged.pairs],
    }


def _pair(pair: Pair) -> Item:
    return {
        "follower_version": pair.follower.id,
        "origin_version": pair.origin.id,
        "follower_passed": written(pair.follower.passed),
        "origin_known": written(pair.origin.known),
        "verdict": pair.verdict,
        "meant": pair.meant,
        "because": pair.because,
    }


def _touching(library: Library, items: Iterable[Item], wanted: str, *columns: str) -> list[Item]:
    """The items that have, in one of the columns, one of the wanted countries, organisations, acts or articles, or a part of it.

    ``wanted`` joins them by commas; '' asks for all. Raises UnknownIdError for one that is not known.
    """
    asked = several(wanted)
    known = library.knowledge.subjects()
    owners = {one.partition("/")[0] for one in known}
    for one in asked:
        if one not in known and one not in owners:
            raise UnknownIdError("country, organisation, act or article", one, {*owners, *known})
    found = list(items)
    return [item for item in found if any(_inside(item[column], one) for column in columns for one in asked)] if asked else found


def _inside(thing: str, whole: str) -> bool:
    return len(thing) >= len(whole) and overlap(thing, whole)


def one_claim(library: Library, wanted: str, lang: str = "en") -> Item:
    """The claim with this id, judged; UnknownIdError, with ids that look like it, where there is none."""
    claims = {item["id"]: item for item in every_claim(library, lang)}
    if wanted.lower() not in claims:
        raise UnknownIdError("influence", wanted, claims)
    return claims[wanted.lower()]
