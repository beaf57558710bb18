"""What one treaty says on one measure, put together of what is read in the whole text and in its articles.

Each of these is a subject of the comparison and has its cell. Three rules make one answer of them, which ``docs/treaties.md`` explains:
silence of a text yields to an article that speaks, on evidence of equal or better grade; of what is said the best graded evidence
counts; of that the strictest answer, since one article's freedom does not lift another's duty. What is left out stays beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from graph.codebook import Measure
from graph.comparison import Comparison
from graph.dates import Span
from graph.findings import Finding
from graph.rules import UNCLEAR, Cell

__all__ = ["Treaty", "TreatyCell", "treaty_cell"]

_SCHEME = "treaty-duty"
_SILENT = "silent"

Spoken: TypeAlias = tuple[str, Cell]


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
    deciding: tuple[Spoken, ...] = ()
    beside: tuple[Spoken, ...] = ()
    outweighed: tuple[Spoken, ...] = ()

    @property
    def rivals(self) -> list[Finding]:
        """The findings that say otherwise of the same article, or of the whole on weaker evidence, each once."""
        found = [one for _, cell in self.deciding for one in cell.rivals]
        return list(dict.fromkeys([*found, *(one for _, cell in self.outweighed for one in cell.decisive or cell.rivals)]))


def treaty_cell(treaty: Treaty, measure: Measure, texts: Comparison, articles: Sequence[str]) -> TreatyCell:
    """The answer of a treaty to a measure. ``articles`` are the subjects of ``texts`` that are the treaty or in it."""
    order = {answer: place for place, answer in enumerate(texts.codebook.schemes.get(_SCHEME, ()))}
    about = {id_: texts.cells[id_, measure.id] for id_ in (treaty.id, *articles)}
    spoken = [(id_, cell) for id_, cell in about.items() if cell.decisive or cell.rivals]
    heard = [one for one in spoken if one[1].answer != UNCLEAR] or spoken
    if not heard:
        return TreatyCell(treaty, measure, about[treaty.id])
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
