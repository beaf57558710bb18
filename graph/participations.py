"""Does a state take part in an organisation or treaty on a day? What sources say of it is weighed as findings are.

A participation is read as the answer of one source: ``yes`` where the capacity is that of a member or party, ``no`` where it is not
(``dl:takesPart`` of the capacity), ``unclear`` where it leaves it open, as a signature does. The windows of days, the grades
and disputes are those of ``graph.rules``. Where no statement applies on the day, participation is *not known*; it is denied only
where a source says from when the state took part and the day is earlier, or until when and the day is later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from graph.dates import day_before, day_number, iso
from graph.findings import Finding
from graph.questions import Row, ask, text
from graph.rules import UNCLEAR, Rule, resolve
from graph.store import Store
from graph.terms import BASE, id_of
from graph.windows import OPEN, lateness, window

__all__ = ["BOUND", "DISPUTED", "NOT_BOUND", "NOT_KNOWN", "Participation", "Taking", "load_participations", "taking_part"]

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
    statements: tuple[Finding, ...] = ()
    rivals: tuple[Finding, ...] = ()


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
    seen = observed or from_ or until  # a list without a date of its own speaks at least for the day that it names
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
        window=window(from_, until, seen),
        lateness=lateness(from_, until, seen),
        yields_to=frozenset(),
        status=id_of(text(row, "status")).rpartition("/")[2],
    )


def taking_part(statements: Sequence[Finding], day: int, known_by: int | None = None, delay: int = 0) -> Taking:
    """Whether a state takes part on a day (an integer such as 20081031), by best evidence among the statements of one state and thing.

    ``known_by`` leaves out sources published after that day and undated ones. ``delay`` is the number of days after which a treaty
    binds who joins it: a statement may give the day of the deposit or that of the effect, so within the delay nothing is said.
    """
    if known_by is not None:
        statements = [one for one in statements if one.published is not None and one.published <= known_by]
    cell = resolve(statements, day, Rule())
    if cell.status == "disputed":
        return Taking(DISPUTED, cell.because, statements=cell.rivals)
    if cell.answer == "no":
        return Taking(NOT_BOUND, cell.because, cell.certainty, cell.decisive[0].from_, cell.decisive, cell.rivals)
    if cell.answer != "yes":
        return _outside(statements, day)
    begun = [one for one in cell.supports if _begins(one, delay) <= day]
    if not begun:
        first = min(_begins(one, delay) for one in cell.supports)
        because = (
            f"A source has it join on {cell.decisive[0].from_}; by its own rule the treaty binds {delay} days after, from {iso(first)}."
        )
        return Taking(NOT_KNOWN, because, statements=cell.decisive, rivals=cell.rivals)
    since = min((one for one in begun if one.from_), key=lambda one: (one.grade_rank, one.window.start), default=None)
    return Taking(BOUND, cell.because, cell.certainty, since.from_ if since else "", cell.decisive, cell.rivals)


def _begins(one: Finding, delay: int) -> int:
    """The day from which a statement certainly means that the state is bound."""
    if not (one.from_ and delay):
        return one.window.start.earliest
    return day_number(date.fromisoformat(iso(one.window.start.latest)) + timedelta(days=delay))


def _outside(statements: Iterable[Finding], day: int) -> Taking:
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
