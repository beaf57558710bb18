"""A cell over time: the periods in which the table shows the same for one subject and one measure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from graph.codebook import Measure
from graph.comparison import asked_findings, cell_on
from graph.dates import ALWAYS, FOREVER, day_after, day_before
from graph.errors import UnknownIdError
from graph.findings import Finding
from graph.knowledge import Knowledge
from graph.rules import Cell, Rule

__all__ = ["Period", "timeline"]


class Period(NamedTuple):
    """Days on which a cell stays the same: from the first to the last (integers such as 20081031).

    The first period of a timeline begins with ALWAYS, the last ends with FOREVER.
    """

    first: int
    last: int
    cell: Cell


def timeline(
    knowledge: Knowledge, subject: str, measure: str, rule: Rule | None = None, known_by: int | None = None, lang: str = "en"
) -> list[Period]:
    """The periods of a cell, without a gap from ALWAYS to FOREVER; neighbours differ in what ``compare`` gives for their days.

    ``rule`` is best evidence unless told otherwise, ``known_by`` leaves out sources published after that day. Raises
    UnknownIdError for a subject or measure that is not in the data.
    """
    measures = knowledge.codebook(lang).measures
    if subject not in (subjects := knowledge.subjects(lang)):
        raise UnknownIdError("subject", subject, subjects)
    if measure not in measures:
        raise UnknownIdError("measure", measure, measures)
    return _periods(knowledge, subject, measures[measure], rule or Rule(), known_by, lang)


def _periods(knowledge: Knowledge, subject: str, measure: Measure, rule: Rule, known_by: int | None, lang: str) -> list[Period]:
    findings = asked_findings(knowledge, subject, measure.id, rule, known_by)
    starts = sorted({ALWAYS, *(day for finding in findings for day in _turns(finding))})
    found: list[Period] = []
    for first, following in pairwise([*starts, FOREVER]):
        last = FOREVER if following == FOREVER else day_before(following)
        cell = cell_on(knowledge, subject, measure, first, rule, known_by, lang)
        if found and found[-1].cell == cell:
            found[-1] = found[-1]._replace(last=last)
        else:
            found.append(Period(first, last, cell))
    return found


def _turns(finding: Finding) -> Iterator[int]:
    """The days from which a finding may apply otherwise than the day before: between them its certainty stays."""
    window = finding.window
    first_days = (*window.start, *map(day_after, (*window.end, window.observed, window.carry_until)))
    return (day for day in first_days if ALWAYS < day < FOREVER)
