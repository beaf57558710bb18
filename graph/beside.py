"""The law of a country beside a number that somebody gives for it: the cells of its measures in the number's period.

They stand side by side and nothing more: no word here says that one follows from the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.comparison import Comparison, Query, compare
from graph.dates import DateError, Span, interval, iso
from graph.errors import WrongValueError
from graph.knowledge import Knowledge
from graph.rules import Cell

__all__ = ["CAUTION", "ENDS", "Beside", "beside", "days_of"]

CAUTION = "Law and number stand side by side; neither explains the other."
ENDS = ("end", "start")


@dataclass(frozen=True)
class Beside:
    """What the law said on the first or last day of a period: the day, and the cells by measure.

    ``changed`` are the measures whose cell is another at the other end of the period.
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
    known_by: str = "",
    rule: str = "",
) -> Mapping[tuple[str, Span], Beside]:
    """The law beside numbers, by country and period.

    ``wanted`` are (country, first and last day); ``on`` says which end of the period the law is asked for. Raises
    WrongValueError for another end, and what ``compare`` raises.
    """
    if on not in ENDS:
        raise WrongValueError("on", on, ENDS)
    asked = set(wanted)
    tables: dict[int, Comparison] = {}
    for day in {day for _, days in asked for day in days}:
        subjects = sorted({country for country, days in asked if day in days})
        tables[day] = compare(knowledge, Query(subjects, measures, iso(day), known_by, rule or Query().rule))
    found = {}
    for country, days in asked:
        first, last = tables[days.earliest], tables[days.latest]
        here, there = (last, first) if on == "end" else (first, last)
        cells = {measure.id: here.cells[country, measure.id] for measure in here.measures}
        changed = tuple(one for one, cell in cells.items() if _shown(cell) != _shown(there.cells[country, one]))
        found[country, days] = Beside(days.latest if on == "end" else days.earliest, cells, changed)
    return found


def _shown(cell: Cell) -> tuple[str, tuple[str, ...]]:
    return cell.status, cell.answers
