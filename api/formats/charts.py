"""Charts as SVG and PNG: one theme, the patterns of the gaps, a frame that says what is shown, the same bytes every time.

::

    chart = alt.Chart(alt.Data(values=rows)).mark_rect().encode(..., description="id:N")
    picture = Picture(chart, "Drug law compared", caption(stated), stated, {row["id"]: row["full text"] for row in rows})
    svg(picture), png(picture)

``description`` names a mark; its full text becomes the mark's ``<title>``, for the pointer and for screen readers, and its id
stands in ``data-id``. ``altair`` and ``vl_convert`` are slow to import: import a module that draws only when it is asked to draw.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt
import vl_convert
from lxml import etree

from api.formats.drawing import SVG, clean, element
from api.formats.painting import FONT, painted
from api.formats.palette import GAPS, INK, PAPER, patterns

__all__ = ["FONT", "Picture", "caption", "cut", "png", "svg", "width_of"]

_FAMILIES = f"'{FONT}', Verdana, sans-serif"
_SIZE, _LINE, _MARGIN = 11, 14, 8
_LETTERS = {"labelColor": INK, "titleColor": INK, "labelFontSize": _SIZE, "titleFontSize": _SIZE}
_UPRIGHT = {"labelFontWeight": "normal", "titleFontWeight": "normal"}  # the font has no bold face here
_THEME: dict[str, Any] = {
    "background": None,
    "font": FONT,
    "padding": 0,
    "view": {"stroke": None},
    "axis": _LETTERS | _UPRIGHT | {"domainColor": "#888888", "tickColor": "#888888", "gridColor": "#dddddd"},
    "legend": _LETTERS | _UPRIGHT | {"labelLimit": 400},
    "header": _LETTERS | _UPRIGHT,
    "text": {"color": INK, "fontSize": _SIZE},
}


@dataclass(frozen=True)
class Picture:
    """A chart with what stands around it.

    ``caption`` are the lines below it, ``stated`` is what the file says of itself (``Receipt.stated``), ``said`` the full text of
    each mark by what its ``description`` is, ``lang`` the language of the labels.
    """

    chart: alt.TopLevelMixin
    title: str
    caption: Sequence[str]
    stated: Mapping[str, str]
    said: Mapping[str, str] = field(default_factory=dict)
    lang: str = "en"


def caption(stated: Mapping[str, str]) -> list[str]:
    """What a picture has to say of itself in print, from what an export states: day, rule, release, and the path that gives it again."""
    words = {"as_of": "as of", "known_by": "known by", "rule": "rule", "grade": "grade", "release": "release"}
    line = ", ".join(f"{word} {stated[name]}" for name, word in words.items() if stated.get(name))
    return [f"Source: druglaw, {line}.", stated.get("path", "")]


def width_of(text: str, size: float = _SIZE) -> float:
    """About how many pixels wide a text is in the font of the pictures, at a size in pixels; rather too many than too few."""
    return sum(0.4 if one in " .,:;'|()[]ijlrtfI/-·" else 0.95 if one in "mwMWШЩЖЮшщжюм—…@%" else 0.66 for one in text) * size


def cut(text: str, room: float, size: float = _SIZE) -> str:
    """The text, or as much of it as fits into ``room`` pixels, with an ellipsis."""
    text = " ".join(text.split())
    if width_of(text, size) <= room:
        return text
    kept = ""
    for one in text:
        if width_of(kept + one + "…", size) > room:
            break
        kept += one
    return kept.rstrip() + "…"


def svg(picture: Picture) -> bytes:
    """The picture as SVG 1.1: text as text, titles on the marks, ``<metadata>`` with the receipt as JSON; nothing in it runs or loads."""
    spec = picture.chart.to_dict()
    own = spec.get("config", {})
    spec["config"] = {name: _over(_THEME.get(name), own.get(name)) for name in _THEME | own}
    drawn = vl_convert.vegalite_to_svg(clean(spec), allowed_base_urls=[])  # at a character that XML cannot hold it ends the process
    root = etree.fromstring(clean(drawn).encode(), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    _number(root)
    for node in root.iter(f"{{{SVG}}}*"):
        _dress(node, picture.said)
    body: bytes = etree.tostring(_framed(picture, root), encoding="utf-8", xml_declaration=True)
    return body + b"\n"


def png(picture: Picture, ppi: int = 300) -> bytes:
    """The picture as PNG at a resolution in pixels per inch, painted from its SVG; the receipt in a chunk named ``druglaw``."""
    return painted(svg(picture), {"druglaw": json.dumps(dict(picture.stated))}, ppi)


def _over(theme: Any, own: Any) -> Any:
    return theme | own if isinstance(theme, dict) and isinstance(own, dict) else theme if own is None else own


def _attributes(node: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in node.items()}


def _number(root: etree._Element) -> None:
    """Ids in the order of the picture: Vega counts on from one picture to the next."""
    ids = {str(node.get("id")): f"part-{place}" for place, node in enumerate(root.iterfind(".//*[@id]"))}
    for node in root.iter(f"{{{SVG}}}*"):
        for name, value in _attributes(node).items():
            if name == "id":
                node.set(name, ids[value])
            elif value.startswith("url(#"):
                node.set(name, f"url(#{ids[value[5:-1]]})")


def _dress(node: etree._Element, said: Mapping[str, str]) -> None:
    """Patterns for the fills of gaps, titles for the marks that have a text; of Vega's own descriptions only those are kept."""
    for gap in GAPS.values():
        if node.get("fill") == gap.fill:
            node.set("fill", f"url(#{gap.pattern})")
    if node.get("font-family") == FONT:
        node.set("font-family", _FAMILIES)
    label = str(node.attrib.pop("aria-label", ""))
    node.attrib.pop("aria-roledescription", "")
    if label in said:
        text = clean(said[label])
        node.set("data-id", label)
        node.set("role", "img")
        node.set("aria-label", text)
        node.insert(0, element("title", text))
    else:
        node.attrib.pop("role", "")


def _framed(picture: Picture, drawn: etree._Element) -> etree._Element:
    width = max(float(drawn.get("width", "0")), 320.0) + 2 * _MARGIN
    title = _lines([picture.title], width, _SIZE + 3)
    below = _lines(picture.caption, width, _SIZE - 2)
    top = _MARGIN + len(title) * (_LINE + 4) + 4
    bottom = top + float(drawn.get("height", "0")) + _MARGIN
    height = bottom + len(below) * (_LINE - 2) + _MARGIN
    framed = element(
        "svg",
        element("title", picture.title, id="title"),
        element("desc", "\n".join(picture.caption), id="desc"),
        element("metadata", json.dumps(dict(picture.stated))),
        patterns(),
        element("rect", width="100%", height="100%", fill=PAPER),
        *(_text(line, _MARGIN + (number + 1) * (_LINE + 4) - 4, _SIZE + 3) for number, line in enumerate(title)),
        element("g", *drawn, transform=f"translate({_MARGIN},{top:g})"),
        *(_text(line, bottom + (number + 1) * (_LINE - 2), _SIZE - 2) for number, line in enumerate(below)),
        version="1.1",
        width=f"{width:g}",
        height=f"{height:g}",
        viewBox=f"0 0 {width:g} {height:g}",
        role="group",
        aria_labelledby="title desc",
    )
    framed.set("{http://www.w3.org/XML/1998/namespace}lang", picture.lang)
    return framed


def _lines(texts: Sequence[str], width: float, size: float) -> list[str]:
    letters = max(20, int((width - 2 * _MARGIN) / (0.6 * size)))
    return [line for text in texts for line in textwrap.wrap(clean(text), letters, break_on_hyphens=False)]


def _text(line: str, y: float, size: float) -> etree._Element:
    return element("text", line, x=_MARGIN, y=f"{y:g}", font_family=_FAMILIES, font_size=f"{size}px", fill=INK)
