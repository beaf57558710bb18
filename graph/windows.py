"""When a finding applies: the days between which it is certain, possible or carried.

A window is computed once, when the data are loaded, and stands in the graph as integer days; ``comparison.rq`` and
``graph.comparison`` both read it from there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from graph.dates import ALWAYS, FOREVER, Span, span

__all__ = ["OPEN", "Window", "lateness", "window"]

OPEN = ".."
_NEVER = Span(FOREVER, ALWAYS)


class Window(NamedTuple):
    """Start and attested end of a finding, and the last day it may be carried to (ALWAYS: not carried).

    ``observed`` is the latest day the source speaks for: carrying begins after it.
    """

    start: Span
    end: Span
    carry_until: int
    observed: int

    def certainty(self, day: int) -> str:
        """``certain``, ``possible`` or ``carried`` on a day, or '' where the finding does not apply."""
        if self.start.latest <= day <= self.end.earliest:
            return "certain"
        if self.start.earliest <= day <= self.end.latest:
            return "possible"
        if self.observed < day <= self.carry_until and day >= self.start.earliest:
            return "carried"
        return ""


def window(from_: str, until: str, observed: str, in_force: Iterable[tuple[Span | None, Span | None]] = ()) -> Window:
    """The window of a finding from its three dates as written ('' where there is none).

    ``in_force`` holds, for each provision the finding rests on, its first and last day in force (None: not known);
    the window is clipped to all of them. A finding that has no day at all never applies.
    """
    seen = span(observed) if observed else None
    known_end = until not in ("", OPEN)
    start = Span(ALWAYS, ALWAYS) if from_ == OPEN else span(from_) if from_ else seen or _NEVER
    end = span(until) if known_end else seen or Span(ALWAYS, ALWAYS)
    carry = FOREVER if seen and not known_end else ALWAYS
    for first, last in in_force:
        if first:
            start = Span(max(start.earliest, first.earliest), max(start.latest, first.latest))
        if last:
            end = Span(min(end.earliest, last.earliest), min(end.latest, last.latest))
            carry = min(carry, last.latest)
    return Window(start, end, carry, seen.latest if seen else ALWAYS)


def lateness(from_: str, until: str, observed: str) -> int:
    """The day by which two findings of one source are put in order: the latest day either speaks for."""
    text = observed or (until if until != OPEN else "") or (from_ if from_ != OPEN else "")
    return span(text).latest if text else ALWAYS
