"""Claims that one text follows another, as items: what the table says of each, and what the dates say of every pair of wordings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from api.library import Item, Library
from api.parameters import several
from graph.chronology import overlap, written
from graph.errors import UnknownIdError
from graph.influence import Influences, Judged, Pair

__all__ = ["claimed", "every_claim", "rows_of", "touching"]


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


def touching(library: Library, items: Iterable[Item], wanted: str, *columns: str) -> list[Item]:
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


def rows_of(items: Iterable[Item]) -> list[Item]:
    """The items for a table of text: each pair of wordings and its verdict in a few words, ids by themselves."""
    return [item | {"verdicts": _counted(item["verdicts"]), "pairs": [_told(pair) for pair in item["pairs"]]} for item in items]


def _counted(verdicts: dict[str, int]) -> str:
    return "; ".join(f"{verdict} {count}" for verdict, count in verdicts.items())


def _told(pair: dict[str, Any]) -> str:
    return f"{pair['follower_version']} <- {pair['origin_version']}: {pair['verdict']}"
