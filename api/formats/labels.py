"""Texts in a drawing made by hand: one line of them, and as many as a long one needs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from api.formats.drawing import element
from api.formats.lettering import width_of
from api.formats.painting import FONT
from api.formats.palette import INK, PAPER

__all__ = ["SIZE", "folded", "label"]

SIZE = 12
"""The height of letters, in pixels."""
_FAMILIES = f"'{FONT}', Verdana, sans-serif"
_PIECE = re.compile(r"[^ ,&?]+[ ,&?]*|[ ,&?]+")


def folded(text: str, room: float, size: float = SIZE) -> Iterator[str]:
    """The text in lines that fit into ``room`` pixels, broken behind spaces and behind the signs between the parts of a path."""
    line = ""
    for piece in _PIECE.findall(text):
        if line and width_of(line + piece.rstrip(), size) > room:
            yield line.rstrip()
            line = ""
        line += piece
    yield line.rstrip()


def label(
    text: str, x: float, y: float, *, size: float = SIZE, anchor: str = "start", fill: str = INK, halo: bool = False
) -> etree._Element:
    """A line of text, placed by its ``anchor`` (start, middle, end); ``halo``: with paper around the letters, for what they lie over."""
    around = {"stroke": PAPER, "stroke_width": 3, "paint_order": "stroke", "stroke_linejoin": "round"} if halo else {}
    return element(
        "text", text, x=f"{x:.1f}", y=f"{y:.1f}", font_family=_FAMILIES, font_size=f"{size}px", text_anchor=anchor, fill=fill, **around
    )
