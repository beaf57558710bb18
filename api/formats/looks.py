"""How the cells of a comparison look in a picture: fill, letters, marks, and the words behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from api.formats.charts import caption
from api.formats.comparison import cell_text
from api.formats.lettering import width_of
from api.formats.palette import GAPS, colours
from api.formats.words import words
from graph.codebook import Measure
from graph.comparison import Comparison
from graph.knowledge import Subject
from graph.rules import Cell

__all__ = ["Looks"]

_CARRIED, _POSSIBLE, _RIVALS = "*", "~", "+"


class Looks:
    """The looks of the cells of one comparison. ``kind`` of a cell is its answer, or its status where it has none."""

    def __init__(self, comparison: Comparison) -> None:
        self.codebook = comparison.codebook
        self.lang = comparison.query.lang
        self.fills = colours(comparison.codebook)
        self.words = words(self.lang)
        self._undated = comparison.undated

    def kind(self, cell: Cell) -> str:
        """What decides the fill of a cell: its answer, else its status."""
        return cell.answer or cell.status

    def label(self, kind: str) -> str:
        """The answer or status in words."""
        said = self.codebook.answers.get(kind) or self.codebook.codes.get(kind)
        return said.label if said else kind

    def sign(self, kind: str, room: float = 0, size: float = 11) -> str:
        """The label where it fits into so many pixels at a size, else the sign: of a gap always the sign."""
        if kind in GAPS:
            return GAPS[kind].sign
        label = self.label(kind)
        return label if width_of(label, size) <= room else self.codebook.answers[kind].sign

    def marks(self, cell: Cell) -> str:
        """What stands behind the sign: other sources differ, possible, carried."""
        return self.of_rivals(cell) + self.of_time(cell)

    def of_rivals(self, cell: Cell) -> str:
        """The mark of an answer from which other sources differ."""
        return _RIVALS if cell.rivals and cell.answer else ""

    def of_time(self, cell: Cell) -> str:
        """The mark of an answer that is not certain on the day."""
        return {"possible": _POSSIBLE, "carried": _CARRIED}.get(cell.certainty, "")

    def legend(self, kinds: Iterable[str], room: float = 0, size: float = 11) -> list[tuple[str, str]]:
        """Fill and meaning of each of these kinds, answers in the order of the codebook before gaps."""
        shown = set(kinds)
        order = [answer for answer in self.codebook.answers if answer not in GAPS and answer in shown]
        return [(self.fills[kind], self._entry(kind, room, size)) for kind in [*order, *(gap for gap in GAPS if gap in shown)]]

    def said(self, subject: Subject, measure: Measure, cell: Cell) -> str:
        """A cell in words: of whom and what, the answer with its qualifications, and last as a table has it."""
        said = [" | ".join(map(self.label, cell.answers)) if cell.status == "disputed" else self.label(self.kind(cell))]
        if cell.status == "disputed":
            said.insert(0, self.label("disputed"))
        if cell.carried_from:
            said.append(self.words["carried_forward"].format(day=cell.carried_from))
        if cell.certainty == "possible":
            said.append(self.words["possibly"])
        if cell.answer and cell.rivals:
            others = sorted({self.label(finding.answer) for finding in cell.rivals})
            said.append(self.words["others"].format(answers=" | ".join(others)))
        beside = (" (possible)" if cell.certainty == "possible" else "") + (" (rivals)" if cell.rivals and cell.answer else "")
        lines = (f"{subject.label}: {measure.label}", "; ".join(said), cell_text(cell) + beside)
        return "\n".join(" ".join(line.split()) for line in lines)

    def caption(self, stated: Mapping[str, str], *more: str) -> list[str]:
        """What stands below a picture: the marks, more lines, and what every export states."""
        left_out = [self.words["undated"].format(count=self._undated)] if self._undated else []
        return [self.words["marks"], *more, *left_out, *caption(stated, self.lang)]

    def _entry(self, kind: str, room: float, size: float) -> str:
        sign, label = self.sign(kind, room, size), self.label(kind)
        return label if sign == label else f"{sign} {label}" if kind in GAPS else f"{sign} = {label}"
