"""How alike subjects answer, as a heat map in the order of the clustering, with its tree beside it.

Every square says its share and the number of cells behind it in figures; a pair with too few cells has a sign and a pattern.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import altair as alt

from api.formats.charts import Picture, caption
from api.formats.lettering import cut
from api.formats.palette import GAPS, INK, PAPER
from graph.comparison import Comparison
from graph.similarity import Similarity

__all__ = ["heat_map"]

_STEP = 42
_LABEL = 150
_TREE = 150
_FEW = GAPS["not-researched"]
_SHADES = ("#ffffff", "#d5e5f2", "#a9cbe4", "#77aadd")


def heat_map(comparison: Comparison, found: Similarity, stated: Mapping[str, str]) -> Picture:
    """The picture of a similarity. ``stated`` is what the file says of itself."""
    labels = {one.id: cut(one.label, _LABEL) for one in comparison.subjects}
    names = {one.id: one.label for one in comparison.subjects}
    squares = list(_squares(found, labels, names))
    side = alt.Step(_STEP)
    order = [f"{place:03}" for place in range(len(found.order))]
    axis = alt.Axis(title=None, ticks=False, domain=False, labelExpr=_label_expression(found, labels))
    base = alt.Chart(alt.Data(values=squares)).encode(
        x=alt.X("column:O", sort=order, axis=axis, scale=alt.Scale(domain=order)),
        y=alt.Y("row:O", sort=order, axis=axis, scale=alt.Scale(domain=order)),
        description="id:N",
    )
    tiles = base.mark_rect(stroke=PAPER).encode(color=alt.Color("fill:N", scale=None))
    figures = base.mark_text(dy=-5, color=INK, fontWeight="bold").encode(text="share:N", description=alt.value(""))
    counts = base.mark_text(dy=9, color=INK, fontSize=9).encode(text="of:N", description=alt.value(""))
    chart: Any = alt.layer(tiles, figures, counts).properties(width=side, height=side)
    if found.joins:
        chart = alt.hconcat(chart, _tree(found), spacing=12)
    weights = stated.get("weights")
    lines = [
        "Percent of equal answers, and of how many cells both answer. · : too few cells, which is not 0.",
        f"Weights of the reader: {weights}; every other measure counts 1." if weights else "Every measure counts 1.",
        "The tree joins the most alike first; its order says nothing of better or worse.",
    ]
    title = f"How alike countries answer, as of {comparison.as_of}"
    said = {one["id"]: one["said"] for one in squares}
    return Picture(chart, title, [*lines, *caption(stated)], stated, said=said, lang=comparison.query.lang)


def _squares(found: Similarity, labels: Mapping[str, str], names: Mapping[str, str]) -> Iterator[dict[str, str]]:
    for row, a in enumerate(found.order):
        for column, b in enumerate(found.order):
            pair = found.pair(a, b)
            if pair is None:
                continue
            few = pair.share is None
            said = "too few cells" if pair.share is None else f"{100 * pair.share:.0f} percent equal"
            yield {
                "id": f"{a} {b}",
                "row": f"{row:03}",
                "column": f"{column:03}",
                "fill": _FEW.fill if pair.share is None else _SHADES[min(int(4 * max(pair.share - 0.5, 0) * 2), 3)],
                "share": _FEW.sign if few else f"{100 * (pair.share or 0):.0f}",
                "of": f"of {pair.comparable}",
                "said": f"{names[a]} and {names[b]}: {said}, of {pair.comparable} comparable",
            }


def _label_expression(found: Similarity, labels: Mapping[str, str]) -> str:
    """A Vega expression that gives the name of a place in the order; the names are data, so two that are equal stay apart."""
    import json

    return f"({json.dumps([labels[one] for one in found.order])})[toNumber(datum.value)]"


def _tree(found: Similarity) -> Any:
    """The tree of the clustering: a join is a line from group to group, as far out as their distance."""
    place = {one: float(row) + 0.5 for row, one in enumerate(found.order)}
    end: dict[tuple[str, ...], tuple[float, float]] = {(one,): (0.0, row) for one, row in place.items()}
    points = []
    for number, join in enumerate(found.joins):
        (far, upper), (also_far, lower) = end[join.first], end[join.second]
        corners = [(far, upper), (join.distance, upper), (join.distance, lower), (also_far, lower)]
        points += [{"join": number, "step": step, "x": x, "y": y} for step, (x, y) in enumerate(corners)]
        end[join.first + join.second] = (join.distance, (upper + lower) / 2)
    scale = alt.Scale(domain=[0, len(found.order)], reverse=True, nice=False, zero=False)
    return (
        alt.Chart(alt.Data(values=points), width=_TREE, height=_STEP * len(found.order))
        .mark_line(color=INK, strokeWidth=1.2)
        .encode(
            x=alt.X("x:Q", axis=alt.Axis(title="distance (1 − share)", grid=False, tickCount=4), scale=alt.Scale(zero=True, nice=True)),
            y=alt.Y("y:Q", axis=None, scale=scale),
            detail="join:N",
            order="step:Q",
        )
    )
