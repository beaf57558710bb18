"""What becomes of an answer that somebody wanted: met, partly met, not met, contrary, or a gap that stays that gap.

Which answers meet, partly meet or contradict which stands in the codebook (``ontology/answers.ttl``), and which answer does
what a treaty asks on a measure too. An outcome is a path below the base: ``code/standing/met``, or for a gap that of the gap itself,
``answer/silent`` or ``code/cell-status/disputed``, so that no gap is ever taken for another or for a no.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from graph.codebook import Measure
from graph.questions import ask, text
from graph.rules import Cell
from graph.store import Store
from graph.terms import BASE, id_of

__all__ = ["CONTRARY", "MET", "NOT_MET", "NO_CRITERION", "PARTLY", "Outcomes", "load_outcomes", "side"]

MET, PARTLY, NOT_MET, CONTRARY, NO_CRITERION = (
    f"code/standing/{name}" for name in ("met", "partly", "not-met", "contrary", "no-criterion")
)
_GAPS = ("silent", "unclear", "not-applicable")


def side(cell: Cell) -> str:
    """A cell in one word: its answer (``answer/requires``) or, where it has none, its status (``code/cell-status/disputed``)."""
    return f"answer/{cell.answer}" if cell.answer else f"code/cell-status/{cell.status}"


@dataclass(frozen=True)
class Outcomes:
    """The part of the codebook that weighs answers.

    ``relations``: wanted answer -> ``met``, ``partly`` or ``contrary`` -> answers given. ``fulfilled``: path of a measure or set of answers
    -> answers. ``names``: outcome -> standing. ``verdicts``: (treaty side, state side, '' for any) -> verdict.
    """

    relations: dict[str, dict[str, set[str]]]
    fulfilled: dict[str, set[str]]
    names: dict[str, str]
    verdicts: dict[tuple[str, str], str]

    def asked_for(self, measure: Measure) -> set[str]:
        """The answers by which a state does what a treaty asks or allows on a measure; empty where the codebook names none."""
        return self.fulfilled.get(f"measure/{measure.id}") or self.fulfilled.get(f"answer-scheme/{measure.scheme}") or set()

    def of(self, cell: Cell, wanted: Collection[str]) -> str:
        """What a cell means for whoever wants one of these answers."""
        if not cell.answer or cell.answer in _GAPS:
            return side(cell)
        if not wanted:
            return NO_CRITERION
        if cell.answer in wanted or self._is(cell.answer, "met", wanted):
            return MET
        if self._is(cell.answer, "partly", wanted):
            return PARTLY
        return CONTRARY if self._is(cell.answer, "contrary", wanted) else NOT_MET

    def _is(self, given: str, relation: str, wanted: Collection[str]) -> bool:
        return any(given in self.relations.get(one, {}).get(relation, ()) for one in wanted)

    def standing(self, outcome: str) -> str:
        """The standing by which an outcome is called: its own name, or for a gap the one that stands for it."""
        return self.names.get(outcome, outcome).rpartition("/")[2]

    def verdict(self, treaty_side: str, state_side: str) -> str:
        """The verdict that follows from what a treaty says and what a state does, as the code list ``treaty-verdict`` has it."""
        known = self.verdicts
        return known.get((treaty_side, state_side)) or known.get((treaty_side, "")) or NO_CRITERION.rpartition("/")[2]


def load_outcomes(store: Store) -> Outcomes:
    """The relations of answers, the answers that fulfil, and the names of standings and verdicts."""
    relations: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    fulfilled: dict[str, set[str]] = defaultdict(set)
    for row in ask(store, "outcomes"):
        thing, relation, answer = text(row, "thing").removeprefix(BASE), text(row, "relation"), id_of(text(row, "answer"))
        if relation == "fulfilled":
            fulfilled[thing].add(answer)
        else:
            relations[id_of(BASE + thing)][relation].add(answer)
    names: dict[str, str] = {}
    verdicts: dict[tuple[str, str], str] = {}
    for row in ask(store, "standings"):
        code = text(row, "code").removeprefix(BASE)
        if outcome := text(row, "outcome"):
            names[outcome.removeprefix(BASE)] = code
        else:
            sides = text(row, "treatySide").removeprefix(BASE), text(row, "stateSide").removeprefix(BASE)
            verdicts[sides] = code.rpartition("/")[2]
    return Outcomes(dict(relations), dict(fulfilled), names, verdicts)
