"""What a source counts of its own entries, held against what the comparison shows of them: never more than it counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.comparison import Comparison, a_day, cell_on
from graph.dates import iso
from graph.knowledge import Knowledge
from graph.questions import ask, text
from graph.rules import UNCLEAR, Rule
from graph.store import Store
from graph.terms import id_of

__all__ = ["Tally", "TallyCheck", "load_tallies", "tallies_of", "tallies_of_source"]


@dataclass(frozen=True)
class Tally:
    """How many of its entries for a subject, on these questions, a source (a part of it, where one is named) counts with these answers."""

    id: str
    source: str
    part: str
    subject: str
    measures: tuple[str, ...]
    answers: tuple[str, ...]
    number: int
    locator: str


@dataclass(frozen=True)
class TallyCheck:
    """A tally, and how many cells show one of the answers counted and how many are unclear, by the rule of that part alone."""

    tally: Tally
    label: str
    shown: int
    unclear: int

    @property
    def sentence(self) -> str:
        """The tally and the cells, side by side."""
        one = self.tally
        where = f"{one.source}, {one.part}" if one.part else one.source
        return (
            f"{where} counts {one.number} of {len(one.measures)} for {self.label} ({one.locator}); by it alone {self.shown} of these cells "
            f"{'shows' if self.shown == 1 else 'show'} {' or '.join(one.answers)} and {self.unclear} are unclear."
        )


def load_tallies(store: Store) -> list[Tally]:
    """The tallies of a store that count answers to questions, by id."""
    found: dict[str, Tally] = {}
    for row in ask(store, "tallies"):
        key = id_of(text(row, "tally"))
        one = found.get(key) or Tally(
            id=key,
            source=id_of(text(row, "source")),
            part=text(row, "part").rpartition("#")[2],
            subject=id_of(text(row, "subject")),
            measures=(),
            answers=(),
            number=int(text(row, "number")),
            locator=text(row, "locator"),
        )
        measures, answers = _with(one.measures, id_of(text(row, "measure"))), _with(one.answers, id_of(text(row, "answer")))
        found[key] = Tally(one.id, one.source, one.part, one.subject, measures, answers, one.number, one.locator)
    return list(found.values())


def tallies_of(comparison: Comparison) -> list[TallyCheck]:
    """The tallies of the one source that a comparison asks, of its subjects and measures, each held against the cells on its day.

    None where all sources are asked: a tally speaks of the entries of one.
    """
    rule = Rule.parse(comparison.query.rule)
    asked = {measure.id for measure in comparison.measures}
    subjects = {subject.id: subject.label for subject in comparison.subjects}
    if not rule.source:
        return []
    day = a_day("as_of", comparison.as_of)
    known_by = a_day("known_by", comparison.known_by) if comparison.known_by else None
    known = comparison.knowledge.published.get(rule.source)
    if known_by and (known is None or known > known_by):
        return []
    found = [
        _checked(comparison.knowledge, one, subjects[one.subject], day, known_by)
        for one in load_tallies(comparison.knowledge.store)
        if one.source == rule.source and rule.part in ("", one.part) and one.subject in subjects and asked & set(one.measures)
    ]
    return sorted(found, key=lambda one: list(subjects).index(one.tally.subject))


def tallies_of_source(knowledge: Knowledge, source: str, lang: str = "en") -> list[tuple[str, TallyCheck]]:
    """The tallies of a source, each held against the cells on the last day that its entries speak for (as 2008-10-31)."""
    labels = {one.id: one.label for one in knowledge.subjects(lang).values()}
    found = []
    for one in load_tallies(knowledge.store):
        said = [
            finding
            for name in one.measures
            for finding in knowledge.cells.get((one.subject, name), [])
            if finding.source == source and one.part in ("", finding.part)
        ]
        if one.source == source and said:
            day = max(finding.window.observed for finding in said)
            found.append((iso(day), _checked(knowledge, one, labels.get(one.subject, one.subject), day, None)))
    return found


def _checked(knowledge: Knowledge, tally: Tally, label: str, day: int, known_by: int | None) -> TallyCheck:
    measures = knowledge.codebook().measures
    cells = [cell_on(knowledge, tally.subject, measures[one], day, Rule(tally.source, tally.part), known_by) for one in tally.measures]
    return TallyCheck(tally, label, sum(cell.answer in tally.answers for cell in cells), sum(cell.answer == UNCLEAR for cell in cells))


def _with(known: Iterable[str], one: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*known, one)))
