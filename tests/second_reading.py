"""The rules of the model read a second time: slowly, plainly, and without a look at graph.rules or graph.windows.

Written from the sections "Time: when a finding applies" and "Which finding the cell shows" of the model. What the
model leaves open is marked "Convention".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

GRADES = ("primary", "secondary", "press")
CERTAINTIES = ("certain", "possible", "carried")


@dataclass(frozen=True)
class Provision:
    """An article of an act and the first and last day that its text was in force, as written ('' not known)."""

    id: str
    act: str
    first: str = ""
    last: str = ""


@dataclass(frozen=True)
class Written:
    """A finding as somebody wrote it down."""

    id: str
    source: str
    grade: str
    answer: str
    from_: str
    until: str
    observed: str
    provisions: tuple[Provision, ...] = ()
    looked_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """The cell; findings by id."""

    status: str
    answer: str = ""
    certainty: str = ""
    carried_from: str = ""
    supports: frozenset[str] = frozenset()
    rivals: frozenset[str] = frozenset()
    unsettled: frozenset[str] = frozenset()


def days_of(text: str) -> tuple[date, date]:
    """The earliest and the latest day that one date can mean."""
    if text.startswith("["):
        first, last = text.strip("[]").split("..")
        return days_of(first)[0], days_of(last)[1]
    numbers = [int(part) for part in text.rstrip("~?%").split("-")]
    earliest = date(*[*numbers, 1, 1][:3])
    latest = earliest
    while len(numbers) < 3 and _same(latest + timedelta(days=1), earliest, len(numbers)):
        latest += timedelta(days=1)
    return earliest, latest


def _same(one: date, other: date, parts: int) -> bool:
    return one.timetuple()[:parts] == other.timetuple()[:parts]


def earliest_start(finding: Written) -> date:
    """The first day on which the finding can have begun; not before its provisions can have been in force."""
    starts = [date.min if finding.from_ == ".." else days_of(finding.from_ or finding.observed)[0]]
    starts += [days_of(provision.first)[0] for provision in finding.provisions if provision.first]
    return max(starts)


def latest_start(finding: Written) -> date:
    return date.min if finding.from_ == ".." else days_of(finding.from_ or finding.observed)[1]


def alone(finding: Written, day: date) -> str:
    """How a finding applies by its own three dates: certain, possible, carried, or '' where it does not."""
    begin = date.min if finding.from_ == ".." else days_of(finding.from_ or finding.observed)[0]
    open_end = finding.until in ("", "..")
    end = days_of(finding.observed if open_end else finding.until)
    if latest_start(finding) <= day <= end[0]:
        return "certain"
    if begin <= day <= end[1]:
        return "possible"
    if open_end and day > days_of(finding.observed)[1] and day >= begin:
        return "carried"
    return ""


def in_force(provision: Provision, day: date) -> str:
    """Whether a provision was in force on a day: certain, possible or '' (surely not)."""
    first = days_of(provision.first) if provision.first else (date.min, date.min)
    last = days_of(provision.last) if provision.last else (date.max, date.max)
    if first[1] <= day <= last[0]:
        return "certain"
    return "possible" if first[0] <= day <= last[1] else ""


def clipped(finding: Written, day: date) -> str:
    """As ``alone``, but a finding that rests on provisions applies only while each of them is in force."""
    certainty = alone(finding, day)
    forces = [in_force(provision, day) for provision in finding.provisions]
    if "" in forces:
        return ""
    return "possible" if certainty == "certain" and "possible" in forces else certainty


def speaks_for(finding: Written) -> date:
    """The day by which findings of one source are put in order (Convention: observed, else until, else from)."""
    for text in (finding.observed, finding.until, finding.from_):
        if text not in ("", ".."):
            return days_of(text)[1]
    return date.min


def ended(finding: Written, findings: list[Written], day: date) -> bool:
    """Convention: a later finding of the same source ends carrying once it can have begun."""
    for other in findings:
        if other.source == finding.source and speaks_for(other) > speaks_for(finding) and earliest_start(other) <= day:
            return True
    return False


def outside(provision: Provision, looked_in: tuple[str, ...]) -> bool:
    """Whether a provision lies outside what was read: neither its act, nor itself, nor the article it is a part of."""
    return not any(read in (provision.act, provision.id, provision.id.partition("(")[0]) for read in looked_in)


def yields(silence: Written, applying: list[Written]) -> bool:
    """Convention: silence yields to answers, not to another silence and not to ``unclear``."""
    if silence.answer != "silent":
        return False
    spoken = [other for other in applying if other.answer not in ("silent", "unclear")]
    return any(outside(provision, silence.looked_in) for other in spoken for provision in other.provisions)


def read(findings: list[Written], day: date, source: str = "") -> Reading:
    """The cell that the model wants for findings about one subject and measure (``source``: that source's own rule)."""
    how = {}
    for finding in findings:
        certainty = clipped(finding, day)
        if certainty and not (certainty == "carried" and ended(finding, findings, day)):
            how[finding.id] = certainty
    asked = [finding for finding in findings if finding.id in how and source in ("", finding.source)]
    heard = [finding for finding in asked if not yields(finding, asked)]
    unclear = [finding for finding in heard if finding.answer == "unclear"]
    candidates = [finding for finding in heard if finding.answer != "unclear"] or unclear
    if not candidates:
        return Reading("not-researched")

    best = min(GRADES.index(finding.grade) for finding in candidates)
    left = [finding for finding in candidates if GRADES.index(finding.grade) == best]
    surest = min((how[finding.id] for finding in left), key=CERTAINTIES.index)
    left = [finding for finding in left if how[finding.id] == surest]
    if surest == "carried":
        last = max(days_of(finding.observed)[1] for finding in left)
        left = [finding for finding in left if days_of(finding.observed)[1] == last]

    unsettled = _ids(unclear)
    if len({finding.answer for finding in left}) > 1:
        return Reading("disputed", rivals=_ids(left), unsettled=unsettled)
    chosen = max(left, key=speaks_for)
    supports = [finding for finding in candidates if finding.answer == chosen.answer]
    rivals = []
    for finding in candidates:
        outdated = how[finding.id] == "carried" and speaks_for(finding) < speaks_for(chosen)
        if finding.answer != chosen.answer and not outdated:
            rivals.append(finding)
    carried_from = days_of(chosen.observed)[1].isoformat() if surest == "carried" else ""
    return Reading("answered", chosen.answer, surest, carried_from, _ids(supports), _ids(rivals), unsettled)


def _ids(findings: list[Written]) -> frozenset[str]:
    return frozenset(finding.id for finding in findings)
