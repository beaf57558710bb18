"""The law of a country beside a number that somebody gives for it: what its cells show in the number's period.

They stand side by side and nothing more: no word here says that one follows from the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.dates import DateError, Span, interval
from graph.errors import WrongValueError
from graph.knowledge import Knowledge
from graph.rules import Cell, Rule
from graph.timeline import Period, timeline

__all__ = ["CAUTION", "ENDS", "Beside", "beside", "days_of"]

CAUTION = "Law and number stand side by side; neither explains the other."
ENDS = ("end", "start")


@dataclass(frozen=True)
class Beside:
    """What the law said on the first or last day of a period: the day, and the cells by measure.

    ``changed`` are the measures of which the cell shows something else on another day of the period.
    """

    day: int
    cells: dict[str, Cell]
    changed: tuple[str, ...]


def days_of(period: str) -> Span | None:
    """The first and last day of a period in EDTF; None where there is none or it cannot be read."""
    try:
        return interval(period) if period else None
    except DateError:
        return None


def beside(
    knowledge: Knowledge,
    wanted: Iterable[tuple[str, Span]],
    measures: Sequence[str],
    *,
    on: str = "end",
    known_by: int | None = None,
    rule: Rule | None = None,
) -> Mapping[tuple[str, Span], Beside]:
    """The law beside numbers, by country and period.

    ``wanted`` are (country, first and last day of the period); ``on`` says which of the two the law is asked for.
    Raises WrongValueError for another end, UnknownIdError for a country or measure that is not in the data.
    """
    if on not in ENDS:
        raise WrongValueError("on", on, ENDS)
    asked = sorted(set(wanted))
    lines = {
        (country, measure): timeline(knowledge, country, measure, rule, known_by)
        for country in {country for country, _ in asked}
        for measure in measures
    }
    return {(country, days): _beside(days, {one: lines[country, one] for one in measures}, on) for country, days in asked}


def _beside(days: Span, lines: Mapping[str, list[Period]], on: str) -> Beside:
    day = days.latest if on == "end" else days.earliest
    cells, changed = {}, []
    for measure, periods in lines.items():
        within = [one.cell for one in periods if one.first <= days.latest and one.last >= days.earliest]
        cells[measure] = within[-1 if on == "end" else 0]
        if len({(cell.status, cell.answers) for cell in within}) > 1:
            changed.append(measure)
    return Beside(day, cells, tuple(changed))
