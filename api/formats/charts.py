"""Charts as SVG and PNG: one theme, the patterns of the gaps, a frame that says what is shown, the same bytes every time.

::

    chart = alt.Chart(alt.InlineData(values=rows)).mark_rect().encode(..., description="id:N")
    picture = Picture(chart, "Drug law compared", caption(stated), stated, said={row["id"]: row["full text"] for row in rows})
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
from api.formats.palette import INK, PAPER, painted_as, patterns

__all__ = ["FONT", "Picture", "caption", "cut", "folded", "png", "svg", "width_of"]

_FAMILIES = f"'{FONT}', Verdana, sans-serif"
_SIZE, _LINE, _MARGIN, _NARROWEST = 11, 14, 8, 320.0
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
_EMS = dict.fromkeys(" .,:;'|!ijlI", 0.33) | dict.fromkeys("()[]trf/-·", 0.42) | dict.fromkeys("mwMWШЩЖЮФшщжюфмы—…@%", 0.97)
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


def width_of(text: str, size: float = _SIZE) -> float:
    """About how many pixels wide a text is in the font of the pictures, at a size in pixels; rather too many than too few."""
    return sum(_EMS.get(one, 0.72 if one.isupper() else 0.63) for one in text) * size


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


def folded(text: str, room: float, size: float = _SIZE) -> list[str]:
    """The text in one or two lines that fit into ``room`` pixels, cut where two are too few."""
    words, first = " ".join(text.split()).split(" "), ""
    while words and width_of(f"{first} {words[0]}".strip(), size) <= room:
        first = f"{first} {words.pop(0)}".strip()
    rest = " ".join(words)
    return [line for line in (first, cut(rest, room, size)) if line] or [""]


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


def _dress(node: etree._Element, picture: Picture) -> None:
    """Patterns for the fills of gaps, titles for the marks that have a text; of Vega's own descriptions only those are kept."""
    if fill := node.get("fill"):
        node.set("fill", painted_as(fill))
    if node.get("font-family") == FONT:
        node.set("font-family", _FAMILIES)
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


def _framed(picture: Picture, drawn: etree._Element) -> etree._Element:
    """The picture between its title and its legend and caption, with what it says of itself to programs and screen readers."""
    width = max(float(drawn.get("width", "0")), _NARROWEST) + 2 * _MARGIN
    title = _Column(_MARGIN, width)
    title.write([picture.title], _SIZE + 3)
    below = _Column(title.bottom + _MARGIN + float(drawn.get("height", "0")) + _MARGIN, width)
    below.explain(picture.legend)
    below.write(picture.caption, _SIZE - 2)
    height = below.bottom + _MARGIN
    framed = element(
        "svg",
        element("title", picture.title, id="title"),
        element("desc", "\n".join(picture.caption), id="desc"),
        element("metadata", json.dumps(dict(picture.stated))),
        patterns(),
        element("rect", width="100%", height="100%", fill=PAPER),
        *title.lines,
        element("g", *drawn, transform=f"translate({_MARGIN},{title.bottom + _MARGIN:g})"),
        *below.lines,
        version="1.1",
        width=f"{width:g}",
        height=f"{height:g}",
        viewBox=f"0 0 {width:g} {height:g}",
        role="group",
        aria_labelledby="title desc",
    )
    framed.set("{http://www.w3.org/XML/1998/namespace}lang", picture.lang)
    return framed


class _Column:
    """Lines of text and swatches from a height downwards, in a width that they keep."""

    def __init__(self, top: float, width: float) -> None:
        self.bottom, self.width, self.lines = top, width, list[etree._Element]()

    def write(self, texts: Sequence[str], size: float) -> None:
        letters = max(20, int((self.width - 2 * _MARGIN) / (0.6 * size)))
        for line in (line for text in texts for line in textwrap.wrap(clean(text), letters, break_on_hyphens=False)):
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
            self.lines.append(_text(text, across + _LINE + 2, self.bottom + _SIZE, _SIZE))
            across += _LINE + width_of(text) + 2 * _MARGIN
        self.bottom += _LINE + 6 if legend else 0


def _text(line: str, x: float, y: float, size: float) -> etree._Element:
    return element("text", line, x=f"{x:g}", y=f"{y:g}", font_family=_FAMILIES, font_size=f"{size}px", fill=INK)
