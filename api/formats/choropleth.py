"""The answers to a measure on a map of the states, a small map for each of several; beside it the subjects that are no states."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from api.formats.callouts import callouts
from api.formats.charts import Picture
from api.formats.geography import Map, Polygons
from api.formats.lettering import cut, width_of
from api.formats.looks import Looks
from api.formats.palette import INK, PAPER
from graph.codebook import Measure
from graph.comparison import Comparison
from graph.knowledge import Subject

__all__ = ["choropleth"]

_ALONE, _BESIDE, _HIGHEST = 600, 400, 0.9
_LABEL, _ROOM, _LETTERS, _LINE = (38.0, 24.0), 24, 11, 17
_LAND, _BORDER = "#ececea", "#777777"


def choropleth(comparison: Comparison, stated: Mapping[str, str]) -> Picture:
    """The map or maps of a comparison, two beside each other where there are several. A state, at least, must have a shape."""
    looks = Looks(comparison)
    alone = len(comparison.measures) == 1
    width = _ALONE if alone else _BESIDE
    states = [subject.id for subject in comparison.subjects]
    sheet = _Sheet(comparison, looks, Map(states, width, width * _HIGHEST))
    panels = [sheet.of(measure, titled=not alone) for measure in comparison.measures]
    what = comparison.measures[0].label if alone else looks.words["compared"]
    return Picture(
        panels[0] if alone else alt.concat(*panels, columns=2, spacing=24),
        f"{what}, {comparison.as_of}",
        looks.caption(stated, looks.words["boundaries"]),
        stated,
        looks.legend(map(looks.kind, comparison.cells.values()), _ROOM),
        {f"{subject.id} {measure.id}": looks.said(subject, measure, cell) for subject, measure, cell in comparison.rows()},
        lang=looks.lang,
    )


class _Sheet:
    """What the maps of one comparison share: the map, the places of the labels, the list of what has no place on it."""

    def __init__(self, comparison: Comparison, looks: Looks, drawn: Map) -> None:
        self.comparison, self.looks, self.drawn = comparison, looks, drawn
        self.places, strip = callouts(drawn, _LABEL)
        self.beside = [subject for subject in comparison.subjects if subject.id not in drawn.states]
        self.top = drawn.height + strip + _LINE
        self.height = self.top + len(self.beside) * _LINE

    def of(self, measure: Measure, *, titled: bool) -> alt.LayerChart | alt.FacetChart:
        """The map of one measure."""
        around = _shapes([{"polygons": polygons} for polygons in self.drawn.around])
        states = _shapes([self._state(state, polygons, measure) for state, polygons in self.drawn.states.items()])
        listed = self._placed([self._entry(line, subject, measure) for line, subject in enumerate(self.beside)])
        fill, named = alt.Fill("properties.fill:N", scale=None), "properties.id:N"
        chart = alt.layer(
            around.mark_geoshape(fill=_LAND, stroke=PAPER, clip=True),
            self._placed([{"x": 0, "y": self.drawn.height}])
            .mark_rect(fill=PAPER)
            .encode(x2=alt.value(self.drawn.width), y2=alt.value(self.height)),
            states.mark_geoshape(stroke=_BORDER, strokeWidth=0.7, clip=True).encode(fill=fill, description=named),
            self._placed(self._lines()).mark_rule(stroke=INK, strokeWidth=0.7).encode(x2="to_x:Q", y2="to_y:Q"),
            self._placed(self._labels(measure)).mark_text(fontSize=_LETTERS).encode(text="text:N"),
            listed.mark_square(size=130, opacity=1, stroke=_BORDER, strokeWidth=0.7).encode(
                fill=alt.Fill("fill:N", scale=None), description="id:N"
            ),
            listed.mark_text(align="left", dx=12, dy=1).encode(text="text:N"),
        ).project(type="identity", scale=1, translate=[0, 0])
        title = alt.TitleParams(cut(measure.label, self.drawn.width), anchor="start", fontSize=12, fontWeight="normal", color=INK)
        return chart.properties(width=self.drawn.width, height=self.height, **({"title": title} if titled else {}))

    def _placed(self, rows: list[dict[str, Any]]) -> alt.Chart:
        across = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, self.drawn.width], nice=False, zero=False))
        down = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, self.height], range=[0, self.height], nice=False, zero=False))
        return alt.Chart(alt.InlineData(values=rows)).encode(x=across, y=down)

    def _state(self, state: str, polygons: Polygons, measure: Measure) -> dict[str, Any]:
        fill = self.looks.fills[self.looks.kind(self.comparison.cells[state, measure.id])]
        return {"polygons": polygons, "id": f"{state} {measure.id}", "fill": fill}

    def _lines(self) -> list[dict[str, Any]]:
        away = [(one, one.anchor) for one in self.places.values() if one.anchor]
        return [{"x": x, "y": y, "to_x": one.x, "to_y": one.y - _LABEL[1] / 2} for one, (x, y) in away]

    def _labels(self, measure: Measure) -> list[dict[str, Any]]:
        cells = ((state, one, self.comparison.cells[state, measure.id]) for state, one in self.places.items())
        return [
            {"x": one.x, "y": one.y + off, "text": text}
            for state, one, cell in cells
            for off, text in ((-5, state.upper()), (6, self.looks.sign(self.looks.kind(cell), _ROOM) + self.looks.marks(cell)))
        ]

    def _entry(self, line: int, subject: Subject, measure: Measure) -> dict[str, Any]:
        cell = self.comparison.cells[subject.id, measure.id]
        kind = self.looks.kind(cell)
        shapeless = "" if "/" in subject.id else f" ({self.looks.words['no_shape']})"
        said = f": {self.looks.label(kind)}{self.looks.marks(cell)}{shapeless}"
        text = cut(subject.label, self.drawn.width - 24 - width_of(said)) + said
        y = self.top + (line + 0.5) * _LINE
        return {"x": 8, "y": y, "text": text, "fill": self.looks.fills[kind], "id": f"{subject.id} {measure.id}"}


def _shapes(features: list[dict[str, Any]]) -> alt.Chart:
    """A chart of shapes in pixels; a tenth of one is as fine as anybody sees."""
    shaped = [
        {
            "type": "Feature",
            "properties": {name: value for name, value in one.items() if name != "polygons"},
            "geometry": {
                "type": "MultiPolygon",
                "coordinates": [[ring.round(1).tolist() for ring in polygon] for polygon in one["polygons"]],
            },
        }
        for one in features
    ]
    return alt.Chart(alt.InlineData(values=shaped))
