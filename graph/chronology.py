"""Can one act have followed another, as far as their dates tell, or do both follow a third?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graph.dates import ALWAYS, Span

__all__ = ["COMMON_ANCESTOR", "IMPOSSIBLE", "POSSIBLE", "UNDETERMINED", "common_ancestors", "known_from", "passed", "verdict"]

COMMON_ANCESTOR = "common-ancestor"
IMPOSSIBLE, POSSIBLE, UNDETERMINED = "impossible", "possible", "undetermined"
_PASSED = (("passed", "adopted", "signed"), ("published",), ("in-force", "effective"))
_KNOWN = ("known", "passed", "adopted", "signed", "published")

Dated = Iterable[tuple[str, Span]]


def passed(dates: Dated) -> Span | None:
    """The days on which an act may have been passed, by all its date statements (role, days); None where none tells."""
    by_role = _by_role(dates)
    for roles in _PASSED:
        if spans := [span for role in roles for span in by_role.get(role, ())]:
            return _union(spans)
    return None


def known_from(dates: Dated) -> Span | None:
    """The days on which an act, or its draft, may have become known: from the earliest, at the latest by the second.

    "Known" says that it was there by that day at the latest, so alone it gives no earliest day.
    """
    by_role = _by_role(dates)
    unions = {role: _union(by_role[role]) for role in _KNOWN if role in by_role}
    if not unions:
        return None
    earliest = min(one.earliest for one in unions.values()) if set(unions) != {"known"} else ALWAYS
    return Span(earliest, min(one.latest for one in unions.values()))


def verdict(follower: Span | None, origin: Span | None, ancestors: Iterable[str] = ()) -> str:
    """``impossible`` where the follower was passed before the origin was known, ``possible`` where surely after it.

    Where the dates do not tell, ``common-ancestor`` if both are said to follow one of ``ancestors``, else ``undetermined``.
    """
    if follower and origin and follower.latest < origin.earliest:
        return IMPOSSIBLE
    if follower and origin and follower.earliest >= origin.latest:
        return POSSIBLE
    return COMMON_ANCESTOR if any(True for _ in ancestors) else UNDETERMINED


def common_ancestors(claims: Iterable[tuple[str, str]], follower: str, origin: str) -> list[str]:
    """The texts that both are said to follow, of claims (follower, origin) by act."""
    followed: dict[str, set[str]] = defaultdict(set)
    for one, other in claims:
        followed[one].add(other)
    return sorted((followed[follower] & followed[origin]) - {follower, origin})


def _by_role(dates: Dated) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = defaultdict(list)
    for role, days in dates:
        found[role].append(days)
    return found


def _union(spans: list[Span]) -> Span:
    return Span(min(span.earliest for span in spans), max(span.latest for span in spans))
