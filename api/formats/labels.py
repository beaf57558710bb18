"""A line of text in a drawing made by hand."""

from __future__ import annotations

from lxml import etree

from api.formats.drawing import element
from api.formats.painting import FONT
from api.formats.palette import INK, PAPER

__all__ = ["SIZE", "label"]

SIZE = 12
"""The height of letters, in pixels."""
_FAMILIES = f"'{FONT}', Verdana, sans-serif"


def label(
    text: str, x: float, y: float, *, size: float = SIZE, anchor: str = "start", fill: str = INK, halo: bool = False
) -> etree._Element:
    """A line of text, placed by its ``anchor`` (start, middle, end); ``halo``: with paper around the letters, for what they lie over."""
    around = {"stroke": PAPER, "stroke_width": 3, "paint_order": "stroke", "stroke_linejoin": "round"} if halo else {}
    return element(
        "text", text, x=f"{x:.1f}", y=f"{y:.1f}", font_family=_FAMILIES, font_size=f"{size}px", text_anchor=anchor, fill=fill, **around
    )
