"""Where those whom somebody asked for something stand on a day, by the same cells as the comparison.

An addressee is a state, an organ of one, which stands for the state, or a group: an organisation or a group of states that is made
up of its members. A group stands for its members *on that day*, by what sources say of their participation, and has a row of its
own beside theirs: the standing that all of them share; ``partly`` where some meet what was asked and others do not; ``no-data``
where that cannot be told because nothing is known of some.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from graph.comparison import Query, a_day, compare
from graph.knowledge import Knowledge
from graph.outcomes import Outcomes
from graph.participations import BOUND, NOT_BOUND, Participations, Taking, taking_part
from graph.questions import ask, text
from graph.rules import Cell
from graph.terms import BASE

__all__ = ["Asked", "Reached", "Standing", "Standings", "standings"]

_STATE = "jurisdiction/"
_IN_PART = "partly"
_DONE, _UNDONE = ("met", _IN_PART), ("not-met", "contrary")
_NO_DATA = "no-data"


@dataclass(frozen=True)
class Asked:
    """What a position asks: of whom (paths such as ``place/cis-states``), on which measure, for which answer ('' for none)."""

    id: str
    addressees: Sequence[str]
    measure: str
    wanted: str


@dataclass(frozen=True)
class Reached:
    """A state that a position reaches: named itself, or as a member or by an organ (``via``). ``takings`` say how it belongs."""

    state: str
    named: bool
    via: tuple[str, ...] = ()
    takings: dict[str, Taking] = field(default_factory=dict)


@dataclass(frozen=True)
class Standing:
    """Where an addressee stands: a state with its cell, or a group (``reached`` is None) with the number of members by standing."""

    addressee: str
    standing: str
    because: str
    reason: str = ""
    reached: Reached | None = None
    cell: Cell | None = None
    members: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Standings:
    """For each position by id: the states it reaches, and the standings where it wants an answer, groups before states."""

    as_of: str
    reached: dict[str, list[Reached]]
    standings: dict[str, list[Standing]]
    undated: set[str]


def standings(knowledge: Knowledge, positions: Sequence[Asked], query: Query) -> Standings:
    """Whom each position reaches on the day of the query, and where they stand; subjects and measures of the query are not looked at.

    Raises WrongValueError and UnknownIdError as ``compare`` does.
    """
    states = [one.id for one in knowledge.subjects().values() if "/" not in one.id]
    measures = sorted({one.measure for one in positions if one.measure and one.wanted})
    law = compare(knowledge, replace(query, subjects=states, measures=measures or list(knowledge.codebook().measures)[:1]))
    known_by = a_day("known_by", query.known_by) if query.known_by else None
    reach = _Reach(knowledge, states, a_day("as_of", law.as_of), known_by)
    outcomes = knowledge.outcomes
    reached = {one.id: reach.of(one.addressees) for one in positions}
    found: dict[str, list[Standing]] = {}
    for one in positions:
        own = [
            _of_state(each, law.cells[each.state, one.measure], one.wanted, outcomes)
            for each in reached[one.id]
            if one.measure and one.wanted
        ]
        groups = [_of_group(path, members, own) for path, members in reach.groups(one.addressees).items() if one.measure and one.wanted]
        found[one.id] = [*groups, *own]
    statements = [*knowledge.findings, *(each for several in reach.said.values() for each in several)]
    undated = {each.source for each in statements if each.published is None} if known_by else set()
    return Standings(law.as_of, reached, found, undated)


class _Reach:
    """Whom addressees reach on one day."""

    def __init__(self, knowledge: Knowledge, states: list[str], day: int, known_by: int | None) -> None:
        self.said: Participations = knowledge.participations
        self._states, self._day, self._known_by = states, day, known_by
        self._organs: dict[str, str] = {}
        self._bodies: dict[str, str] = {}
        self._members: dict[str, dict[str, Taking]] = {}
        for row in ask(knowledge.store, "groups"):
            thing, state = text(row, "thing").removeprefix(BASE), text(row, "state").removeprefix(BASE)
            if state:
                self._organs[thing] = state.removeprefix(_STATE)
            else:
                self._bodies[thing] = text(row, "organisation").removeprefix(BASE)

    def of(self, addressees: Iterable[str]) -> list[Reached]:
        """The states that these addressees reach, each once, in the order of the table."""
        named = {one.removeprefix(_STATE) for one in addressees if one.startswith(_STATE)}
        via: dict[str, dict[str, Taking | None]] = {}
        for one in addressees:
            if one in self._organs:
                via.setdefault(self._organs[one], {})[one] = None
        for path, members in self.groups(addressees).items():
            for state, taking in members.items():
                via.setdefault(state, {})[path] = taking
        return [
            Reached(state, state in named, tuple(via.get(state, ())), {path: one for path, one in via.get(state, {}).items() if one})
            for state in self._states
            if state in named or state in via
        ]

    def groups(self, addressees: Iterable[str]) -> dict[str, dict[str, Taking]]:
        """The members of each addressee that is a group, by state; none where no source tells of any."""
        return {one: self._of_group(one) for one in addressees if not one.startswith(_STATE) and one not in self._organs}

    def _of_group(self, path: str) -> dict[str, Taking]:
        if path not in self._members:
            body = self._bodies.get(path, path)
            takings = {one: taking_part(self.said.get((one, body), []), self._day, self._known_by) for one in self._states}
            self._members[path] = {state: one for state, one in takings.items() if one.statements and one.status != NOT_BOUND}
        return self._members[path]


def _of_state(reached: Reached, cell: Cell, wanted: str, outcomes: Outcomes) -> Standing:
    outcome = outcomes.of(cell, {wanted})
    standing = outcomes.standing(outcome)
    reason = outcome.rpartition("/")[2]
    return Standing(reached.state, standing, cell.because, reason if reason != standing else "", reached, cell)


def _of_group(path: str, members: dict[str, Taking], own: list[Standing]) -> Standing:
    sure = tuple(state for state, taking in members.items() if taking.status == BOUND)
    counts = Counter(one.standing for one in own if one.addressee in sure)
    unsure = [state for state in members if state not in sure]
    said = f"Members on the day, as far as sources tell: {len(sure)}."
    if unsure:
        said += f" Whether {', '.join(unsure)} belongs is disputed."
    return Standing(path, _shared(counts), said, members=sure, counts=dict(counts))


def _shared(counts: Counter[str]) -> str:
    """The standing of a group whose members have these."""
    if len(counts) == 1:
        return next(iter(counts))
    known = set(counts) & {*_DONE, *_UNDONE}
    if len(known) > 1 and known & set(_DONE):
        return _IN_PART
    return _UNDONE[0] if counts and set(counts) <= set(_UNDONE) else _NO_DATA
