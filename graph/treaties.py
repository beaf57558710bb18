"""How the law and practice of states stand to what treaties ask, on a day.

Both sides come from ``compare``: the treaty and its articles are subjects of it, as states are; ``graph.treaty_cells`` makes one
answer of the articles. The verdict on two cells stands in the code list ``treaty-verdict``, and whether the treaty binds the state
in what is said of its participation.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from graph.comparison import Comparison, Query, a_day, chosen, compare
from graph.dates import Span, iso
from graph.errors import WrongValueError
from graph.knowledge import Knowledge, Subject
from graph.outcomes import Outcomes, side
from graph.participations import BOUND, NOT_BOUND, NOT_KNOWN, Participations, Taking, taking_part
from graph.questions import ask, text
from graph.rules import Cell
from graph.terms import id_of
from graph.treaty_cells import Treaty, TreatyCell, treaty_cell

__all__ = ["SUPERSEDED", "Treaties", "Verdict", "treaties"]

SUPERSEDED = "superseded"
_UNDATED = 99991231

Binding: TypeAlias = tuple[str, Taking]


@dataclass(frozen=True)
class Verdict:
    """How one state stands to one treaty on one measure. ``if_bound`` is the verdict that holds whether or not the treaty binds it."""

    subject: Subject
    treaty_cell: TreatyCell
    cell: Cell
    verdict: str
    if_bound: str
    outcome: str
    binding: str
    taking: Taking


@dataclass(frozen=True)
class Treaties:
    """Measures against treaties, and for each state asked its verdicts. ``texts`` and ``law`` are what they come from."""

    texts: Comparison
    law: Comparison | None
    treaties: list[Treaty]
    cells: list[TreatyCell]
    verdicts: list[Verdict]
    bindings: dict[tuple[str, str], Binding] = field(default_factory=dict)
    undated: int = 0


def treaties(knowledge: Knowledge, query: Query, wanted: Sequence[str] = ()) -> Treaties:
    """What treaties say on measures and how the states of ``query.subjects`` stand to it; without states the first alone.

    ``wanted`` are ids of treaties (empty: those with findings), ``query.measures`` empty asks for every question of law. Raises
    UnknownIdError for a treaty, state or measure that is not in the data, WrongValueError for a subject that is no state.
    """
    every = _every_treaty(knowledge, query.lang)
    articles = _articles(knowledge, every)
    columns = chosen("treaty", wanted, every) if wanted else [every[one] for one in every if one in articles]
    measures = list(query.measures) or [one.id for one in knowledge.codebook().measures.values() if one.kind != "in-practice"]
    about = dict.fromkeys(id_ for one in columns for id_ in (one.id, *articles.get(one.id, ())))
    texts = compare(knowledge, replace(query, subjects=list(about), measures=measures))
    cells = [treaty_cell(treaty, measure, texts, articles.get(treaty.id, ())) for measure in texts.measures for treaty in columns]
    if not query.subjects:
        return Treaties(texts, None, columns, cells, [], undated=texts.undated)
    law = compare(knowledge, replace(query, subjects=_states(knowledge, query.subjects), measures=measures, as_of=texts.as_of))
    said = knowledge.participations
    bindings = _bindings(law, every.values(), said)
    verdicts = [_verdict(state, one, law, knowledge.outcomes, bindings[state.id, one.treaty.id]) for state in law.subjects for one in cells]
    return Treaties(texts, law, columns, cells, verdicts, bindings, _undated(knowledge, said) if law.known_by else 0)


def _undated(knowledge: Knowledge, said: Participations) -> int:
    """How many sources of findings and participations have no date, so that ``known_by`` leaves them out."""
    statements = [*knowledge.findings, *(one for several in said.values() for one in several)]
    return len({one.source for one in statements if one.published is None})


def _every_treaty(knowledge: Knowledge, lang: str) -> dict[str, Treaty]:
    """Every treaty by id, in the order in which they were made, a later wording behind the one whose place it takes."""
    labels = knowledge.subjects(lang)
    dates: dict[str, list[tuple[str, Span]]] = {}
    said: dict[str, tuple[str, int]] = {}
    for row in ask(knowledge.store, "treaties"):
        one = id_of(text(row, "treaty"))
        said[one] = id_of(text(row, "takesThePlaceOf")), int(text(row, "bindsAfterDays") or 0)
        dates.setdefault(one, [])
        if role := id_of(text(row, "role")).rpartition("/")[2]:
            dates[one].append((role, Span(int(text(row, "earliest")), int(text(row, "latest")))))
    found = {one: _treaty(one, labels[one].label, dates[one], *said[one]) for one in said}

    def place(one: Treaty) -> tuple[int, str, int, str]:
        first = found.get(one.takes_the_place_of, one)
        return first.made, first.id, one.made if first is not one else 0, one.id

    return {one.id: one for one in sorted(found.values(), key=place)}


def _treaty(id_: str, label: str, dates: list[tuple[str, Span]], place_of: str, days: int) -> Treaty:
    force = [span for role, span in dates if role == "in-force"]
    in_force = Span(min(one.earliest for one in force), max(one.latest for one in force)) if force else None
    return Treaty(id_, label, min((span.earliest for _, span in dates), default=_UNDATED), in_force, place_of, days)


def _articles(knowledge: Knowledge, treaties: Collection[str]) -> dict[str, list[str]]:
    """Of each treaty on which there are findings: the treaty itself and its articles, as far as findings are about them."""
    found: dict[str, list[str]] = {}
    for id_ in sorted({id_ for id_, _ in knowledge.cells}):
        treaty = "/".join(id_.split("/")[:2])
        if treaty in treaties:
            found.setdefault(treaty, []).append(id_)
    return found


def _states(knowledge: Knowledge, wanted: Sequence[str]) -> list[str]:
    known = knowledge.subjects()
    states = [one.id for one in known.values() if "/" not in one.id]
    found = [one.id for one in chosen("state", wanted, known)]
    for one in found:
        if one not in states:
            raise WrongValueError("subjects", one, states, "only a state can be bound by a treaty")
    return found


def _bindings(law: Comparison, treaties: Collection[Treaty], said: Participations) -> dict[tuple[str, str], Binding]:
    """For each state and treaty, whether the treaty binds the state on the day, and why."""
    day, known_by = a_day("as_of", law.as_of), a_day("known_by", law.known_by) if law.known_by else None
    own = {
        (state.id, one.id): _in_force(
            one, day, taking_part(said.get((state.id, f"instrument/{one.id}"), []), day, known_by, one.binds_after_days)
        )
        for state in law.subjects
        for one in treaties
    }
    later = {one.takes_the_place_of: one.id for one in treaties if one.takes_the_place_of}
    return {
        (state, one): (SUPERSEDED, own[state, later[one]])
        if one in later and own[state, later[one]].status == BOUND
        else (taking.status, taking)
        for (state, one), taking in own.items()
    }


def _in_force(treaty: Treaty, day: int, taking: Taking) -> Taking:
    if taking.status != BOUND or not treaty.in_force or day >= treaty.in_force.latest:
        return taking
    status = NOT_BOUND if day < treaty.in_force.earliest else NOT_KNOWN
    return replace(taking, status=status, because=f"The treaty itself came into force on {iso(treaty.in_force.latest)}.")


def _verdict(state: Subject, one: TreatyCell, law: Comparison, outcomes: Outcomes, binding: Binding) -> Verdict:
    cell = law.cells[state.id, one.measure.id]
    outcome = outcomes.of(cell, outcomes.asked_for(one.measure))
    if_bound = outcomes.verdict(side(one.cell), outcome)
    status, taking = binding
    verdict = if_bound if status == BOUND else outcomes.verdict(f"code/binding/{status}", outcome)
    return Verdict(state, one, cell, verdict, if_bound, outcome, status, taking)
