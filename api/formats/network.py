"""The network of influences: acts along an axis of time in lanes by their owners, arrows from what is followed to what follows.

No difference is one of colour alone: each verdict has a line of its own and a sign on it, each basis an arrowhead of its own.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import atan2, cos, sin

from lxml import etree

from api.formats.drawing import element
from api.formats.lettering import cut, width_of
from api.formats.painting import FONT, painted
from api.formats.palette import INK, PAPER
from api.formats.words import words
from graph.chronology import COMMON_ANCESTOR, IMPOSSIBLE, POSSIBLE, UNDETERMINED
from graph.dates import ALWAYS, FOREVER, Span, iso

__all__ = ["Act", "Arrow", "Network", "png", "svg"]

_WIDTH, _GUTTER, _MARGIN, _ROW, _SIZE = 520, 92, 8, 17, 11
_LEFT, _RIGHT = _GUTTER + 12, _WIDTH - 18
_STRETCH, _YEAR, _TAIL = 0.6, 34, 26
"""How far ranks and not dates place a day; pixels between named years; pixels of the tail of an act without a first day."""
_LINES = {
    POSSIBLE: ("#0b5fa5", "none", ""),
    IMPOSSIBLE: ("#a83a00", "6,3", "×"),
    COMMON_ANCESTOR: ("#7a2f7a", "9,3,2,3", "●"),
    UNDETERMINED: ("#4d4d4d", "1.5,3", "?"),
}
"""Colour, dashes and sign of each verdict."""
_SECOND, _LEGEND = 190, 16
"""Where the second column of the legend begins, and how high a row of it is."""
_PIECE = re.compile(r"[^ ,&?]+[ ,&?]*|[ ,&?]+")
_FAMILIES = f"'{FONT}', Verdana, sans-serif"


@dataclass(frozen=True)
class Act:
    """An act of the picture: its name, whose it is (a long and a short name), the days it may be of, and its full text for a pointer."""

    id: str
    label: str
    owner: str
    owner_short: str
    days: Span | None
    said: str


@dataclass(frozen=True)
class Arrow:
    """Claims of one kind between two acts. The days are those of the wordings meant; ``diverges``: the claim says it does not follow."""

    follower: str
    origin: str
    follower_days: Span | None
    origin_days: Span | None
    verdict: str
    basis: str
    diverges: bool
    said: str


@dataclass(frozen=True)
class Network:
    """What is drawn: acts, arrows, names of verdicts and bases by their codes, what the file states of itself, the language."""

    acts: Sequence[Act]
    arrows: Sequence[Arrow]
    names: Mapping[str, str]
    stated: Mapping[str, str]
    lang: str = "en"


def svg(network: Network) -> bytes:
    """The network as SVG 1.1; the text of every act and arrow stands in it, nothing in it runs or loads anything."""
    said = words(network.lang)
    places = _Places(network)
    head = _text(said["network_title"], _MARGIN, 20, size=_SIZE + 3)
    drawn = [head, *_lanes(network, places), *_axis(places)]
    drawn += [_arrow(arrow, places, bend) for arrow, bend in _bent(network.arrows)]
    drawn += [_act(act, places) for act in places.order]
    legend, bottom = _legend(network, places.bottom + 34)
    caption = [f"druglaw, {said['release']} {network.stated['release']}.", network.stated["path"]]
    for line in (one for text in caption for one in _folded(text)):
        bottom += _SIZE + 1
        legend.append(_text(line, _MARGIN, bottom, size=_SIZE - 2))
    height = bottom + _MARGIN
    root = element(
        "svg",
        element("title", said["network_title"], id="title"),
        element("desc", said["network_direction"], id="desc"),
        element("metadata", json.dumps(dict(network.stated))),
        element("rect", width="100%", height="100%", fill=PAPER),
        *drawn,
        *legend,
        version="1.1",
        width=_WIDTH,
        height=height,
        viewBox=f"0 0 {_WIDTH} {height}",
        role="group",
        aria_labelledby="title desc",
    )
    root.set("{http://www.w3.org/XML/1998/namespace}lang", network.lang)
    body: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


def png(network: Network, ppi: int = 300) -> bytes:
    """The network as PNG at a resolution in pixels per inch, with what it states of itself in a text chunk."""
    return painted(svg(network), {"druglaw": json.dumps(dict(network.stated))}, ppi)


class _Places:
    """Where everything stands: acts from above in lanes, days from the left."""

    def __init__(self, network: Network) -> None:
        begins: dict[str, int] = {}
        for act in network.acts:
            begins[act.owner] = min(begins.get(act.owner, FOREVER), _first(act.days))
        self.order = sorted(network.acts, key=lambda act: (begins[act.owner], act.owner, _first(act.days), act.id))
        self.top = 34
        self.rows = {act.id: self.top + _ROW * (place + 0.5) for place, act in enumerate(self.order)}
        self.bottom = self.top + _ROW * len(self.order)
        spans = [act.days for act in network.acts] + [days for one in network.arrows for days in (one.follower_days, one.origin_days)]
        known = {day for days in spans if days for day in days if day not in (ALWAYS, FOREVER)} or {20000101}
        self.first, self.last = min(known) // 10000, max(known) // 10000 + 1
        self.days = sorted({self.first * 10000 + 101, *known, self.last * 10000 + 101})
        self.places = [self._place(rank, day) for rank, day in enumerate(self.days)]

    def _place(self, rank: int, day: int) -> float:
        """How far from the left one of the known days stands: by its date and by its rank, so that years with many texts are wider."""
        share = _STRETCH * rank / (len(self.days) - 1)
        share += (1 - _STRETCH) * (_years(day) - self.first) / (self.last - self.first)
        return _LEFT + (_RIGHT - _LEFT) * share

    def across(self, day: int) -> float:
        """How far from the left any day stands, between the known days before and behind it."""
        if day <= self.days[0] or day >= self.days[-1]:
            return _LEFT if day <= self.days[0] else _RIGHT
        at = bisect_right(self.days, day)
        (first, last), (left, right) = self.days[at - 1 : at + 1], self.places[at - 1 : at + 1]
        return left + (right - left) * (_years(day) - _years(first)) / (_years(last) - _years(first))

    def point(self, days: Span | None) -> float:
        """Where the point of an act or wording stands: at its earliest day, at the latest where no first day is known."""
        return self.across(_first(days)) if days else _RIGHT

    @property
    def years(self) -> Iterator[tuple[int, float]]:
        """The years that the axis names, with their places: those of round numbers first, as many as can be read beside each other."""
        taken: list[float] = []
        every = range(self.first, self.last + 1)
        for year in sorted(every, key=lambda year: next((rank for rank, step in enumerate((50, 10, 5, 2, 1)) if year % step == 0), 9)):
            x = self.across(year * 10000 + 101)
            if all(abs(x - other) > _YEAR for other in taken):
                taken.append(x)
                yield year, x


def _years(day: int) -> float:
    return day // 10000 + (date.fromisoformat(iso(day)) - date(day // 10000, 1, 1)).days / 366


def _first(days: Span | None) -> int:
    if days is None:
        return FOREVER
    return days.latest if days.earliest == ALWAYS else days.earliest


def _lanes(network: Network, places: _Places) -> Iterator[etree._Element]:
    for place, (owner, lane) in enumerate(groupby(places.order, key=lambda act: act.owner)):
        acts = list(lane)
        top = places.rows[acts[0].id] - _ROW / 2
        fill = "#f1f3f5" if place % 2 == 0 else PAPER
        yield element("rect", x=0, y=f"{top:g}", width=_WIDTH, height=_ROW * len(acts), fill=fill)
        room = _GUTTER - _MARGIN
        name = owner if width_of(owner, _SIZE) <= room else acts[0].owner_short
        label = _text(cut(name, room, _SIZE), _MARGIN, places.rows[acts[0].id] + 4)
        label.append(element("title", owner))
        yield label


def _axis(places: _Places) -> Iterator[etree._Element]:
    for year, x in places.years:
        yield element("line", x1=f"{x:.1f}", x2=f"{x:.1f}", y1=places.top, y2=places.bottom, stroke="#c9ced4", stroke_width=0.8)
        yield _text(str(year), x, places.bottom + 13, anchor="middle")


def _act(act: Act, places: _Places) -> etree._Element:
    y, x = places.rows[act.id], places.point(act.days)
    marks, start, end = [element("title", act.said)], x, x
    if act.days and act.days.earliest == ALWAYS:
        start = x - _TAIL
        marks.append(_line(start, end, y, stroke_width=1.5, stroke_dasharray="2,2"))
    elif act.days and act.days.earliest != act.days.latest:
        end = places.across(act.days.latest)
        marks.append(_line(start, end, y, stroke_width=5, stroke_opacity=0.5))
    marks.append(element("circle", cx=f"{x:.1f}", cy=f"{y:g}", r=4, fill=INK if act.days else PAPER, stroke=INK, stroke_width=1.2))
    left, right = start - _LEFT - 8, _RIGHT + 6 - end - 8
    at_right = right >= min(width_of(act.label, _SIZE), left)
    label = cut(act.label, right if at_right else left, _SIZE)
    marks.append(_text(label, end + 8 if at_right else start - 8, y + 4, anchor="start" if at_right else "end", halo=True))
    return element("g", *marks, data_id=act.id, role="img", aria_label=act.said)


def _line(x1: float, x2: float, y: float, **looks: object) -> etree._Element:
    return element("line", x1=f"{x1:.1f}", x2=f"{x2:.1f}", y1=f"{y:g}", y2=f"{y:g}", stroke=INK, **looks)


def _bent(arrows: Sequence[Arrow]) -> Iterator[tuple[Arrow, int]]:
    """Each arrow with how many there were before it between the same acts, so that none hides another."""
    seen: dict[tuple[str, ...], int] = {}
    for arrow in arrows:
        ends = tuple(sorted((arrow.follower, arrow.origin)))
        seen[ends] = seen.get(ends, -1) + 1
        yield arrow, seen[ends]


def _arrow(arrow: Arrow, places: _Places, bend: int) -> etree._Element:
    x0, y0 = places.point(arrow.origin_days), places.rows[arrow.origin]
    x1, y1 = places.point(arrow.follower_days), places.rows[arrow.follower]
    length = max(1.0, ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5)
    bow = min(26.0, length / 4) + 11 * bend
    cx, cy = (x0 + x1) / 2 - (y1 - y0) / length * bow, (y0 + y1) / 2 + (x1 - x0) / length * bow
    colour, dashes, sign = _LINES[arrow.verdict]
    angle = atan2(y1 - cy, x1 - cx)
    x1, y1 = x1 - 5 * cos(angle), y1 - 5 * sin(angle)
    drawn = [
        element("title", arrow.said),
        element(
            "path", d=f"M{x0:.1f},{y0:.1f}Q{cx:.1f},{cy:.1f} {x1 - 4 * cos(angle):.1f},{y1 - 4 * sin(angle):.1f}", fill="none",
            stroke=colour, stroke_width=1.4, stroke_dasharray=dashes,
        ),
        _head(x1, y1, angle, colour, arrow.basis, diverges=arrow.diverges),
    ]  # fmt: skip
    if sign:
        mx, my = (x0 + 2 * cx + x1) / 4, (y0 + 2 * cy + y1) / 4
        drawn.append(_text(sign, mx, my + 4, size=_SIZE + 1, anchor="middle", fill=colour, halo=True))
    about = {"data-follower": arrow.follower, "data-origin": arrow.origin, "data-verdict": arrow.verdict, "data-basis": arrow.basis}
    return element("g", *drawn, role="img", aria_label=arrow.said, **about)


def _head(x: float, y: float, angle: float, colour: str, basis: str, *, diverges: bool) -> etree._Element:
    """The end of an arrow: full where a source states the claim, hollow where it was computed, a bar where it departs."""

    def at(along: float, aside: float) -> str:
        return f"{x + along * cos(angle) - aside * sin(angle):.1f},{y + along * sin(angle) + aside * cos(angle):.1f}"

    fill = PAPER if basis == "computed" else colour
    if diverges:
        return element("path", d=f"M{at(-4, -5)}L{at(-4, 5)}", stroke=colour, stroke_width=2.2, fill="none")
    return element("path", d=f"M{at(0, 0)}L{at(-8, -4)}L{at(-8, 4)}Z", fill=fill, stroke=colour, stroke_width=1.2, stroke_linejoin="round")


def _legend(network: Network, top: float) -> tuple[list[etree._Element], float]:
    """What lines, ends and points mean, in two columns, and where they end."""
    said, names = words(network.lang), network.names
    drawn = []
    for line in _folded(said["network_direction"], _SIZE):
        drawn.append(_text(line, _MARGIN, top))
        top += _LEGEND
    for place, verdict in enumerate(_LINES):
        drawn += _sample(_MARGIN, top + _LEGEND * place, verdict, "stated", names[verdict])
    kinds = (
        ("stated", said["network_stated"], False),
        ("computed", said["network_computed"], False),
        ("stated", said["network_diverges"], True),
    )
    for place, (basis, text, diverges) in enumerate(kinds):
        drawn += _sample(_SECOND, top + _LEGEND * place, POSSIBLE, basis, text, diverges=diverges)
    y = top + _LEGEND * len(kinds) - 4
    drawn += [
        _line(_SECOND + 10, _SECOND + 30, y, stroke_width=5, stroke_opacity=0.5),
        element("circle", cx=_SECOND + 10, cy=y, r=4, fill=INK),
        _text(said["network_point"], _SECOND + 38, y + 4),
        _line(_SECOND, _SECOND + 26, y + _LEGEND, stroke_width=1.5, stroke_dasharray="2,2"),
        element("circle", cx=_SECOND + 26, cy=y + _LEGEND, r=4, fill=INK),
        _text(said["network_open"], _SECOND + 38, y + _LEGEND + 4),
        element("circle", cx=_SECOND + 15, cy=y + 2 * _LEGEND, r=4, fill=PAPER, stroke=INK, stroke_width=1.2),
        _text(said["network_undated"], _SECOND + 38, y + 2 * _LEGEND + 4),
    ]
    return drawn, y + 2 * _LEGEND + 12


def _sample(x: float, y: float, verdict: str, basis: str, text: str, *, diverges: bool = False) -> Iterator[etree._Element]:
    colour, dashes, sign = _LINES[verdict]
    yield element("line", x1=x, x2=x + 24, y1=y - 4, y2=y - 4, stroke=colour, stroke_width=1.4, stroke_dasharray=dashes)
    yield _head(x + 30, y - 4, 0, colour, basis, diverges=diverges)
    if sign:
        yield _text(sign, x + 12, y, size=_SIZE + 1, anchor="middle", fill=colour, halo=True)
    yield _text(text, x + 38, y)


def _folded(text: str, size: float = _SIZE - 2) -> Iterator[str]:
    """The text in lines that fit the width, broken behind spaces and behind the signs between the parts of a path."""
    line = ""
    for piece in _PIECE.findall(text):
        if line and width_of(line + piece.rstrip(), size) > _WIDTH - 2 * _MARGIN:
            yield line.rstrip()
            line = ""
        line += piece
    yield line.rstrip()


def _text(
    text: str, x: float, y: float, *, size: float = _SIZE, anchor: str = "start", fill: str = INK, halo: bool = False
) -> etree._Element:
    around = {"stroke": PAPER, "stroke_width": 3, "paint_order": "stroke", "stroke_linejoin": "round"} if halo else {}
    return element(
        "text", text, x=f"{x:.1f}", y=f"{y:.1f}", font_family=_FAMILIES, font_size=f"{size}px", text_anchor=anchor, fill=fill, **around
    )
