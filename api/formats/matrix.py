"""The comparison as a picture of the table: measures in their groups against subjects, a coloured or patterned field for each cell."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import groupby
from typing import Any

import altair as alt

from api.formats.charts import Picture
from api.formats.lettering import cut, width_of
from api.formats.looks import Looks
from api.formats.palette import PAPER
from graph.codebook import Measure
from graph.comparison import Comparison
from graph.knowledge import Subject
from graph.rules import Cell

__all__ = ["matrix"]

_WIDTH, _NARROWEST, _WIDEST = 610, 30, 130
_ROW, _LETTERS, _LONGEST_LABEL, _HIGHEST_HEAD = 16, 9, 196, 130


def matrix(comparison: Comparison, stated: Mapping[str, str]) -> Picture:
    """The picture of a comparison; about 600 pixels wide, more where there are more than 14 subjects."""
    looks = Looks(comparison)
    longest = max(_LONGEST_LABEL, _WIDTH - len(comparison.subjects) * _WIDEST)
    rows: dict[str, str] = {}
    headings: list[dict[str, str]] = []
    for group, measures in groupby(comparison.measures, key=lambda measure: measure.group_label):
        headings.append({"measure": f"group {len(headings)}", "text": cut(group, _WIDTH, 12)})
        rows |= {f"group {len(headings) - 1}": ""} | {measure.id: cut(measure.label, longest) for measure in measures}
    side = max(map(width_of, rows.values()), default=0.0)
    column = min(_WIDEST, max(_NARROWEST, (_WIDTH - side) / max(1, len(comparison.subjects))))
    upright = column < _WIDEST / 2
    heads = {subject.id: cut(subject.label, _HIGHEST_HEAD if upright else column) for subject in comparison.subjects}
    room = column - 12
    fields = alt.Chart(alt.NamedData("cells")).encode(
        x=alt.X(
            "subject:N", scale=alt.Scale(domain=list(heads)), title=None, axis=_axis(heads, orient="top", labelAngle=-90 if upright else 0)
        ),
        y=alt.Y("measure:N", scale=alt.Scale(domain=list(rows)), title=None, axis=_axis(rows, orient="left")),
    )
    painted = fields.mark_rect(stroke=PAPER, strokeWidth=1).encode(color=alt.Color("fill:N", scale=None), description="id:N")
    lettered = fields.mark_text(fontSize=_LETTERS, dx=-3).encode(text="text:N")
    corner = fields.mark_text(fontSize=_LETTERS, align="right", dx=column / 2 - 2, dy=1 - _ROW / 2, baseline="top")
    lower = fields.mark_text(fontSize=_LETTERS, align="right", dx=column / 2 - 2, dy=_ROW / 2 - 1, baseline="bottom")
    titled = alt.Chart(alt.NamedData("headings")).mark_text(align="left", baseline="middle", fontSize=12, dy=1)
    titled = titled.encode(x=alt.value(-side - 4), y=alt.Y("measure:N"), text="text:N")
    chart = alt.layer(painted, lettered, _where("time", corner), _where("rivals", lower), titled).properties(
        width=alt.Step(column),
        height=alt.Step(_ROW),
        datasets={"cells": [_field(*cell, looks, room) for cell in comparison.rows()], "headings": headings},
    )
    return Picture(
        chart,
        looks.words["title"].format(day=comparison.as_of),
        looks.caption(stated),
        stated,
        looks.legend(map(looks.kind, comparison.cells.values()), room, _LETTERS),
        {f"{subject.id} {measure.id}": looks.said(subject, measure, cell) for subject, measure, cell in comparison.rows()},
        {rows[one.id]: one.label for one in comparison.measures} | {heads[one.id]: one.label for one in comparison.subjects},
        looks.lang,
    )


def _field(subject: Subject, measure: Measure, cell: Cell, looks: Looks, room: float) -> dict[str, str]:
    return {
        "id": f"{subject.id} {measure.id}",
        "subject": subject.id,
        "measure": measure.id,
        "text": looks.sign(looks.kind(cell), room, _LETTERS),
        "time": looks.of_time(cell),
        "rivals": looks.of_rivals(cell),
        "fill": looks.fills[looks.kind(cell)],
    }


def _where(name: str, chart: alt.Chart) -> alt.Chart:
    """The marks of a name, for the cells that have one."""
    return chart.encode(text=f"{name}:N").transform_filter(f"datum.{name} != ''")


def _axis(labels: dict[str, str], **more: Any) -> alt.Axis:
    """An axis of ids that shows labels: two things may have the same label, and stay two."""
    return alt.Axis(labelExpr=f"({json.dumps(labels)})[datum.value]", domain=False, ticks=False, labelPadding=3, **more)
