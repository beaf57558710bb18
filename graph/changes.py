"""Change between two days: every cell that differs, what it shows on either, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from graph.causes import Cause, cause
from graph.codebook import Measure
from graph.comparison import Comparison, Query, a_day, compare
from graph.errors import WrongValueError
from graph.knowledge import Knowledge, Subject
from graph.rules import BEST_EVIDENCE, Cell
from graph.voices import Moment

__all__ = ["ALL", "ANSWERS", "DIFFERS", "WHICH", "Change", "Changes", "ChangesQuery", "changes", "changes_the_answer", "differing"]

ANSWERS, ALL = WHICH = ("answers", "all")
_ANSWER = ("status", "answer")
_SHOWN = (*_ANSWER, "rivals")
DIFFERS = (*_SHOWN, "certainty", "since", "articles", "evidence")
"""In what two cells can differ; the first three are what the table shows of them."""


@dataclass(frozen=True)
class ChangesQuery:
    """What is asked, as the caller wrote it: two days, and the rest as of a comparison.

    ``known_from`` is the day by which sources must be published to be heard on the first day, ``known_by`` on the last one; an
    empty ``known_from`` is the same as ``known_by``. ``which``: ``answers``, cells that show another status, answer or rival answers;
    ``all``, also those that show the same by other evidence, articles or with another certainty.
    """

    from_: str
    to: str
    subjects: Sequence[str] = ()
    measures: Sequence[str] = ()
    known_from: str = ""
    known_by: str = ""
    rule: str = BEST_EVIDENCE
    grade: str = ""
    which: str = ANSWERS
    lang: str = "en"


@dataclass(frozen=True)
class Change:
    """A cell that differs: in what (``differs``, some of DIFFERS), and why."""

    subject: Subject
    measure: Measure
    old: Cell
    new: Cell
    differs: tuple[str, ...]
    cause: Cause


@dataclass(frozen=True)
class Changes:
    """The cells that differ between two comparisons. ``otherwise`` counts cells that show the same answer for other reasons."""

    query: ChangesQuery
    before: Comparison
    after: Comparison
    items: list[Change]
    otherwise: int

    @property
    def receipt(self) -> str:
        """The path, without host, that asks for the same again."""
        asked = {
            "from": self.before.as_of,
            "to": self.after.as_of,
            "subjects": ",".join(subject.id for subject in self.after.subjects) if self.query.subjects else "",
            "measures": ",".join(measure.id for measure in self.after.measures) if self.query.measures else "",
            "known_from": self.query.known_from,
            "known_by": self.query.known_by,
            "rule": self.query.rule,
            "grade": self.query.grade,
            "which": "" if self.query.which == ANSWERS else self.query.which,
            "lang": "" if self.query.lang == "en" else self.query.lang,
        }
        return "/changes?" + urlencode({name: value for name, value in asked.items() if value}, safe=",:/")


def changes(knowledge: Knowledge, query: ChangesQuery) -> Changes:
    """The cells that differ between two days, in the order of the table.

    Raises WrongValueError for a value that a parameter cannot have (a first day after the last one among them), UnknownIdError for
    a subject, measure or source that is not in the data.
    """
    first, last = a_day("from", query.from_), a_day("to", query.to)
    if first > last:
        raise WrongValueError("from", query.from_, [f"a day up to {query.to}"], f"it is after to={query.to}; put the earlier day first")
    if query.which not in WHICH:
        raise WrongValueError("which", query.which, WHICH)
    known_from = a_day("known_from", query.known_from) if query.known_from else None
    known_by = a_day("known_by", query.known_by) if query.known_by else None
    if known_from and known_by and known_from > known_by:
        note = f"it is after known_by={query.known_by}; put the earlier day first"
        raise WrongValueError("known_from", query.known_from, [f"a day up to {query.known_by}"], note)
    asked = Query(query.subjects, query.measures, query.from_, query.known_from or query.known_by, query.rule, query.grade, query.lang)
    before, after = compare(knowledge, asked), compare(knowledge, replace(asked, as_of=query.to, known_by=query.known_by))
    moments = Moment(first, known_from or known_by), Moment(last, known_by)
    found = [
        Change(subject, measure, old, new, differs, cause(knowledge, measure, old, new, *moments))
        for subject, measure, new in after.rows()
        if (differs := differing(old := before.cells[subject.id, measure.id], new))
    ]
    asked_for = [one for one in found if query.which == ALL or set(one.differs) & set(_SHOWN)]
    return Changes(query, before, after, asked_for, len(found) - len(asked_for))


def differing(old: Cell, new: Cell) -> tuple[str, ...]:
    """In what two cells differ, of DIFFERS; empty where both show the same on the same evidence."""
    seen = zip(DIFFERS, _seen(old), _seen(new), strict=True)
    return tuple(name for name, one, other in seen if one != other)


def _seen(cell: Cell) -> tuple[object, ...]:
    shown = cell.decisive or cell.rivals
    return (
        cell.status,
        cell.answers,
        sorted({finding.answer for finding in cell.rivals}),
        cell.certainty,
        cell.chosen.from_ if cell.chosen else "",
        sorted({thing for finding in shown for thing in finding.provisions}),
        sorted(finding.id for finding in shown),
    )


def changes_the_answer(differs: Sequence[str]) -> bool:
    """Whether what differs is the answer itself, or that there is one."""
    return bool(set(differs) & set(_ANSWER))
