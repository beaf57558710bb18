"""How the cells of a comparison look in a picture: fill, letters, marks, and the words behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from api.formats.charts import caption, width_of
from api.formats.comparison import cell_text
from api.formats.palette import GAPS, colours
from graph.codebook import Measure
from graph.comparison import Comparison
from graph.knowledge import Subject
from graph.rules import Cell

__all__ = ["Looks"]

_CARRIED, _POSSIBLE, _RIVALS = "*", "~", "+"
_WORDS = {
    "en": {
        "carried": "carried forward from {day}",
        "possible": "possible: applies if inexact dates fall that way",
        "rivals": "other sources differ: {answers}",
        "marks": "* carried forward from the last day a source speaks for; ~ possible, by inexact dates; + other sources differ.",
    },
    "ru": {
        "carried": "перенесено с {day}",
        "possible": "возможно: если неточные даты это допускают",
        "rivals": "другие источники расходятся: {answers}",
        "marks": "* перенесено с последнего дня, о котором говорит источник; ~ возможно, по неточным датам; + другие источники расходятся.",
    },
}


class Looks:
    """The looks of the cells of one comparison. ``kind`` of a cell is its answer, or its status where it has none."""

    def __init__(self, comparison: Comparison) -> None:
        self.codebook = comparison.codebook
        self.lang = comparison.query.lang
        self.fills = colours(comparison.codebook)
        self._words = _WORDS[self.lang]

    def kind(self, cell: Cell) -> str:
        """What decides the fill of a cell: its answer, else its status."""
        return cell.answer or cell.status

    def label(self, kind: str) -> str:
        """The answer or status in words."""
        said = self.codebook.answers.get(kind) or self.codebook.codes.get(kind)
        return said.label if said else kind

    def sign(self, kind: str, room: float = 0) -> str:
        """The label where it fits into so many pixels, else the sign: of a gap always the sign."""
        if kind in GAPS:
            return GAPS[kind].sign
        label = self.label(kind)
        return label if width_of(label) <= room else self.codebook.answers[kind].sign

    def marks(self, cell: Cell) -> str:
        """What stands behind the sign: other sources differ, possible, carried."""
        rivals = _RIVALS if cell.rivals and cell.answer else ""
        return rivals + (_POSSIBLE if cell.certainty == "possible" else _CARRIED if cell.certainty == "carried" else "")

    def legend(self, kinds: Iterable[str], room: float = 0) -> list[tuple[str, str]]:
        """Fill and meaning of each of these kinds, answers in the order of the codebook before gaps."""
        shown = set(kinds)
        order = [answer for answer in self.codebook.answers if answer not in GAPS and answer in shown]
        return [(self.fills[kind], self._entry(kind, room)) for kind in [*order, *(gap for gap in GAPS if gap in shown)]]

    def said(self, subject: Subject, measure: Measure, cell: Cell) -> str:
        """A cell in words: of whom and what, the answer with its qualifications, and last the text of the table (``cell_text``)."""
        words = [" | ".join(map(self.label, cell.answers)) if cell.status == "disputed" else self.label(self.kind(cell))]
        if cell.status == "disputed":
            words.insert(0, self.label("disputed"))
        if cell.carried_from:
            words.append(self._words["carried"].format(day=cell.carried_from))
        if cell.certainty == "possible":
            words.append(self._words["possible"])
        if cell.answer and cell.rivals:
            others = sorted({self.label(finding.answer) for finding in cell.rivals})
            words.append(self._words["rivals"].format(answers=" | ".join(others)))
        lines = (f"{subject.label}: {measure.label}", "; ".join(words), cell_text(cell))
        return "\n".join(" ".join(line.split()) for line in lines)

    def caption(self, stated: Mapping[str, str], *more: str) -> list[str]:
        """What stands below a picture: the marks, more lines, and what every export states."""
        return [self._words["marks"], *more, *caption(stated, self.lang)]

    def _entry(self, kind: str, room: float) -> str:
        sign, label = self.sign(kind, room), self.label(kind)
        return label if sign == label else f"{sign}  {label}"
