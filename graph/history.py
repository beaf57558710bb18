"""How a cell came to be what it is: its periods, each with what differs from the one before and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.causes import Cause, cause
from graph.changes import differing
from graph.knowledge import Knowledge
from graph.rules import Rule
from graph.timeline import Period, timeline
from graph.voices import Moment

__all__ = ["Step", "history"]


@dataclass(frozen=True)
class Step:
    """A period of a cell. ``differs``: in what, of ``graph.changes.DIFFERS``, from the one before; ``cause`` why, None for the first."""

    period: Period
    differs: tuple[str, ...] = ()
    cause: Cause | None = None


def history(
    knowledge: Knowledge, subject: str, measure: str, rule: Rule | None = None, known_by: int | None = None, lang: str = "en"
) -> list[Step]:
    """The periods of a cell from the first to the last, each with its cause. Arguments and errors are those of ``timeline``."""
    periods = timeline(knowledge, subject, measure, rule, known_by, lang)
    return [Step(periods[0]), *_steps(knowledge, measure, periods, known_by)]


def _steps(knowledge: Knowledge, measure: str, periods: Sequence[Period], known_by: int | None) -> Iterator[Step]:
    asked = knowledge.codebook().measures[measure]
    for old, new in pairwise(periods):
        moments = Moment(old.last, known_by), Moment(new.first, known_by)
        yield Step(new, differing(old.cell, new.cell), cause(knowledge, asked, old.cell, new.cell, *moments))
