"""The network of influences: acts along an axis of time in lanes by their owners, arrows from what is followed to what follows.

No difference is one of colour alone: each verdict has a line of its own and a sign on it, each basis an arrowhead of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree

from api.formats.arrows import LINES, Look, arrow, sample
from api.formats.drawing import element
from api.formats.labels import SIZE, label
from api.formats.lettering import cut, width_of, wrapped
from api.formats.painting import painted
from api.formats.palette import INK, PAPER
from api.formats.timeaxis import TimeAxis, placed
from api.formats.words import words
from graph.chronology import POSSIBLE
from graph.dates import ALWAYS, FOREVER, Span

__all__ = ["Act", "Arrow", "Network", "png", "svg"]

_WIDTH, _GUTTER, _MARGIN, _ROW, _TOP, _TAIL = 520, 92, 8, 18, 34, 26
_LEFT, _RIGHT = _GUTTER + 12, _WIDTH - 18
_SECOND, _LEGEND = 170, 17
"""Where the second column of the legend begins, and how high a row of it is."""


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
    """Claims of one kind between two acts, with how they look. The days are those of the wordings meant."""

    follower: str
    origin: str
    follower_days: Span | None
    origin_days: Span | None
    look: Look
    said: str


@dataclass(frozen=True)
class Network:
    """What is drawn: acts, arrows, the names of verdicts by their codes, what the file states of itself, the language of its words."""

    acts: Sequence[Act]
    arrows: Sequence[Arrow]
    names: Mapping[str, str]
    stated: Mapping[str, str]
    lang: str = "en"
    order: list[Act] = field(init=False)
    axis: TimeAxis = field(init=False)

    def __post_init__(self) -> None:
        begins: dict[str, int] = {}
        for act in self.acts:
            begins[act.owner] = min(begins.get(act.owner, FOREVER), placed(act.days))
        order = sorted(self.acts, key=lambda act: (begins[act.owner], act.owner, placed(act.days), act.id))
        days = [act.days for act in self.acts] + [span for one in self.arrows for span in (one.follower_days, one.origin_days)]
        object.__setattr__(self, "order", order)
        object.__setattr__(self, "axis", TimeAxis(days, _LEFT, _RIGHT))


def svg(network: Network) -> bytes:
    """The network as SVG 1.1; the text of every act and arrow stands in it, nothing in it runs or loads anything."""
    said = words(network.lang)
    rows = {act.id: _TOP + _ROW * (place + 0.5) for place, act in enumerate(network.order)}
    bottom = _TOP + _ROW * len(rows)
    arrows = list(_arrows(network, rows))
    drawn = [label(said["network_title"], _MARGIN, 20, size=SIZE + 3), *_lanes(network.order, rows), *_years(network.axis, bottom)]
    drawn += [line for line, _ in arrows]
    drawn += [_act(act, rows[act.id], network.axis) for act in network.order]
    drawn += [end for _, end in arrows]
    legend, end = _legend(said, network.names, bottom + 34)
    caption = [f"druglaw, {said['release']} {network.stated['release']}.", network.stated["path"]]
    for line in (one for text in caption for one in wrapped(text, 80)):
        end += SIZE + 1
        legend.append(label(line, _MARGIN, end, size=SIZE - 2))
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
        height=f"{end + _MARGIN:g}",
        viewBox=f"0 0 {_WIDTH} {end + _MARGIN:g}",
        role="group",
        aria_labelledby="title desc",
    )
    root.set("{http://www.w3.org/XML/1998/namespace}lang", network.lang)
    body: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


def png(network: Network, ppi: int = 300) -> bytes:
    """The network as PNG at a resolution in pixels per inch, with what it states of itself in a text chunk."""
    return painted(svg(network), {"druglaw": json.dumps(dict(network.stated))}, ppi)


def _lanes(order: Sequence[Act], rows: Mapping[str, float]) -> Iterator[etree._Element]:
    for place, (owner, lane) in enumerate(groupby(order, key=lambda act: act.owner)):
        acts = list(lane)
        y, room = rows[acts[0].id], _GUTTER - _MARGIN
        fill = "#f1f3f5" if place % 2 == 0 else PAPER
        yield element("rect", x=0, y=f"{y - _ROW / 2:g}", width=_WIDTH, height=_ROW * len(acts), fill=fill)
        name = label(cut(owner if width_of(owner, SIZE) <= room else acts[0].owner_short, room, SIZE), _MARGIN, y + 4)
        name.append(element("title", owner))
        yield name


def _years(axis: TimeAxis, bottom: float) -> Iterator[etree._Element]:
    for year, x in axis.years:
        yield element("line", x1=f"{x:.1f}", x2=f"{x:.1f}", y1=_TOP, y2=f"{bottom:g}", stroke="#c9ced4", stroke_width=0.8)
        yield label(str(year), x, bottom + 13, anchor="middle")


def _act(act: Act, y: float, axis: TimeAxis) -> etree._Element:
    x = axis.point(act.days)
    marks, start, end = [element("title", act.said)], x, x
    if act.days and act.days.earliest == ALWAYS:
        start = x - _TAIL
        marks.append(_tail(start, y))
    elif act.days and act.days.earliest != act.days.latest:
        end = axis.across(act.days.latest)
        marks.append(_bar(start, end, y))
    marks.append(_point(x, y, known=act.days is not None))
    left, right = start - _LEFT - 8, _RIGHT - 2 - end
    at_right = right >= min(width_of(act.label, SIZE), left)
    name = cut(act.label, right if at_right else left, SIZE)
    marks.append(label(name, end + 8 if at_right else start - 8, y + 4, anchor="start" if at_right else "end", halo=True))
    return element("g", *marks, data_id=act.id, role="img", aria_label=act.said)


def _point(x: float, y: float, *, known: bool = True) -> etree._Element:
    return element("circle", cx=f"{x:.1f}", cy=f"{y:g}", r=4, fill=INK if known else PAPER, stroke=INK, stroke_width=1.2)


def _bar(start: float, end: float, y: float) -> etree._Element:
    return element("line", x1=f"{start:.1f}", x2=f"{end:.1f}", y1=f"{y:g}", y2=f"{y:g}", stroke=INK, stroke_width=5, stroke_opacity=0.5)


def _tail(start: float, y: float) -> etree._Element:
    ends = {"x1": f"{start:.1f}", "x2": f"{start + _TAIL:.1f}", "y1": f"{y:g}", "y2": f"{y:g}"}
    return element("line", **ends, stroke=INK, stroke_width=1.5, stroke_dasharray="2,2")


def _arrows(network: Network, rows: Mapping[str, float]) -> Iterator[tuple[etree._Element, etree._Element]]:
    """The line of each arrow, and its head and sign; arrows between the same acts are bent so that none hides another."""
    seen: dict[tuple[str, ...], int] = {}
    for one in network.arrows:
        between = tuple(sorted((one.follower, one.origin)))
        seen[between] = seen.get(between, -1) + 1
        start = network.axis.point(one.origin_days), rows[one.origin]
        line, ends = arrow(one.look, start, (network.axis.point(one.follower_days), rows[one.follower]), seen[between])
        about = {"data-follower": one.follower, "data-origin": one.origin, "data-verdict": one.look.verdict, "data-basis": one.look.basis}
        title = element("title", one.said)
        drawn = element("g", title, line, role="img", aria_label=one.said, **about)
        yield drawn, element("g", element("title", one.said), *ends, aria_hidden="true")


def _legend(said: Mapping[str, str], names: Mapping[str, str], top: float) -> tuple[list[etree._Element], float]:
    """What lines, ends and points mean, in two columns, and where they end."""
    drawn = []
    for line in wrapped(said["network_direction"], 72):
        drawn.append(label(line, _MARGIN, top))
        top += _LEGEND
    for place, verdict in enumerate(LINES):
        drawn += sample(_MARGIN, top + _LEGEND * place, Look(verdict), names[verdict])
    kinds = {
        "network_stated": Look(POSSIBLE),
        "network_computed": Look(POSSIBLE, "computed"),
        "network_diverges": Look(POSSIBLE, diverges=True),
    }
    for place, (name, look) in enumerate(kinds.items()):
        drawn += sample(_SECOND, top + _LEGEND * place, look, said[name])
    y = top + _LEGEND * len(kinds) - 4
    drawn += [_bar(_SECOND + 10, _SECOND + 30, y), _point(_SECOND + 10, y)]
    drawn += [_tail(_SECOND, y + _LEGEND), _point(_SECOND + _TAIL, y + _LEGEND), _point(_SECOND + 15, y + 2 * _LEGEND, known=False)]
    for place, name in enumerate(("network_point", "network_open", "network_undated")):
        drawn.append(label(said[name], _SECOND + 38, y + _LEGEND * place + 4))
    return drawn, y + 2 * _LEGEND + 12
