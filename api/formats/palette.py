"""The colours of answers and the patterns of gaps, the same in every picture.

Colours are for show: each cell also says its answer in letters, and each kind of gap has a sign and a pattern of its own.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from lxml import etree

from api.formats.drawing import element
from graph.codebook import Codebook

__all__ = ["COLOURS", "GAPS", "INK", "PAPER", "Gap", "colours", "painted_as", "patterns"]

INK, PAPER = "#111111", "#ffffff"
COLOURS = ("#77aadd", "#ee8866", "#44bb99", "#eedd88", "#99ddff", "#ffaabb", "#aaaa00")
"""Backgrounds for dark letters that red-green blindness tells apart: of the "light" scheme of Paul Tol (SRON/EPS/TN/09-002, 2021)."""


@dataclass(frozen=True)
class Gap:
    """How a cell without an answer looks: its sign, and the fill that is painted as its pattern.

    ``fill`` is a light grey that no other gap has. A chart uses it as any colour; ``api.formats.charts`` puts the pattern in its place.
    """

    sign: str
    fill: str
    strokes: tuple[tuple[str, str], ...] = ()

    @property
    def pattern(self) -> str:
        """The id of the pattern in the SVG."""
        return f"gap-{self.fill[1:]}"


_THIN, _THICK = "#c4c4c4", "#9c9c9c"
GAPS = {
    "silent": Gap("—", "#f1f1f0", (("M0,2H8M0,6H8", _THIN),)),
    "unclear": Gap("?", "#e9e9e8", (("M1,1h1.6M5,5h1.6", _THICK),)),
    "disputed": Gap("≠", "#e1e1e0", (("M-2,2L2,-2M-2,10L10,-2M6,10L10,6", _THICK),)),
    "not-applicable": Gap("n/a", "#d2d2d1", (("M0,0H8V8H0Z", _THIN), ("M0,0L8,8M0,8L8,0", "#d9d9d9"))),
    "not-researched": Gap("·", "#fcfcfb"),
}
"""The kinds of gap: lines, dots, stripes, a net, and bare paper."""

_BY_FILL = {gap.fill: gap for gap in GAPS.values()}


def colours(codebook: Codebook) -> dict[str, str]:
    """A colour for every answer and a fill for every gap, by id: answers of one scheme differ, and one answer looks the same everywhere.

    There are more answers than colours that can be told apart. Each answer gets the colour, not yet in its scheme, that fewest
    measures use; the scheme of most measures chooses first. A scheme with more answers than colours repeats some.
    """
    measures = Counter(measure.scheme for measure in codebook.measures.values())
    used: Counter[str] = Counter()
    found = {name: gap.fill for name, gap in GAPS.items()}
    for scheme, answers in sorted(codebook.schemes.items(), key=lambda item: (-measures[item[0]], item[0])):
        for answer in answers:
            if answer not in found:
                taken = {found[other] for other in answers if other in found}
                free = [colour for colour in COLOURS if colour not in taken] or COLOURS
                found[answer] = min(free, key=lambda colour: (used[colour], COLOURS.index(colour)))
        used.update({found[answer]: measures[scheme] + 1 for answer in answers if found[answer] in COLOURS})
    return found


def painted_as(fill: str) -> str:
    """What stands in an SVG for a fill: the pattern of the gap whose fill it is, else the fill itself."""
    gap = _BY_FILL.get(fill)
    return f"url(#{gap.pattern})" if gap else fill


def patterns() -> etree._Element:
    """The definitions of the patterns, for the head of an SVG."""
    return element("defs", *(_pattern(gap) for gap in GAPS.values()))


def _pattern(gap: Gap) -> etree._Element:
    strokes = [element("path", d=path, stroke=colour, fill="none") for path, colour in gap.strokes]
    paper = element("rect", width=8, height=8, fill=PAPER)
    return element("pattern", paper, *strokes, id=gap.pattern, width=8, height=8, patternUnits="userSpaceOnUse")
