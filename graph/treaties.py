"""What treaties ask on each measure, and how the law and practice of states stand to it on a day.

Both sides come from ``compare``: the treaty and each of its articles are subjects of it, as states are. A treaty's answer to a
measure is put together of those cells by three rules, which ``docs/treaties.md`` explains: silence of a text yields to an article
that speaks, of evidence of equal or better grade; of what is said the best graded evidence counts; of that the strictest answer,
since one article's freedom does not lift another's duty. What is left out stays visible beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from graph.codebook import Measure
from graph.comparison import Comparison, Query, a_day, chosen, compare
from graph.dates import Span, iso
from graph.errors import WrongValueError
from graph.findings import Finding
from graph.knowledge import Knowledge, Subject
from graph.outcomes import Outcomes, side
from graph.participations import BOUND, NOT_BOUND, NOT_KNOWN, Participations, Taking, taking_part
from graph.questions import ask, text
from graph.rules import UNCLEAR, Cell
from graph.terms import id_of

__all__ = ["Treaties", "Treaty", "TreatyCell", "Verdict", "treaties"]

SUPERSEDED = "superseded"
_SCHEME = "treaty-duty"
_SILENT = "silent"
_UNDATED = 99991231

Spoken: TypeAlias = tuple[str, Cell]
Binding: TypeAlias = tuple[str, Taking]


@dataclass(frozen=True)
class Treaty:
    """A treaty as a column: ``made`` sorts it, ``in_force`` holds the days it may have come into force (None: not known)."""

    id: str
    label: str
    made: int
    in_force: Span | None
    takes_the_place_of: str
    binds_after_days: int


@dataclass(frozen=True)
class TreatyCell:
    """What one treaty says on one measure.

    ``deciding`` are the cells (subject id, cell) that give the answer, ``beside`` those of other articles that ask less or nothing,
    ``outweighed`` those of weaker evidence that say otherwise. ``whole`` tells whether a finding is about the whole text: a silence
    without one is only that of the articles named.
    """

    treaty: Treaty
    measure: Measure
    cell: Cell
    whole: bool = False
    deciding: tuple[tuple[str, Cell], ...] = ()
    beside: tuple[tuple[str, Cell], ...] = ()
    outweighed: tuple[tuple[str, Cell], ...] = ()

    @property
    def rivals(self) -> list[Finding]:
        """The findings that say otherwise of the same article, or of the whole on weaker evidence, each once."""
        found = [one for _, cell in self.deciding for one in cell.rivals]
        return list(dict.fromkeys([*found, *(one for _, cell in self.outweighed for one in cell.decisive)]))


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
    order = {answer: place for place, answer in enumerate(texts.codebook.schemes.get(_SCHEME, ()))}
    cells = [_put_together(treaty, measure, texts, order) for measure in texts.measures for treaty in columns]
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


def _put_together(treaty: Treaty, measure: Measure, texts: Comparison, order: dict[str, int]) -> TreatyCell:
    about = [(id_, cell) for (id_, of), cell in texts.cells.items() if of == measure.id and (id_ == treaty.id or _is_in(id_, treaty))]
    spoken = [(id_, cell) for id_, cell in about if cell.decisive or cell.rivals]
    heard = [one for one in spoken if one[1].answer != UNCLEAR] or spoken
    if not heard:
        return TreatyCell(treaty, measure, dict(about)[treaty.id])
    said, outweighed = _weighed(heard, treaty)
    strictest = min(_rank(cell, order) for _, cell in said)
    as_strict = [one for one in said if _rank(one[1], order) == strictest]
    deciding = [one for one in as_strict if one[1].answer] or as_strict
    deciding.sort(key=lambda one: (one[0] != treaty.id, one[0]))
    answers = {answer for _, cell in deciding for answer in cell.answers}
    outweighed = [one for one in outweighed if not answers >= set(one[1].answers)]
    beside = [one for one in spoken if one not in deciding and one not in outweighed]
    whole = any(id_ == treaty.id for id_, _ in spoken)
    found = replace(deciding[0][1], because=" ".join(_because(deciding, beside, outweighed, whole)))
    return TreatyCell(treaty, measure, found, whole, tuple(deciding), tuple(beside), tuple(outweighed))


def _is_in(id_: str, treaty: Treaty) -> bool:
    return id_.startswith(treaty.id + "/")


def _weighed(heard: list[Spoken], treaty: Treaty) -> tuple[list[Spoken], list[Spoken]]:
    """What counts of the cells of a treaty, and what says something on weaker evidence."""
    speaking = [one for one in heard if one[1].answer != _SILENT]
    silent = [one for one in heard if one[1].answer == _SILENT]
    if not speaking:
        return silent, []
    best = min(_grade(cell) for _, cell in speaking)
    if any(id_ == treaty.id and _grade(cell) < best for id_, cell in silent):
        return silent, speaking
    return [one for one in speaking if _grade(one[1]) == best], [one for one in speaking if _grade(one[1]) > best]


def _grade(cell: Cell) -> int:
    return min(one.grade_rank for one in cell.decisive or cell.rivals)


def _rank(cell: Cell, order: dict[str, int]) -> int:
    """How strict a cell is, 0 the strictest; a disputed one is as strict as the strictest of what it may be."""
    return min(order.get(answer, len(order)) for answer in cell.answers)


def _because(deciding: list[Spoken], beside: list[Spoken], outweighed: list[Spoken], whole: bool) -> Iterator[str]:
    """The sentences that say which steps decided."""
    silent = deciding[0][1].answer == _SILENT
    if len(deciding) == 1:
        yield deciding[0][1].because
    else:
        yield f"{len(deciding)} of its texts say so."
    if silent and not whole:
        yield "Only what is named was read for this; of the rest of the text nothing is said."
    if any(cell.answer == _SILENT for _, cell in beside):
        yield "The silence of a text yields to an article that speaks."
    if any(cell.answer not in (_SILENT, UNCLEAR, deciding[0][1].answer) for _, cell in beside):
        yield "Of what its articles say the strictest counts."
    if outweighed:
        yield "Weaker evidence says otherwise."


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
