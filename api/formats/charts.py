"""Charts as SVG and PNG: one theme, the patterns of the gaps, a frame that says what is shown, the same bytes every time.

::

    chart = alt.Chart(alt.InlineData(values=rows)).mark_rect().encode(..., description="id:N")
    picture = Picture(chart, "Drug law compared", caption(stated), stated, said={row["id"]: row["full text"] for row in rows})
    svg(picture), png(picture)

``description`` names a mark; its full text becomes the mark's ``<title>``, for the pointer and for screen readers, and its id
stands in ``data-id``. Labels are cut with ``api.formats.lettering``, not by limits of Vega. ``altair`` and ``vl_convert`` are
slow to import: import a module that draws only when it is asked to draw.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt
import vl_convert
from lxml import etree

from api.formats.drawing import SVG, clean, element
from api.formats.framing import FAMILIES, framed
from api.formats.lettering import SIZE
from api.formats.painting import FONT, painted
from api.formats.palette import INK, painted_as

__all__ = ["Picture", "caption", "png", "svg"]

_LETTERS = {"labelColor": INK, "titleColor": INK, "labelFontSize": SIZE, "titleFontSize": SIZE}
_UPRIGHT = {"labelFontWeight": "normal", "titleFontWeight": "normal"}  # the font has no bold face here
_UNCUT = {"labelLimit": 0, "titleLimit": 0}  # Vega cuts characters beyond the basic plane in two, and vl-convert fails at the half
_THEME: dict[str, Any] = {
    "background": None,
    "font": FONT,
    "padding": 0,
    "view": {"stroke": None},
    "axis": _LETTERS | _UPRIGHT | _UNCUT | {"domainColor": "#888888", "tickColor": "#888888", "gridColor": "#dddddd"},
    "legend": _LETTERS | _UPRIGHT | _UNCUT,
    "header": _LETTERS | _UPRIGHT | _UNCUT,
    "text": {"color": INK, "fontSize": SIZE},
}
_STATED = {
    "en": {"as_of": "as of", "known_by": "known by", "rule": "rule", "grade": "grade", "release": "release"},
    "ru": {"as_of": "на день", "known_by": "по источникам до", "rule": "правило", "grade": "уровень источников", "release": "выпуск"},
}


@dataclass(frozen=True)
class Picture:
    """A chart with what stands around it.

    ``caption`` are the lines below it, ``stated`` is what the file says of itself (``Receipt.stated``), ``legend`` pairs of a fill
    and what it means, ``said`` the full text of each mark by what its ``description`` is, ``whole`` the uncut form of labels by
    their cut one, ``lang`` the language of the labels.
    """

    chart: alt.TopLevelMixin
    title: str
    caption: Sequence[str]
    stated: Mapping[str, str]
    legend: Sequence[tuple[str, str]] = ()
    said: Mapping[str, str] = field(default_factory=dict)
    whole: Mapping[str, str] = field(default_factory=dict)
    lang: str = "en"


def caption(stated: Mapping[str, str], lang: str = "en") -> list[str]:
    """What a picture has to say of itself in print, from what an export states: day, rule, release, and the path that gives it again."""
    said = ", ".join(f"{word} {stated[name]}" for name, word in _STATED[lang].items() if stated.get(name))
    return [f"druglaw: {said}.", stated.get("path", "")]


def svg(picture: Picture) -> bytes:
    """The picture as SVG 1.1: text as text, titles on the marks, ``<metadata>`` with the receipt as JSON; nothing in it runs or loads."""
    spec = picture.chart.to_dict()
    own = spec.get("config", {})
    spec["config"] = {name: _over(_THEME.get(name), own.get(name)) for name in _THEME | own}
    drawn = vl_convert.vegalite_to_svg(clean(spec), allowed_base_urls=[])  # at a character that XML cannot hold it ends the process
    root = etree.fromstring(clean(drawn).encode(), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    _number(root)
    for node in root.iter(f"{{{SVG}}}*"):
        _dress(node, picture)
    whole = framed(root, title=picture.title, legend=picture.legend, caption=picture.caption, stated=picture.stated, lang=picture.lang)
    body: bytes = etree.tostring(whole, encoding="utf-8", xml_declaration=True)
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


def _dress(node: etree._Element, picture: Picture) -> None:
    """Patterns for the fills of gaps, titles for the marks that have a text; of Vega's own descriptions only those are kept."""
    if fill := node.get("fill"):
        node.set("fill", painted_as(fill))
    if node.get("font-family") == FONT:
        node.set("font-family", FAMILIES)
    label = str(node.attrib.pop("aria-label", ""))
    node.attrib.pop("aria-roledescription", "")
    if label in picture.said:
        text = clean(picture.said[label])
        node.set("data-id", label)
        node.set("role", "img")
        node.set("aria-label", text)
        node.insert(0, element("title", text))
    else:
        node.attrib.pop("role", "")
    if node.tag == f"{{{SVG}}}text" and node.text and picture.whole.get(node.text, node.text) != node.text:
        node.append(element("title", picture.whole[node.text]))
