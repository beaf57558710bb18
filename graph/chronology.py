"""Can one text have followed another, as far as their dates tell, or do both follow a third?

The rules look at dates only, each a role and the days it may mean. Which dates a wording has is said by ``graph.history``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from graph.dates import ALWAYS, FOREVER, Span, iso

__all__ = [
    "COMMON_ANCESTOR",
    "IMPOSSIBLE",
    "POSSIBLE",
    "UNDETERMINED",
    "VERDICTS",
    "for_knowing",
    "for_passing",
    "known_from",
    "overlap",
    "passed",
    "verdict",
    "when",
    "wholes",
    "written",
]

COMMON_ANCESTOR = "common-ancestor"
IMPOSSIBLE, POSSIBLE, UNDETERMINED = "impossible", "possible", "undetermined"
VERDICTS = (POSSIBLE, IMPOSSIBLE, COMMON_ANCESTOR, UNDETERMINED)
_EFFECT = ("in-force", "effective")
_PASSED = (("passed", "adopted", "signed"), ("published",), _EFFECT)
_KNOWN = ("known", "passed", "adopted", "signed", "published")

Dated = TypeVar("Dated", bound=tuple[Any, ...])
"""A role, the days that the date may mean, and whatever else the caller keeps with them."""


def for_passing(dates: Iterable[Dated]) -> list[Dated]:
    """The dates that say when an act was passed: votes and signatures, else its publication, else its coming into force.

    A coarse date that holds a finer one is no other opinion and is left out: "1998" beside 1998-07-10.
    """
    by_role = _by_role(dates)
    for roles in _PASSED:
        if found := [one for role in roles for one in by_role.get(role, ())]:
            return _finest(found)
    return []


def for_knowing(dates: Iterable[Dated]) -> list[Dated]:
    """The dates that say when an act, or a draft of it, was known; its coming into force only where there is no other."""
    by_role = _by_role(dates)
    found = [one for role in _KNOWN for one in _finest(by_role.get(role, []))]
    return found or _finest([one for role in _EFFECT for one in by_role.get(role, ())])


def passed(dates: Iterable[Dated]) -> Span | None:
    """The days on which an act may have been passed, by all its date statements (role, days); None where none tells."""
    found = [days for _, days, *_ in for_passing(dates)]
    return _union(found) if found else None


def known_from(dates: Iterable[Dated]) -> Span | None:
    """The days on which an act, or its draft, may have become known: from the earliest, at the latest by the second.

    "Known" says that it was there by that day at the latest, so alone it gives no earliest day.
    """
    by_role = _by_role(for_knowing(dates))
    if not by_role:
        return None
    unions = [_union([days for _, days, *_ in found]) for found in by_role.values()]
    earliest = ALWAYS if set(by_role) == {"known"} else min(one.earliest for one in unions)
    return Span(earliest, min(one.latest for one in unions))


def verdict(follower: Span | None, origin: Span | None, ancestors: Iterable[str] = ()) -> str:
    """What the days on which a follower was passed and its origin became known, and third texts that both follow, allow to say.

    ``impossible``: the follower is older. ``common-ancestor``: it is not, but both follow one of ``ancestors``, so that what they
    share may come from there. ``possible``: the follower is surely the younger. ``undetermined``: the days do not tell.
    """
    if follower and origin and follower.latest < origin.earliest:
        return IMPOSSIBLE
    if any(True for _ in ancestors):
        return COMMON_ANCESTOR
    return POSSIBLE if follower and origin and follower.earliest >= origin.latest else UNDETERMINED


def overlap(one: str, other: str) -> bool:
    """Whether of two acts or articles, by their short ids, one is the other or a part of it."""
    short, long = sorted((one, other), key=len)
    return long == short or long.startswith((short + "/", short + "("))


def wholes(thing: str) -> Iterator[str]:
    """A thing by its short id and what it is a part of, up to its act: ``kz/law/32(1)``, ``kz/law/32``, ``kz/law``."""
    yield thing
    for at in range(len(thing) - 1, 0, -1):
        if thing[at] in "/(" and "/" in thing[:at]:
            yield thing[:at]


def when(days: Span | None) -> str:
    """The days in words: ``on 1998-07-10``, ``by 2008-10-31``, ``between 2006-01-01 and 2006-12-31``."""
    if days is None:
        return "on a day nobody gives"
    if days.earliest == days.latest:
        return f"on {iso(days.earliest)}"
    if days.latest == FOREVER:
        return f"on {iso(days.earliest)} or later" if days.earliest != ALWAYS else "on a day nobody gives"
    return f"by {iso(days.latest)}" if days.earliest == ALWAYS else f"between {iso(days.earliest)} and {iso(days.latest)}"


def written(days: Span | None) -> str | None:
    """The days as an EDTF interval, open where a first or last day is not known.

    Source: Extended Date/Time Format (EDTF), Library of Congress 2019, level 1, extended interval.
    """
    if days is None:
        return None
    first = ".." if days.earliest == ALWAYS else iso(days.earliest)
    return f"{first}/{'..' if days.latest == FOREVER else iso(days.latest)}"


def _by_role(dates: Iterable[Dated]) -> dict[str, list[Dated]]:
    found: dict[str, list[Dated]] = defaultdict(list)
    for one in dates:
        found[one[0]].append(one)
    return found


def _finest(dates: list[Dated]) -> list[Dated]:
    spans = {one[1] for one in dates}
    return [one for one in dates if not any(two != one[1] and _within(two, one[1]) for two in spans)]


def _within(inner: Span, outer: Span) -> bool:
    return outer.earliest <= inner.earliest and inner.latest <= outer.latest


def _union(spans: list[Span]) -> Span:
    return Span(min(span.earliest for span in spans), max(span.latest for span in spans))
