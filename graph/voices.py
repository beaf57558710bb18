"""Which sources began or ceased to speak between two moments, and why: what they speak for, when they came out, later words of theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from graph.dates import iso
from graph.findings import Finding
from graph.windows import OPEN

__all__ = ["Moment", "Voice", "voices"]


class Moment(NamedTuple):
    """A day (20081031) and the day by which sources must be published to be heard (None: all are heard)."""

    day: int
    known_by: int | None = None


@dataclass(frozen=True)
class Voice:
    """How far a finding applied at one moment and at the other: ``certain``, ``possible``, ``carried``, '' where not at all.

    ``change``: ``begins``, ``ceases``, ``surer`` or ``less-sure``. ``sentence`` says which source it is and why.
    """

    finding: Finding
    before: str
    after: str
    sentence: str

    @property
    def change(self) -> str:
        """What became of the voice."""
        if not self.before or not self.after:
            return "ceases" if self.before else "begins"
        sure = ("carried", "possible", "certain")
        return "surer" if sure.index(self.after) > sure.index(self.before) else "less-sure"


def voices(all_said: Iterable[Finding], findings: Iterable[Finding], before: Moment, after: Moment) -> Iterator[Voice]:
    """The findings that apply otherwise at the second moment than at the first; ``all_said`` is everything said of their cell."""
    said = list(all_said)
    for finding in dict.fromkeys(findings):
        old, new = _heard(finding, before), _heard(finding, after)
        if old != new:
            yield Voice(finding, old, new, f"{finding.source} ({finding.answer}) {_why(finding, old, new, said, before, after)}.")


def _published(finding: Finding, moment: Moment) -> bool:
    return moment.known_by is None or (finding.published is not None and finding.published <= moment.known_by)


def _heard(finding: Finding, moment: Moment) -> str:
    return finding.window.certainty(moment.day) if _published(finding, moment) else ""


def _why(finding: Finding, old: str, new: str, said: list[Finding], before: Moment, after: Moment) -> str:
    if not _published(finding, before):
        return f"was not published by {iso(before.known_by or 0)} and is heard now" if new else "is heard at neither"
    if not _published(finding, after):
        return f"was not published by {iso(after.known_by or 0)} and is no longer heard"
    speaks = f"speaks for {finding.observed or finding.until or finding.from_}"
    if not old:
        return f"begins to speak: it {speaks}"
    if not new:
        later = [
            one for one in said if one.source == finding.source and one.lateness > finding.lateness and one.window.certainty(after.day)
        ]
        if later:
            last = max(later, key=lambda one: one.lateness)
            return f"ceases to speak: a later word of the same source takes its place ({last.answer}, for {last.observed or last.until})"
        if finding.until not in ("", OPEN):
            return f"no longer applies: by it this held until {finding.until}"
        return "no longer applies: what it rests on has ended" if finding.provisions else f"ceases to speak: it {speaks}"
    if new == "carried":
        return f"{speaks}, and is carried on since"
    return f"is {new} where it was {old}: it {speaks}"
