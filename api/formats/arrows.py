"""Arrows that tell verdict and basis of a claim by line, sign and head, and by colour besides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import atan2, cos, sin

from lxml import etree

from api.formats.drawing import element
from api.formats.labels import SIZE, label
from api.formats.palette import PAPER
from graph.chronology import COMMON_ANCESTOR, IMPOSSIBLE, POSSIBLE, UNDETERMINED

__all__ = ["LINES", "Look", "arrow", "sample"]

Point = tuple[float, float]

LINES = {
    POSSIBLE: ("#0b5fa5", "none", ""),
    IMPOSSIBLE: ("#a83a00", "6,3", "×"),
    COMMON_ANCESTOR: ("#7a2f7a", "9,3,2,3", "●"),
    UNDETERMINED: ("#4d4d4d", "1.5,3", "?"),
}
"""Colour, dashes and sign of each verdict."""


@dataclass(frozen=True)
class Look:
    """What an arrow shows: the verdict, the basis, and whether the claim says that the follower departs from the origin."""

    verdict: str
    basis: str = "stated"
    diverges: bool = False


def arrow(look: Look, start: Point, end: Point, bend: int) -> tuple[etree._Element, list[etree._Element]]:
    """The line of an arrow, which goes under the names of things, and its head and sign, which go over them.

    ``bend`` counts the arrows before it between the same things, so that none hides another.
    """
    (x0, y0), (x1, y1) = start, end
    length = max(1.0, ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5)
    bow = min(26.0, length / 4) + 11 * bend
    cx, cy = (x0 + x1) / 2 - (y1 - y0) / length * bow, (y0 + y1) / 2 + (x1 - x0) / length * bow
    colour, dashes, sign = LINES[look.verdict]
    angle = atan2(y1 - cy, x1 - cx)
    x1, y1 = x1 - 5 * cos(angle), y1 - 5 * sin(angle)
    curve = f"M{x0:.1f},{y0:.1f}Q{cx:.1f},{cy:.1f} {x1 - 4 * cos(angle):.1f},{y1 - 4 * sin(angle):.1f}"
    line = element("path", d=curve, fill="none", stroke=colour, stroke_width=1.4, stroke_dasharray=dashes)
    ends = [_head((x1, y1), angle, look)]
    if sign:
        middle = (x0 + 2 * cx + x1) / 4, (y0 + 2 * cy + y1) / 4 + 4
        ends.append(label(sign, *middle, size=SIZE + 1, anchor="middle", fill=colour, halo=True))
    return line, ends


def sample(x: float, y: float, look: Look, text: str) -> Iterator[etree._Element]:
    """An arrow with what it means, for a legend."""
    colour, dashes, sign = LINES[look.verdict]
    yield element("line", x1=x, x2=x + 24, y1=y - 4, y2=y - 4, stroke=colour, stroke_width=1.4, stroke_dasharray=dashes)
    yield _head((x + 30, y - 4), 0, look)
    if sign:
        yield label(sign, x + 12, y, size=SIZE + 1, anchor="middle", fill=colour, halo=True)
    yield label(text, x + 38, y)


def _head(tip: Point, angle: float, look: Look) -> etree._Element:
    """The end of an arrow: full where a source states the claim, hollow where it was computed, a bar where it departs."""

    def at(along: float, aside: float) -> str:
        return f"{tip[0] + along * cos(angle) - aside * sin(angle):.1f},{tip[1] + along * sin(angle) + aside * cos(angle):.1f}"

    colour = LINES[look.verdict][0]
    if look.diverges:
        return element("path", d=f"M{at(-4, -5)}L{at(-4, 5)}", stroke=colour, stroke_width=2.2, fill="none")
    fill = PAPER if look.basis == "computed" else colour
    return element("path", d=f"M{at(0, 0)}L{at(-8, -4)}L{at(-8, 4)}Z", fill=fill, stroke=colour, stroke_width=1.2, stroke_linejoin="round")
