"""An axis of time on which the years with much in them are wider than the others."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date

from graph.dates import ALWAYS, FOREVER, Span, iso

__all__ = ["TimeAxis", "placed"]

_STRETCH, _YEAR = 0.6, 34
"""How far the rank of a day and not its date places it; pixels between named years."""


class TimeAxis:
    """Days from the left to the right of a drawing, given in pixels; ``days`` are those that things of the drawing are dated by."""

    def __init__(self, days: Iterable[Span | None], left: float, right: float) -> None:
        self.left, self.right = left, right
        known = {day for span in days if span for day in span if day not in (ALWAYS, FOREVER)} or {20000101}
        self.first, self.last = min(known) // 10000, max(known) // 10000 + 1
        self._days = sorted({self.first * 10000 + 101, *known, self.last * 10000 + 101})
        self._places = [self._place(rank, day) for rank, day in enumerate(self._days)]

    def _place(self, rank: int, day: int) -> float:
        share = _STRETCH * rank / (len(self._days) - 1)
        share += (1 - _STRETCH) * (_years(day) - self.first) / (self.last - self.first)
        return self.left + (self.right - self.left) * share

    def across(self, day: int) -> float:
        """Where a day stands; outside of the axis, at its end."""
        if day <= self._days[0] or day >= self._days[-1]:
            return self.left if day <= self._days[0] else self.right
        at = bisect_right(self._days, day)
        (first, last), (left, right) = self._days[at - 1 : at + 1], self._places[at - 1 : at + 1]
        return left + (right - left) * (_years(day) - _years(first)) / (_years(last) - _years(first))

    def point(self, days: Span | None) -> float:
        """Where what is dated by some days stands; at the right where no day is known."""
        return self.across(placed(days))

    @property
    def years(self) -> Iterator[tuple[int, float]]:
        """The years that can be named, with their places: round ones first, as many as can be read beside each other."""
        taken: list[float] = []
        every = range(self.first, self.last + 1)
        for year in sorted(every, key=lambda year: next(rank for rank, step in enumerate((50, 10, 5, 2, 1)) if year % step == 0)):
            x = self.across(year * 10000 + 101)
            if all(abs(x - other) > _YEAR for other in taken):
                taken.append(x)
                yield year, x


def placed(days: Span | None) -> int:
    """The day by which something is placed: the earliest, the latest where no first day is known."""
    if days is None:
        return FOREVER
    return days.latest if days.earliest == ALWAYS else days.earliest


def _years(day: int) -> float:
    return day // 10000 + (date.fromisoformat(iso(day)) - date(day // 10000, 1, 1)).days / 366
