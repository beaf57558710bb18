"""The answers over time as a picture: a row for each subject of one measure, or for each measure of one subject."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt

from api.formats.charts import Picture
from api.formats.comparison import cell_text
from api.formats.lettering import folded, width_of
from api.formats.looks import Looks
from api.formats.palette import INK
from graph.codebook import Measure
from graph.comparison import Comparison, a_day
from graph.dates import ALWAYS, FOREVER, day_after, iso
from graph.knowledge import Subject
from graph.rules import Rule
from graph.timeline import Period, timeline

__all__ = ["bars"]

_WIDTH, _LONGEST_LABEL, _ROW, _BASE, _LETTERS = 600, 196, 36, 33, 9
_ROOM, _FULL, _HEIGHTS = 30, 18, {"possible": 18, "carried": 7}


@dataclass(frozen=True)
class _Row:
    subject: Subject
    measure: Measure
    label: str
    periods: list[Period]


def bars(comparison: Comparison, stated: Mapping[str, str]) -> Picture:
    """The picture of how the cells of one row or one column of a comparison came to be, and of what is known to come."""
    looks = Looks(comparison)
    rows = list(_rows(comparison))
    start, end = _years([row.periods for row in rows], comparison.as_of)
    labels = [folded(row.label, _LONGEST_LABEL) for row in rows]
    width = _WIDTH - max(width_of(line) for lines in labels for line in lines)
    drawn, said = [], {}
    for place, row in enumerate(rows):
        for bar, words in _bars(row, looks, (start, end), place * _ROW + _BASE):
            drawn.append(bar)
            said[bar["id"]] = words
    names = [
        {"y": place * _ROW + _BASE - _FULL / 2 + (line - (len(lines) - 1) / 2) * 13, "text": text}
        for place, lines in enumerate(labels)
        for line, text in enumerate(lines)
    ]
    sheet = _Sheet(start, end, width, len(rows) * _ROW + 4)
    field = sheet.placed(drawn).encode(x2="to:Q", y2="top:Q", fill=alt.Fill("fill:N", scale=None), description="id:N")
    now = sheet.placed([{"from": _year(a_day("as_of", comparison.as_of)), "y": 0.0}]).mark_rule(stroke=INK, strokeDash=[1, 2])
    chart = alt.layer(
        field.transform_filter("datum.certainty != 'possible'").mark_rect(stroke="#777777", strokeWidth=0.7),
        field.transform_filter("datum.certainty == 'possible'").mark_rect(stroke=INK, strokeWidth=1.2, strokeDash=[3, 2]),
        sheet.placed(list(_letters(drawn, width / (end - start), end))).mark_text(align="left", fontSize=_LETTERS).encode(text="text:N"),
        now.encode(y2=alt.value(sheet.height)),
        sheet.placed(names).mark_text(align="right", dx=-6).encode(x=alt.value(0), text="text:N"),
    ).properties(width=width, height=sheet.height)
    one = comparison.measures[0].label if len(comparison.measures) == 1 else comparison.subjects[0].label
    return Picture(
        chart,
        f"{one}, {start}–{end}",
        looks.caption(stated, looks.words["bars"]),
        stated,
        looks.legend((looks.kind(period.cell) for row in rows for period in row.periods), _ROOM),
        said,
        {lines[-1]: row.label for lines, row in zip(labels, rows, strict=True) if lines[-1].endswith("…")},
        looks.lang,
    )


def _rows(comparison: Comparison) -> Iterator[_Row]:
    rule = Rule.parse(comparison.query.rule, comparison.query.grade)
    known_by = a_day("known_by", comparison.known_by) if comparison.known_by else None
    alone = len(comparison.subjects) == 1 and len(comparison.measures) > 1
    for subject, measure, _ in comparison.rows():
        periods = timeline(comparison.knowledge, subject.id, measure.id, rule, known_by, comparison.query.lang)
        yield _Row(subject, measure, measure.label if alone else subject.label, periods)


def _years(timelines: Sequence[list[Period]], as_of: str) -> tuple[int, int]:
    """The years that a picture spans: every change, and the day of the comparison, with some room."""
    days = [day for periods in timelines for period in periods for day in period[:2] if ALWAYS < day < FOREVER]
    years = [day // 10000 for day in [*days, a_day("as_of", as_of)]]
    first, last = min(years), max(years) + 1
    return min(first, last - 5), last


def _year(day: int) -> float:
    """A day as a year with its fraction."""
    then = date.fromisoformat(iso(day))
    return then.year + (then.timetuple().tm_yday - 1) / (366 if then.year % 4 == 0 and (then.year % 100 or then.year % 400 == 0) else 365)


def _bars(row: _Row, looks: Looks, years: tuple[int, int], base: int) -> Iterator[tuple[dict[str, Any], str]]:
    """The bars of a row with what each says: its days, then the cell."""
    for period in _alike(row.periods):
        kind, certainty = looks.kind(period.cell), period.cell.certainty
        since = years[0] if period.first == ALWAYS else _year(period.first)
        until = years[1] if period.last == FOREVER else _year(day_after(period.last))
        first, last = ("…" if day in (ALWAYS, FOREVER) else iso(day) for day in period[:2])
        bar = {
            "id": f"{row.subject.id} {row.measure.id} {first}",
            "from": since,
            "to": until,
            "y": base,
            "top": base - _HEIGHTS.get(certainty, _FULL),
            "certainty": certainty,
            "text": looks.sign(kind, _ROOM) + looks.marks(period.cell),
            "fill": looks.fills[kind],
        }
        yield bar, f"{first} – {last}\n{looks.said(row.subject, row.measure, period.cell)}"


def _alike(periods: list[Period]) -> Iterator[Period]:
    """The periods, those joined that follow each other and look the same: only their evidence differs."""
    kept = periods[0]
    for period in periods[1:]:
        if all(look(period.cell) == look(kept.cell) for look in (cell_text, lambda cell: cell.certainty, lambda cell: bool(cell.rivals))):
            kept = kept._replace(last=period.last)
        else:
            yield kept
            kept = period
    yield kept


def _letters(drawn: list[dict[str, Any]], year: float, end: int) -> Iterator[dict[str, Any]]:
    """The sign of each bar, ``year`` pixels wide a year: in it where it fits, else above it unless another stands there.

    What has no single answer goes before what has, so that a short dispute does not lose its sign to a neighbour.
    """
    taken: dict[int, list[tuple[float, float]]] = {}
    for bar in sorted(drawn, key=lambda bar: (bool(bar["certainty"]), bar["y"], bar["from"])):
        long, room = width_of(bar["text"], _LETTERS), (bar["to"] - bar["from"]) * year - 4
        low = bar["y"] - bar["top"] < _FULL
        start = min(bar["from"] + 1 / year, end - long / year) * year
        above = taken.setdefault(bar["y"], [])
        if long <= room and not low:
            yield {"from": bar["from"] + 3 / year, "y": bar["y"] - _FULL / 2, "text": bar["text"]}
        elif all(start > other_end or start + long < other for other, other_end in above):
            above.append((start, start + long))
            yield {"from": start / year, "y": bar["top"] - 6, "text": bar["text"]}


@dataclass(frozen=True)
class _Sheet:
    """The field of the bars: years across, pixels down."""

    start: int
    end: int
    width: float
    height: int

    def placed(self, rows: list[dict[str, Any]]) -> alt.Chart:
        axis = alt.Axis(format="d", tickMinStep=1, grid=True, tickCount=max(2, int(self.width / 50)))
        across = alt.X("from:Q", title=None, axis=axis, scale=alt.Scale(domain=[self.start, self.end], nice=False, zero=False))
        down = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, self.height], range=[0, self.height], nice=False, zero=False))
        return alt.Chart(alt.InlineData(values=rows)).encode(x=across, y=down)
