"""What stands around a drawing: its title, its legend, its caption, and what the file says of itself."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from lxml import etree

from api.formats.drawing import clean, element
from api.formats.lettering import SIZE, cut, width_of, wrapped
from api.formats.painting import FONT
from api.formats.palette import INK, PAPER, painted_as, patterns

__all__ = ["FAMILIES", "framed"]

FAMILIES = f"'{FONT}', Verdana, sans-serif"
"""The font of the pictures, and what comes near it where a reader has not got it."""

_LINE, _MARGIN, _NARROWEST = 14, 8, 320.0


def framed(
    drawn: etree._Element,
    *,
    title: str,
    legend: Sequence[tuple[str, str]],
    caption: Sequence[str],
    stated: Mapping[str, str],
    lang: str,
) -> etree._Element:
    """A drawn SVG between its title and its legend and caption, with what it says of itself to programs and screen readers."""
    width = max(float(drawn.get("width", "0")), _NARROWEST) + 2 * _MARGIN
    above = _Column(_MARGIN, width)
    above.write([cut(title, 3 * width, SIZE + 3)], SIZE + 3)
    below = _Column(above.bottom + _MARGIN + float(drawn.get("height", "0")) + _MARGIN, width)
    below.explain(legend)
    below.write(caption, SIZE - 2)
    height = below.bottom + _MARGIN
    made = element(
        "svg",
        element("title", title, id="title"),
        element("desc", "\n".join(caption), id="desc"),
        element("metadata", json.dumps(dict(stated))),
        patterns(),
        element("rect", width="100%", height="100%", fill=PAPER),
        *above.lines,
        element("g", *drawn, transform=f"translate({_MARGIN},{above.bottom + _MARGIN:g})"),
        *below.lines,
        version="1.1",
        width=f"{width:g}",
        height=f"{height:g}",
        viewBox=f"0 0 {width:g} {height:g}",
        role="group",
        aria_labelledby="title desc",
    )
    made.set("{http://www.w3.org/XML/1998/namespace}lang", lang)
    return made


class _Column:
    """Lines of text and swatches from a height downwards, in a width that they keep."""

    def __init__(self, top: float, width: float) -> None:
        self.bottom, self.width, self.lines = top, width, list[etree._Element]()

    def write(self, texts: Sequence[str], size: float) -> None:
        letters = max(20, int((self.width - 2 * _MARGIN) / (0.6 * size)))
        for line in (line for text in texts for line in wrapped(clean(text), letters)):
            self.bottom += size + 3
            self.lines.append(_text(line, _MARGIN, self.bottom - 3, size))

    def explain(self, legend: Sequence[tuple[str, str]]) -> None:
        across, end = float(_MARGIN), self.width - _MARGIN
        for fill, text in legend:
            text = cut(text, end - _MARGIN - _LINE)
            if across > _MARGIN and across + _LINE + width_of(text) > end:
                across, self.bottom = float(_MARGIN), self.bottom + _LINE + 2
            self.lines.append(
                element("rect", x=f"{across:g}", y=f"{self.bottom + 2:g}", width=11, height=11, fill=painted_as(fill), stroke="#555555")
            )
            self.lines.append(_text(text, across + _LINE + 2, self.bottom + SIZE, SIZE))
            across += _LINE + width_of(text) + 2 * _MARGIN
        self.bottom += _LINE + 6 if legend else 0


def _text(line: str, x: float, y: float, size: float) -> etree._Element:
    return element("text", line, x=f"{x:g}", y=f"{y:g}", font_family=FAMILIES, font_size=f"{size}px", fill=INK)
