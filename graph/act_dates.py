"""The dates by which an act is cited, as its sources state them. Where they differ none is chosen."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from graph.csl import csl_date, known_date
from graph.dates import span
from graph.questions import ask, text
from graph.store import Store
from graph.terms import id_of

__all__ = ["ActDate", "ActDates", "load_act_dates"]

_MADE = ("passed", "adopted", "signed", "final")
"""Roles of the days on which an act was made, in the order in which they follow one another."""
_ELSE = ("published", "in-force")
"""Roles that date an act of whose making no day is known, the better first."""


class ActDate(NamedTuple):
    """What is said of one date of an act: its role, the dates stated, and by which sources. More than one date is a dispute."""

    role: str
    stated: dict[str, tuple[str, ...]]

    @property
    def dates(self) -> list[dict[str, Any]]:
        """The dates as CSL has them: the most exact one where all agree, else each."""
        spans = {written: span(written) for written in self.stated}
        agree = max(one.earliest for one in spans.values()) <= min(one.latest for one in spans.values())
        if agree:
            return [csl_date(self.exact)]
        return [csl_date(written, whole=True) for written in sorted(self.stated, key=lambda written: spans[written])]

    @property
    def exact(self) -> str:
        """The most exact of the dates stated, as written."""
        return min(self.stated, key=lambda written: (span(written).latest - span(written).earliest, written))

    @property
    def disputed(self) -> bool:
        """Whether two sources name days that cannot both be right."""
        return len(self.dates) > 1


class ActDates(NamedTuple):
    """The dates of an act by role."""

    by_role: dict[str, ActDate]

    @property
    def cited(self) -> list[ActDate]:
        """The dates that a citation names: of its making, or else of its publication, or of the day since when it is in force."""
        made = [self.by_role[role] for role in _MADE if role in self.by_role]
        other = [self.by_role[role] for role in _ELSE if role in self.by_role][:1]
        return _different(made) or other

    def main(self, slug: str) -> str:
        """The role of the day by which the act is known: the last of its making, one of the year in the act's own name before others."""
        named = [one for one in self.cited if one.role != "in-force"]
        own = [one for one in named if any(str(end[0]) in slug for date in one.dates for end in date["date-parts"])]
        return (own or named)[-1].role if named else ""

    def issued(self, slug: str) -> dict[str, Any] | None:
        """The CSL date of issue; of a dispute the year, where the sources agree on it; None where no such day is known."""
        if not (role := self.main(slug)):
            return None
        dates = self.by_role[role].dates
        years = {end[0] for date in dates for end in date["date-parts"]}
        return dates[0] if len(dates) == 1 else {"date-parts": [[years.pop()]]} if len(years) == 1 else None


def _different(made: list[ActDate]) -> list[ActDate]:
    """The dates without those that only say in a coarser way, or a second time, what a later one says."""
    exact = [one for one in made if not any(_within(other, one) for other in made)]
    return [one for place, one in enumerate(exact) if all(one.dates != later.dates for later in exact[place + 1 :])]


def _within(fine: ActDate, coarse: ActDate) -> bool:
    """Whether one date lies in the other and is more exact."""
    inner, outer = span(fine.exact), span(coarse.exact)
    return inner != outer and outer.earliest <= inner.earliest and inner.latest <= outer.latest


def load_act_dates(store: Store) -> dict[str, ActDates]:
    """The dates of every act that has any, by the act's id."""
    found: dict[str, dict[str, dict[str, list[str]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for row in ask(store, "act-dates"):
        role = text(row, "role").rpartition("/")[2]
        if known_date(text(row, "date")):
            found[id_of(text(row, "act"))][role][text(row, "date")].append(id_of(text(row, "source")))
    return {
        act: ActDates(
            {role: ActDate(role, {date: tuple(dict.fromkeys(of)) for date, of in dates.items()}) for role, dates in roles.items()}
        )
        for act, roles in found.items()
    }
