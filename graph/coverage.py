"""Where the data have an answer and where work is wanted: every state and measure, over all days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.comparison import asked_findings, chosen
from graph.dates import day_number
from graph.gaps import Gap
from graph.knowledge import Knowledge
from graph.rules import NOT_RESEARCHED as NOTHING
from graph.rules import UNCLEAR, Rule, resolve

__all__ = ["ANSWERED", "NOT_RESEARCHED", "STATUSES", "Coverage", "coverage"]

ANSWERED = "answered"
NOT_RESEARCHED = NOTHING.status
STATUSES = (ANSWERED, UNCLEAR, NOT_RESEARCHED)


@dataclass(frozen=True)
class Coverage:
    """How far one question is answered for one state.

    ``status`` is ``answered`` where any finding settles it for some day, ``unclear`` where findings leave it open, else
    ``not-researched``; ``now`` is the same for the day asked alone. ``best_grade`` is that of the best source, ``latest``
    the last day a finding speaks for, as written.
    """

    subject: str
    measure: str
    status: str
    now: str
    findings: int
    sources: int
    best_grade: str
    latest: str
    gap: Gap | None


def coverage(
    knowledge: Knowledge,
    subjects: Sequence[str] = (),
    measures: Sequence[str] = (),
    lang: str = "en",
    *,
    today: date | None = None,
    known_by: int | None = None,
) -> list[Coverage]:
    """The coverage of states and measures, state by state; empty lists ask for all. ``known_by``: of sources published by that day.

    Raises UnknownIdError for a state or measure that is not in the data.
    """
    states = {one.id: one for one in knowledge.subjects(lang).values() if "/" not in one.id}
    asked = knowledge.codebook(lang).measures
    return [
        _covered(knowledge, state.id, measure.id, lang, day_number(today or date.today()), known_by)
        for state in (chosen("state", subjects, states) if subjects else states.values())
        for measure in (chosen("measure", measures, asked) if measures else asked.values())
    ]


def _covered(knowledge: Knowledge, state: str, measure: str, lang: str, day: int, known_by: int | None) -> Coverage:
    findings = asked_findings(knowledge, state, measure, Rule(), known_by)
    settled = [finding for finding in findings if finding.answer != UNCLEAR]
    today = resolve(findings, day, Rule())
    now = NOT_RESEARCHED if today.status == NOT_RESEARCHED else UNCLEAR if today.answer == UNCLEAR else ANSWERED
    best = min(settled or findings, key=lambda finding: finding.grade_rank, default=None)
    last = max(findings, key=lambda finding: finding.window.end.latest, default=None)
    gap = knowledge.gaps(lang).get((state, measure))
    return Coverage(
        state, measure, ANSWERED if settled else UNCLEAR if findings else NOT_RESEARCHED, now,
        len(findings), len({finding.source for finding in findings}), best.grade if best else "",
        (last.observed if last.until in ("", "..") else last.until) if last else "",
        gap if gap and now != ANSWERED and gap.told_by(known_by) else None,
    )  # fmt: skip
