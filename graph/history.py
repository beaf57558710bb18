"""How a cell came to be what it is: its periods, each with what differs from the one before and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.causes import LAW, Cause, cause
from graph.changes import changes_the_answer, differing
from graph.codebook import Measure
from graph.comparison import chosen
from graph.knowledge import Knowledge, Subject
from graph.rules import Rule
from graph.timeline import Period, timeline
from graph.voices import Moment

__all__ = ["LawChange", "Step", "history", "law_changes"]


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


@dataclass(frozen=True)
class LawChange:
    """A change of law that shows in the comparison: the cell, its period before and the step that the law made."""

    subject: Subject
    measure: Measure
    old: Period
    step: Step


def law_changes(
    knowledge: Knowledge,
    subjects: Sequence[str] = (),
    measures: Sequence[str] = (),
    rule: Rule | None = None,
    known_by: int | None = None,
    lang: str = "en",
) -> list[LawChange]:
    """Every change of an answer that the data explain by a change of law, the newest first; those to come stand before all others.

    Empty lists ask for the subjects and measures of the plain table. Raises UnknownIdError for one that is not in the data.
    """
    known, asks = knowledge.subjects(lang), knowledge.codebook(lang).measures
    found = [
        LawChange(subject, measure, old.period, step)
        for subject in (chosen("subject", subjects, known) if subjects else [one for one in known.values() if one.default])
        for measure in (chosen("measure", measures, asks) if measures else asks.values())
        for old, step in pairwise(history(knowledge, subject.id, measure.id, rule, known_by, lang))
        if step.cause and step.cause.kind == LAW and changes_the_answer(step.differs)
    ]
    return sorted(found, key=lambda one: one.step.period.first, reverse=True)
