"""Which finding a cell shows: the as-of rule and the resolution rules of the model, for one subject and one measure.

Order of work: the day, then the rule. On the day each finding is certain, possible, carried or does not apply: its
window is derived with the data and ends carrying when a later finding of the same source begins. Silence yields to a
finding that rests on an act it did not look into. ``best-evidence`` then keeps the best grade, the surest, and among
carried ones the later observed; what is left and differs is a dispute.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graph.dates import iso
from graph.errors import WrongValueError
from graph.findings import Finding

__all__ = ["BEST_EVIDENCE", "CERTAINTIES", "NOT_RESEARCHED", "UNCLEAR", "Cell", "Rule", "resolve"]

BEST_EVIDENCE = "best-evidence"
UNCLEAR = "unclear"
CERTAINTIES = ("certain", "possible", "carried")


@dataclass(frozen=True)
class Rule:
    """A named resolution rule: best evidence of all sources, or of one source, or of one part of it."""

    source: str = ""
    part: str = ""
    grade: str = ""

    @classmethod
    def parse(cls, text: str, grade: str = "") -> Rule:
        """The rule called ``best-evidence``, ``source:KEY`` or ``source:KEY#part``; WrongValueError for others."""
        if text == BEST_EVIDENCE:
            return cls(grade=grade)
        if text.startswith("source:") and text != "source:":
            key, _, part = text.removeprefix("source:").partition("#")
            return cls(key.lower(), part.lower(), grade)
        raise WrongValueError("rule", text, [BEST_EVIDENCE, "source:KEY", "source:KEY#part"])

    def __str__(self) -> str:
        return f"source:{self.source}{'#' + self.part if self.part else ''}" if self.source else BEST_EVIDENCE

    def admits(self, finding: Finding) -> bool:
        """Whether the rule asks this finding at all."""
        return (
            (not self.source or finding.source == self.source)
            and (not self.part or finding.part == self.part)
            and (not self.grade or finding.grade == self.grade)
        )


@dataclass(frozen=True)
class Cell:
    """What the table shows for one subject and measure, why, and what stands beside it."""

    status: str
    because: str
    answer: str = ""
    chosen: Finding | None = None
    certainty: str = ""
    supports: tuple[Finding, ...] = ()
    rivals: tuple[Finding, ...] = ()
    unsettled: tuple[Finding, ...] = ()
    decisive: tuple[Finding, ...] = ()

    @property
    def carried_from(self) -> str:
        """The latest day the chosen finding speaks for, where it is carried beyond it."""
        return iso(self.chosen.window.observed) if self.chosen and self.certainty == "carried" else ""

    @property
    def answers(self) -> tuple[str, ...]:
        """The answer shown, or the rival ones of a dispute, each once."""
        return (self.answer,) if self.answer else tuple(sorted({finding.answer for finding in self.rivals}))


NOT_RESEARCHED = Cell("not-researched", "No finding applies on this day.")


class _Applying(NamedTuple):
    finding: Finding
    certainty: int


def resolve(findings: Sequence[Finding], day: int, rule: Rule) -> Cell:
    """The cell for findings about one subject and one measure on a day (an integer such as 20081031)."""
    applying = _applying(findings, day)
    asked = [one for one in applying if rule.admits(one.finding)]
    ids = {one.finding.id for one in asked}
    heard = [one for one in asked if not one.finding.yields_to & ids]
    unsettled = tuple(one.finding for one in heard if one.finding.answer == UNCLEAR)
    settled = [one for one in heard if one.finding.answer != UNCLEAR]
    if not heard:
        return NOT_RESEARCHED
    left, why = _narrow(settled or heard)
    if len(heard) < len(asked):
        why = f"Silence yields to a finding that rests on an act outside what was read; {why[0].lower()}{why[1:]}"
    if rule.source:
        why = f"Only {str(rule).removeprefix('source:')} is asked; {why[0].lower()}{why[1:]}"
    if len({one.finding.answer for one in left}) > 1:
        rivals = tuple(one.finding for one in left)
        return Cell("disputed", why, rivals=rivals, unsettled=unsettled)
    return _answered(left, settled or heard, unsettled, why)


def _applying(findings: Sequence[Finding], day: int) -> list[_Applying]:
    found = ((finding, finding.window.certainty(day)) for finding in findings)
    return [_Applying(finding, CERTAINTIES.index(certainty)) for finding, certainty in found if certainty]


def _narrow(candidates: list[_Applying]) -> tuple[list[_Applying], str]:
    """The candidates left by best evidence, and the sentence that says which step decided."""
    if len(candidates) == 1:
        return candidates, "It is the only finding that applies."
    why = ""
    grade = min(one.finding.grade_rank for one in candidates)
    left = [one for one in candidates if one.finding.grade_rank == grade]
    if len(left) < len(candidates):
        why = f"{left[0].finding.grade.capitalize()} evidence goes before {_worse(candidates, grade)}"
    surest = min(one.certainty for one in left)
    if any(one.certainty > surest for one in left):
        left = [one for one in left if one.certainty == surest]
        why = f"A finding {CERTAINTIES[surest]} on the day goes before less certain ones"
    if surest == CERTAINTIES.index("carried"):
        latest = max(one.finding.window.observed for one in left)
        if any(one.finding.window.observed < latest for one in left):
            left = [one for one in left if one.finding.window.observed == latest]
            why = "Of carried findings the one observed last counts"
    answers = {one.finding.answer for one in left}
    if len(answers) > 1:
        return left, f"{len(left)} findings of equal grade and certainty give {len(answers)} different answers."
    if len({one.finding.answer for one in candidates}) == 1:
        return left, f"All {len(candidates)} findings that apply agree."
    return left, why + "."


def _worse(candidates: list[_Applying], grade: int) -> str:
    names = {one.finding.grade_rank: one.finding.grade for one in candidates if one.finding.grade_rank > grade}
    return " and ".join(names[rank] for rank in sorted(names))


def _answered(left: list[_Applying], all_heard: list[_Applying], unsettled: tuple[Finding, ...], why: str) -> Cell:
    chosen = max(left, key=lambda one: (one.finding.lateness, bool(one.finding.provisions), one.finding.basis == "stated", one.finding.id))
    answer = chosen.finding.answer
    decisive = [one.finding for one in left]
    supports = tuple(one.finding for one in all_heard if one.finding.answer == answer)
    rivals = tuple(one.finding for one in all_heard if one.finding.answer != answer and not _older_and_carried(one, chosen.finding))
    return Cell(
        "answered",
        why,
        answer=answer,
        chosen=chosen.finding,
        certainty=CERTAINTIES[chosen.certainty],
        supports=supports,
        rivals=rivals,
        unsettled=unsettled,
        decisive=(chosen.finding, *(finding for finding in decisive if finding is not chosen.finding)),
    )


def _older_and_carried(one: _Applying, chosen: Finding) -> bool:
    return CERTAINTIES[one.certainty] == "carried" and one.finding.lateness < chosen.lateness
