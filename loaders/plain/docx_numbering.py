"""The numbers that Word prints but does not store: automatic numbering of paragraphs (ECMA-376 part 1, section 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Numbering", "value_of"]

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"  # the letters of ST_NumberFormat russianLower
_LEVELS = 9
_MOST = 100_000


@dataclass(frozen=True)
class _Level:
    start: int
    format: str
    text: str
    restart: int
    legal: bool


@dataclass
class _List:
    levels: dict[int, _Level]
    counters: dict[int, int] = field(default_factory=dict)


def value_of(element: _Element | None, name: str = "val") -> str:
    """An attribute of a WordprocessingML element by its local name, '' where there is none."""
    if element is None:
        return ""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def _all(element: _Element | None, name: str) -> list[_Element]:
    return [] if element is None else [one for one in element if isinstance(one.tag, str) and one.tag.rpartition("}")[2] == name]


def _first(element: _Element | None, *path: str) -> _Element | None:
    for name in path:
        element = next(iter(_all(element, name)), None)
    return element


def _whole(text: str, otherwise: int) -> int:
    return min(int(text), _MOST) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


class Numbering:
    """The lists of one document and how far each has counted."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        abstract = {value_of(one, "abstractNumId"): one for one in _all(numbering, "abstractNum")}
        shared = {name: _List(_levels(one)) for name, one in abstract.items()}
        self._lists: dict[str, _List] = {}
        for one in _all(numbering, "num"):
            base = shared.get(value_of(_first(one, "abstractNumId")))
            if base is not None:
                overrides = _all(one, "lvlOverride")
                self._lists[value_of(one, "numId")] = _overridden(base, overrides) if overrides else base
        self._styles = {value_of(one, "styleId"): one for one in _all(styles, "style")}

    def label(self, properties: _Element | None) -> str:
        """The printed number of the next paragraph with these properties, '' where it has none or a bullet."""
        list_id, depth = self._place(properties)
        numbered = self._lists.get(list_id)
        level = numbered.levels.get(depth) if numbered else None
        if numbered is None or level is None:
            return ""
        counters = numbered.counters
        counters[depth] = counters[depth] + 1 if depth in counters else level.start
        for deeper in [one for one in counters if one > depth]:
            below = numbered.levels.get(deeper)
            if below is None or below.restart < 0 or below.restart > depth:
                del counters[deeper]
        if level.format in ("bullet", "none"):
            return "" if level.format == "bullet" else level.text if "%" not in level.text else ""
        return re.sub("%([1-9])", lambda found: self._number(numbered, int(found[1]) - 1, level.legal), level.text).strip()

    def _number(self, numbered: _List, depth: int, legal: bool) -> str:
        level = numbered.levels.get(depth)
        count = numbered.counters.get(depth, level.start if level else 1)
        return _printed(count, "decimal" if legal or level is None else level.format)

    def _place(self, properties: _Element | None) -> tuple[str, int]:
        """The list and level of a paragraph: its own, or those of its style and the styles that one is based on."""
        list_id, depth = "", -1
        style = value_of(_first(properties, "pStyle"))
        seen: set[str] = set()
        while True:
            own = _first(properties, "numPr")
            list_id = list_id or value_of(_first(own, "numId"))
            depth = depth if depth >= 0 else _whole(value_of(_first(own, "ilvl")), -1)
            if list_id or not style or style in seen:
                return list_id, min(max(depth, 0), _LEVELS - 1)
            seen.add(style)
            entry = self._styles.get(style)
            properties, style = _first(entry, "pPr"), value_of(_first(entry, "basedOn"))


def _levels(parent: _Element) -> dict[int, _Level]:
    return {_whole(value_of(one, "ilvl"), 0): _level(one) for one in _all(parent, "lvl")}


def _level(one: _Element) -> _Level:
    return _Level(
        start=_whole(value_of(_first(one, "start")), 0),
        format=value_of(_first(one, "numFmt")) or "decimal",
        text=value_of(_first(one, "lvlText"))[:100],
        restart=_whole(value_of(_first(one, "lvlRestart")), -1),
        legal=_first(one, "isLgl") is not None and value_of(_first(one, "isLgl")) not in ("0", "false"),
    )


def _overridden(base: _List, overrides: list[_Element]) -> _List:
    levels = dict(base.levels)
    for one in overrides:
        depth = _whole(value_of(one, "ilvl"), 0)
        if (given := _first(one, "lvl")) is not None:
            levels[depth] = _level(given)
        if (start := _first(one, "startOverride")) is not None and depth in levels:
            old = levels[depth]
            levels[depth] = _Level(_whole(value_of(start), old.start), old.format, old.text, old.restart, old.legal)
    return _List(levels)


def _printed(count: int, number_format: str) -> str:
    match number_format:
        case "upperRoman" | "lowerRoman":
            roman, left = "", min(count, 3999)
            for value, sign in _ROMAN:
                roman, left = roman + sign * (left // value), left % value
            return roman.upper() if number_format == "upperRoman" else roman
        case "upperLetter" | "lowerLetter" | "russianUpper" | "russianLower":
            letters = _RUSSIAN if number_format.startswith("russian") else _LATIN
            letter = letters[(count - 1) % len(letters)] * min((count - 1) // len(letters) + 1, 10) if count > 0 else ""
            return letter.upper() if number_format.endswith(("Upper", "upperLetter")) or number_format.startswith("upper") else letter
        case "decimalZero":
            return f"{count:02d}"
        case _:
            return str(count)
