"""Claims that one text follows another, as items: what the table says of each, and what the dates say of every pair of wordings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from api.computed import NOT_COMPUTED, compared_texts, just_computed
from api.library import Item, Library
from api.parameters import Paged, several, sift
from graph.chronology import VERDICTS, overlap, written
from graph.errors import UnknownIdError, WrongValueError
from graph.influence import Influences, Judged, Pair

__all__ = ["InfluenceAsked", "claimed", "every_claim", "one_claim", "sifted"]


_NAMES = (
    "id follower origin degree basis measure reading follower_wording origin_wording "
    "reviewed_by reviewed_on review source part grade locator"
)
_FIELDS: Item = dict.fromkeys(_NAMES.split()) | NOT_COMPUTED


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
    compute: Literal["", "yes"] = Field("", description="yes: also claims computed now from the loaded texts, which are not kept.")
    reviewed: Literal["", "yes", "no"] = Field("", description="yes: only claims that somebody reviewed; no: only those that nobody did.")


def sifted(library: Library, asked: InfluenceAsked) -> list[Item]:
    """The claims that are asked for, judged."""
    for one in several(asked.chronology):
        if one not in VERDICTS:
            raise WrongValueError("chronology", one, VERDICTS)
    items = every_claim(library, asked.lang, compute=bool(asked.compute))
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


def every_claim(library: Library, lang: str = "en", *, compute: bool = False) -> list[Item]:
    """Every claim of the store, judged; with ``compute`` also those that its texts give and that nobody saved."""
    return library.keep(("claims", lang, str(compute)), lambda: _every_claim(library, lang, compute=compute))


def claimed(library: Library, *, compute: bool = False) -> Influences:
    """The claims of the store, with ``compute`` also those that its texts give, and what is needed to judge them."""
    more = [claim for claim, _ in just_computed(library)] if compute else []
    return library.keep(("influences", str(compute)), lambda: Influences(library.store, more))


def _every_claim(library: Library, lang: str, *, compute: bool) -> list[Item]:
    influences = claimed(library, compute=compute)
    judged = {claim.id: influences.judge(claim) for claim in influences.claims}
    said = [*library.table("influences", "Influence", lang), *((item for _, item in just_computed(library)) if compute else ())]
    texts = compared_texts(library)
    found = [_FIELDS | item | texts.get(item["id"], {}) | _verdicts(judged[item["id"]]) for item in said if item["id"] in judged]
    return sorted(found, key=lambda item: str(item["id"]))


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
    """The claim with this id, judged; UnknownIdError, with ids that look like it, where there is none.

    A claim that was computed now, and is not kept, is found by its id as long as the texts are the same.
    """
    claims = {item["id"]: item for item in every_claim(library, lang)}
    if wanted.lower() not in claims and wanted.lower().startswith("computed-"):
        claims = {item["id"]: item for item in every_claim(library, lang, compute=True)}
    if wanted.lower() not in claims:
        raise UnknownIdError("influence", wanted, claims)
    return claims[wanted.lower()]
