"""A comparison as SVG or PNG: the picture that the edition names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.formats.editions import Edition
from api.receipts import Receipt
from graph.comparison import Comparison
from graph.errors import WrongValueError

if TYPE_CHECKING:
    from api.formats.charts import Picture

__all__ = ["png_bytes", "svg_bytes"]

_MOST_SUBJECTS, _MOST_MEASURES, _MOST_MAPS, _MOST_ROWS = 60, 300, 6, 80


def svg_bytes(comparison: Comparison, edition: Edition) -> bytes:
    """The picture as SVG."""
    from api.formats.charts import svg

    return svg(_picture(comparison, edition, "svg"))


def png_bytes(comparison: Comparison, edition: Edition) -> bytes:
    """The picture as PNG, at 300 pixels per inch."""
    from api.formats.charts import png

    return png(_picture(comparison, edition, "png"))


def _picture(comparison: Comparison, edition: Edition, format_: str) -> Picture:
    stated = Receipt.of(comparison, edition).stated(comparison, format_)
    subjects, measures = len(comparison.subjects), len(comparison.measures)
    if edition.picture == "map":
        _bounded("subjects", subjects, _MOST_SUBJECTS)
        _bounded("measures", measures, _MOST_MAPS)
        from api.formats.choropleth import choropleth

        return choropleth(comparison, stated)
    if edition.picture == "timeline":
        if subjects > 1 and measures > 1:
            allowed = ["one measure and some subjects", "one subject and some measures"]
            raise WrongValueError(
                "picture", "timeline", allowed, f"there are {subjects} subjects and {measures} measures; choose one of either"
            )
        _bounded("subjects", subjects, _MOST_ROWS)
        _bounded("measures", measures, _MOST_ROWS)
        from api.formats.bars import bars

        return bars(comparison, stated)
    _bounded("subjects", subjects, _MOST_SUBJECTS)
    _bounded("measures", measures, _MOST_MEASURES)
    from api.formats.matrix import matrix

    return matrix(comparison, stated)


def _bounded(parameter: str, number: int, most: int) -> None:
    if number > most:
        raise WrongValueError(parameter, f"{number} {parameter}", [f"at most {most} in this picture"], f"choose some with {parameter}=A,B")
