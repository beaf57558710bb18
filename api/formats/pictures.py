"""A comparison as SVG or PNG: the picture that the edition names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from api.formats.editions import Edition
from api.formats.geography import has_shapes
from api.receipts import Receipt
from graph.comparison import Comparison
from graph.errors import WrongValueError

if TYPE_CHECKING:
    from api.formats.charts import Picture

__all__ = ["PICTURES", "offered", "png_bytes", "svg_bytes"]

PICTURES = {"matrix": "matrix:matrix", "map": "choropleth:choropleth", "timeline": "bars:bars"}
"""The pictures by the name that an edition has for them, with the module of this folder and the function there that draws it."""

_MOST = {
    "matrix": {"subjects": 40, "measures": 100},
    "map": {"subjects": 250, "measures": 6},
    "timeline": {"subjects": 80, "measures": 80},
}


def svg_bytes(comparison: Comparison, edition: Edition) -> bytes:
    """The picture as SVG."""
    from api.formats.charts import svg

    return svg(_picture(comparison, edition, "svg"))


def png_bytes(comparison: Comparison, edition: Edition) -> bytes:
    """The picture as PNG, at 300 pixels per inch."""
    from api.formats.charts import png

    return png(_picture(comparison, edition, "png"))


def offered(comparison: Comparison) -> dict[str, Receipt]:
    """The pictures that can be drawn of a comparison, by the names that an edition has for them, each with its receipt."""
    return {name: Receipt.of(comparison, Edition(picture=name)) for name in PICTURES if not _fault(comparison, name)}


def _picture(comparison: Comparison, edition: Edition, format_: str) -> Picture:
    if fault := _fault(comparison, edition.picture):
        raise fault
    module, _, name = PICTURES[edition.picture].partition(":")
    draw: Callable[[Comparison, Mapping[str, str]], Picture] = getattr(import_module(f"api.formats.{module}"), name)
    return draw(comparison, Receipt.of(comparison, edition).stated(comparison, format_))


def _fault(comparison: Comparison, picture: str) -> WrongValueError | None:
    """Why a comparison cannot be drawn so."""
    numbers = {"subjects": len(comparison.subjects), "measures": len(comparison.measures)}
    if not comparison.cells:
        return WrongValueError("picture", picture, ["at least one subject and one measure"], "there are no cells to draw")
    if picture == "timeline" and min(numbers.values()) > 1:
        allowed = ["one measure and some subjects", "one subject and some measures"]
        note = f"there are {numbers['subjects']} subjects and {numbers['measures']} measures"
        return WrongValueError("picture", picture, allowed, note)
    for parameter, most in _MOST[picture].items():
        if numbers[parameter] > most:
            note = f"a {picture} has room for {most}; choose some with {parameter}=A,B"
            return WrongValueError(parameter, f"{numbers[parameter]} {parameter}", [f"at most {most}"], note)
    if picture == "map" and not has_shapes(comparison.subjects):
        ids = ",".join(subject.id for subject in comparison.subjects)
        return WrongValueError("subjects", ids, ["at least one state"], "a map needs a state that has a shape")
    return None
