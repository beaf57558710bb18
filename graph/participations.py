"""Does a state take part in an organisation or treaty on a day, by what sources say of it?

A participation is read as the answer of one source: ``yes`` where the capacity is that of a member or party, ``no`` where it is not
(``dl:takesPart`` of the capacity), ``unclear`` where it leaves it open, as a signature does. Its days are those of a finding. Where
no statement applies on the day, participation is *not known*; it is denied only where a source says from when the state took part
and the day is earlier, or until when and the day is later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from graph.dates import FOREVER, Span, day_before, day_number, iso, span
from graph.findings import Finding
from graph.questions import Row, ask, text
from graph.rules import CERTAINTIES, UNCLEAR
from graph.store import Store
from graph.terms import BASE, id_of
from graph.windows import OPEN, Window, lateness, window

__all__ = ["BOUND", "DISPUTED", "NOT_BOUND", "NOT_KNOWN", "Participation", "Participations", "Taking", "load_participations", "taking_part"]

BOUND, NOT_BOUND, NOT_KNOWN, DISPUTED = "bound", "not-bound", "not-known", "disputed"
_ANSWERS = {"true": "yes", "false": "no", "": UNCLEAR}


@dataclass(frozen=True, slots=True, eq=False)
class Participation(Finding):
    """One source's word on a state (``subject``) in an organisation or treaty (``measure``), with the capacity as ``status``."""

    status: str

    def as_dict(self) -> dict[str, Any]:
        """The participation as every interface writes it."""
        return {
            "id": self.id,
            "state": self.subject,
            "in": self.measure,
            "status": self.status,
            "reading": self.reading,
            "from": self.from_ or None,
            "until": self.until or None,
            "observed": self.observed or None,
            "source": self.source,
            "grade": self.grade,
            "locator": self.locator,
        }


@dataclass(frozen=True)
class Taking:
    """Whether a state takes part on a day: ``bound`` (a member or party), ``not-bound``, ``not-known`` or ``disputed``, and why.

    ``statements`` are those that decide it, ``rivals`` those that apply and say otherwise.
    """

    status: str
    because: str
    certainty: str = ""
    since: str = ""
    statements: tuple[Participation, ...] = ()
    rivals: tuple[Participation, ...] = ()


Participations = dict[tuple[str, str], list[Participation]]


def load_participations(store: Store) -> Participations:
    """Every participation of the store by state (``kz``) and what it is in (``organisation/cis``, ``instrument/un/convention-1988``)."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in ask(store, "participations"):
        rows[text(row, "participation")].append(row)
    found: Participations = defaultdict(list)
    for said in rows.values():
        one = _participation(said[0], tuple(text(row, "locator") for row in said))
        found[one.subject, one.measure].append(one)
    return {key: [_not_carried_past_a_later_word(one, statements) for one in statements] for key, statements in found.items()}


def _not_carried_past_a_later_word(one: Participation, statements: Iterable[Participation]) -> Participation:
    """Carried at most to the day before the next word of the same source can begin, as findings are."""
    later = [other.window.start.earliest for other in statements if other.source == one.source and other.lateness > one.lateness]
    carry_until = min([one.window.carry_until, *map(day_before, later)])
    return replace(one, window=one.window._replace(carry_until=carry_until))


def _participation(row: Row, locators: tuple[str, ...]) -> Participation:
    from_, until, observed = (text(row, name) for name in ("from", "until", "observed"))
    observed = observed or text(row, "publishedText")
    return Participation(
        id=id_of(text(row, "participation")),
        subject=id_of(text(row, "state")),
        measure=text(row, "in").removeprefix(BASE),
        answer=_ANSWERS[text(row, "takesPart")],
        reading=text(row, "reading"),
        basis="stated",
        from_=from_,
        until=until,
        observed=observed,
        source=id_of(text(row, "source")),
        part="",
        grade=id_of(text(row, "grade")).rpartition("/")[2],
        grade_rank=int(text(row, "gradeRank")),
        published=int(text(row, "published")) if "published" in row else None,
        locators=locators,
        provisions=(),
        looked_in=(),
        conditions="",
        number="",
        unit="",
        window=_window(from_, until, observed, text(row, "accessed")),
        lateness=lateness(from_, until, observed),
        yields_to=frozenset(),
        status=id_of(text(row, "status")).rpartition("/")[2],
    )


def _window(from_: str, until: str, observed: str, accessed: str) -> Window:
    """When a statement applies. A list without a date of its own was made some day between the day it names and the day it was seen."""
    if observed or not from_ or until not in ("", OPEN):
        return window(from_, until, observed)
    start, last = span(from_), span(accessed).latest if accessed else FOREVER
    return Window(start, Span(start.latest, max(start.latest, last)), FOREVER, max(start.latest, last))


def taking_part(statements: Sequence[Participation], day: int, known_by: int | None = None, delay: int = 0) -> Taking:
    """Whether a state takes part on a day (an integer such as 20081031), by what is said of one state and thing.

    ``known_by`` leaves out sources published after that day and undated ones. ``delay`` is the number of days after which a treaty
    binds who joins it: a statement may give the day of the deposit or that of the effect, so within the delay nothing is said.
    """
    if known_by is not None:
        statements = [one for one in statements if one.published is not None and one.published <= known_by]
    heard = [(one, one.window.certainty(day)) for one in statements if one.answer != UNCLEAR and one.window.certainty(day)]
    if not heard:
        return _outside(statements, day)
    left, certainty, because = _narrowed(heard)
    answers = {one.answer for one in left}
    if len(answers) > 1:
        return Taking(DISPUTED, "Statements of equal weight differ.", statements=tuple(left))
    rivals = tuple(one for one, _ in heard if one.answer not in answers and one not in left)
    if answers == {"no"}:
        return Taking(NOT_BOUND, because, certainty, left[0].from_, tuple(left), rivals)
    supports = [one for one, _ in heard if one.answer == "yes"]
    begun = [one for one in supports if _begins(one, delay) <= day]
    if not begun:
        first = min(supports, key=lambda one: _begins(one, delay))
        because = f"It joins on {first.from_}; by its own rule the treaty binds {delay} days after, from {iso(_begins(first, delay))}."
        return Taking(NOT_KNOWN, because, statements=tuple(left), rivals=rivals)
    since = min((one for one in begun if one.from_), key=lambda one: (one.grade_rank, one.window.start, one.id), default=None)
    return Taking(BOUND, because, certainty, since.from_ if since else "", tuple(left), rivals)


def _narrowed(heard: Sequence[tuple[Participation, str]]) -> tuple[list[Participation], str, str]:
    """What is left of the statements that apply: the surest, of those carried on the last observed, of those the best graded.

    Unlike with findings the grade comes last: a state leaves, and who called it a member before, be it well graded, is no authority after.
    """
    certainty = min((each for _, each in heard), key=CERTAINTIES.index)
    left = [one for one, each in heard if each == certainty]
    if certainty == "carried":
        left = [one for one in left if one.window.observed == max(each.window.observed for each in left)]
    left = [one for one in left if one.grade_rank == min(each.grade_rank for each in left)]
    if len({one.answer for one, _ in heard}) == 1:
        return left, certainty, "All statements that apply agree." if len(heard) > 1 else "It is the only statement that applies."
    return left, certainty, "A surer, later or better graded statement goes before others."


def _begins(one: Participation, delay: int) -> int:
    """The day from which a statement certainly means that the state is bound."""
    if not (one.from_ and delay):
        return one.window.start.earliest
    try:
        return day_number(date.fromisoformat(iso(one.window.start.latest)) + timedelta(days=delay))
    except OverflowError:
        return FOREVER


def _outside(statements: Iterable[Participation], day: int) -> Taking:
    """What follows where no statement settles the day: a beginning after it or an end before it, else nothing."""
    joined = [one for one in statements if one.answer == "yes"]
    later = [one for one in joined if one.from_ and one.window.start.earliest > day]
    earlier = [one for one in joined if one.until not in ("", OPEN) and one.window.end.latest < day]
    if earlier and not later:
        last = max(earlier, key=lambda one: one.window.end.latest)
        return Taking(NOT_BOUND, f"It took part until {last.until}.", statements=(last,))
    if later:
        first = min(later, key=lambda one: (one.grade_rank, one.window.start.earliest, one.id))
        return Taking(NOT_BOUND, f"It takes part from {first.from_}.", statements=(first,))
    return Taking(NOT_KNOWN, "No source that applies on the day says whether it takes part; that does not mean that it does not.")
