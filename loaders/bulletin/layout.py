"""The text of a bulletin taken apart: lines without markup, sections by country, items, and the counts that it states."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from graph import dates
from loaders.bulletin.description import Description
from loaders.months import month_names

__all__ = ["Bulletin", "Item", "lay_out"]

_MARKUP = re.compile(
    r"^\s*(?:#{1,6}\s+|>\s+)?|</?(?:i|b|em|strong|u)>|(?<!\w)(?:\*\*\*|\*\*|\*|__)(?=\S)|(?<=\S)(?:\*\*\*|\*\*|\*|__)(?!\w)"
)
_LONGEST = 1000
_BROKEN = 50
_ADDRESS = re.compile(r"https?://[!-~]+(?: [!-~]*[/_=.0-9-][!-~]*){0,2}")
_BEHIND = re.compile(r"(.*[^\s(\[<])\s(https?://[!-~]+)")
_REST = re.compile(r"(?=.{4,})[!-~]*[/_=-][!-~]*")
_LINK = re.compile(r"^<(https?://[^<>\s]+)>$|^\[[^\]]*\]\((https?://[^\s)]+)\)$")


@dataclass(frozen=True)
class Line:
    """A line that is not empty: its words without markup, and where it stands in the text (code points, end exclusive)."""

    text: str
    start: int
    end: int
    first: bool

    """``first``: whether an empty line, or the beginning of the text, stands before it."""

    @property
    def head(self) -> str:
        """The words, as far as the line is short enough to be a heading or an address: '' for a longer one, on which patterns are slow."""
        return self.text if len(self.text) <= _LONGEST else ""


@dataclass
class Item:
    """One item as the bulletin prints it; what it does not say is ''. ``country`` is the name under which it is printed."""

    start: int
    number: int = 0
    country: str = ""
    headline: str = ""
    kicker: str = ""
    address: str = ""
    date: str = ""
    end: int = 0
    lines: list[Line] = field(default_factory=list)


@dataclass
class Bulletin:
    """The items of a bulletin in their order, and what it says of their number: ``total`` -1 and ``stated`` empty where it says nothing.

    ``left`` are lines that stand between or behind items and belong to none.
    """

    items: list[Item] = field(default_factory=list)
    total: int = -1
    stated: dict[str, int] = field(default_factory=dict)
    stated_at: int = 0
    left: list[Line] = field(default_factory=list)


def lay_out(
    text: str, description: Description, year: str, known: Callable[[str], bool] = lambda name: False, *, wrapped: bool = True
) -> Bulletin:
    """The bulletin in a text. ``known`` tells the name of a country; ``year`` is that of dates given without one.

    ``wrapped``: paragraphs run over several lines and end at an empty one; else each line is a paragraph.
    """
    reader = _Reader(description, known)
    bulletin = reader.read(list(_lines(text, wrapped) if wrapped else _whole_addresses(_lines(text, wrapped))))
    printed = {item.number for item in bulletin.items}
    counted = len(printed) == len(bulletin.items) and 0 not in printed
    for number, item in enumerate(bulletin.items, start=1):
        item.number = item.number if counted else number  # numbers that begin anew in each section name no item
        item.date = _date(item, description, year)
    _counts(text, description, bulletin)
    return bulletin


def _lines(text: str, wrapped: bool) -> Iterator[Line]:
    at, first, before = 0, True, ""
    for raw in text.splitlines(keepends=True):
        if words := raw.strip():
            start = at + raw.index(words[0])
            shown = _without_markup(words)
            broken = len(before) > _BROKEN and before.upper() == before  # a headline that a page breaks into lines
            yield Line(shown, start, start + len(words), first or not (wrapped or broken))
            before = shown
        first = not words
        at += len(raw)


def _whole_addresses(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, with addresses put together again that the layout of a page had broken, and apart from the words before them."""
    held: Line | None = None
    for line in (piece for one in lines for piece in _apart(one)):
        if held and _REST.fullmatch(line.text):
            held = Line(held.text + line.text, held.start, line.end, held.first)
            continue
        if held:
            yield held
        held = None
        if _ADDRESS.fullmatch(line.text):
            held = Line("".join(line.text.split()), line.start, line.end, line.first)
        else:
            yield line
    if held:
        yield held


def _apart(line: Line) -> Iterator[Line]:
    found = _BEHIND.fullmatch(line.head)
    if found:
        yield Line(found[1], line.start, line.start + found.end(1), line.first)
        yield Line(found[2], line.end - len(found[2]), line.end, True)
    else:
        yield line


def _without_markup(line: str) -> str:
    if link := _LINK.match(line):
        return link[1] or link[2].replace("\\", "")
    return _MARKUP.sub("", line).strip()


class _Reader:
    """Goes through the lines of a body once."""

    def __init__(self, description: Description, known: Callable[[str], bool]) -> None:
        self._how = description
        self._known = known
        self._headings = set(description.names)
        self._country = ""
        self._open: Item | None = None
        self._found = Bulletin()

    def read(self, lines: list[Line]) -> Bulletin:
        """The items of the lines."""
        how = self._how
        for line in lines:
            if how.contents and (entry := how.contents.match(line.head)):
                self._headings.add(entry["country"].strip().casefold())
        begun = how.country is None
        for line in lines:
            if begun and how.after and how.after.match(line.head):
                break
            if self._is_country(line):
                begun = True
                self._close(whole=False)
                self._country = self._how.country.match(line.head)["country"].strip()  # type: ignore[union-attr, index]
            elif begun:
                self._take(line)
        self._close(whole=False)
        return self._found

    def _is_country(self, line: Line) -> bool:
        named = self._how.country.match(line.head) if self._how.country else None
        name = named["country"].strip() if named else ""
        return bool(name) and (name.casefold() in self._headings or self._known(name))

    def _take(self, line: Line) -> None:
        how = self._how
        if how.begins and (found := how.begins.match(line.head)):
            self._close(whole=False)
            self._open = Item(line.start, country=self._country)
            self._fill(found)
        elif self._open is None:
            if how.begins:
                self._found.left += [line] if self._found.items else []  # what stands before the first item is the head
                return
            self._open = Item(line.start, country=self._country)
        for pattern in how.lines:
            if found := pattern.match(line.head):
                self._fill(found)
        ended = how.ends.match(line.head) if how.ends else None
        if self._open is not None:
            self._open.lines.append(line)
            self._open.end = line.end
        if ended:
            self._fill(ended)
            self._close(whole=True)

    def _fill(self, found: re.Match[str]) -> None:
        said = {name: value.strip() for name, value in found.groupdict().items() if value}
        item = self._open
        if item is None:
            return
        item.number = int(said["number"]) if said.get("number", "").isdigit() else item.number
        item.country = said.get("country", item.country)
        item.headline = said.get("headline", item.headline)
        item.address = said.get("address", item.address)
        if item.date == "" and said.get("day"):
            item.date = "\n".join([said["day"], said.get("month", ""), said.get("year", "")])

    def _close(self, *, whole: bool) -> None:
        item, self._open = self._open, None
        if item is None:
            return
        if not whole and self._how.ends and not self._how.begins:
            self._found.left += item.lines
            return
        if not item.headline:
            _find_headline(item, self._how)
        self._found.items.append(item)


def _find_headline(item: Item, how: Description) -> None:
    """The headline is the last paragraph of the lines that look like one at the beginning of the item; what is above is a kicker."""
    if how.headline is None:
        return
    paragraphs: list[list[str]] = []
    for line in item.lines:
        if not how.headline.match(line.head) or (how.ends and how.ends.match(line.head)):
            break
        if line.first or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(line.text)
    if paragraphs:
        item.headline = " ".join(paragraphs[-1])
        item.kicker = " / ".join(" ".join(one) for one in paragraphs[:-1])


def _date(item: Item, how: Description, year: str) -> str:
    """The day or month that the item gives for what it reports, '' where it gives none that a calendar has."""
    if item.date:
        day, month, own = item.date.split("\n")
        return _edtf(day, month, own or year, how)
    begun = 0
    for line in item.lines:
        if line.text == item.headline or (how.headline and how.headline.match(line.head)):
            continue
        begun += line.first or not begun
        if begun > how.date_paragraphs:
            break
        for pattern in how.dates:
            if found := pattern.search(line.text):
                said = {name: value for name, value in found.groupdict().items() if value}
                return _edtf(said.get("day", ""), said.get("month", ""), said.get("year", year), how)
    return ""


def _edtf(day: str, month: str, year: str, how: Description) -> str:
    number = int(month) if month.isdigit() else month_names(how.language, every=True).get(month.casefold(), 0)
    parts = [year, f"{number:02d}" if number else "", day.zfill(2) if day else ""]
    text = "-".join(part for part in parts if part) if number else ""
    try:
        return text if text and dates.span(text) else ""
    except dates.DateError:
        return ""


def _counts(text: str, how: Description, bulletin: Bulletin) -> None:
    within = how.said.pattern("counts.within")
    place = within.search(text) if within else re.search(r"(?s).*", text)
    if place is None:
        return
    bulletin.stated_at = place.start()
    total, each = how.said.pattern("counts.total"), how.said.pattern("counts.each")
    if total and (found := total.search(place[0])):
        bulletin.total = int(found["count"])
        bulletin.stated_at += found.start()
    for one in each.finditer(place[0]) if each else ():
        bulletin.stated[one["country"].strip()] = bulletin.stated.get(one["country"].strip(), 0) + int(one["count"])
