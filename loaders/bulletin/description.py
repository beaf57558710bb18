"""How the bulletins of one issuer are laid out: a description file, read and ready for use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from graph.complaints import Complaint
from loaders.described import Described, Field, described
from loaders.months import month_names

__all__ = ["Description", "known_descriptions", "read_description"]

_FIELDS = {
    "name": Field(required=True),
    "title": Field(required=True),
    "language": Field(required=True),
    "recognise": Field("patterns", required=True),
    "source.find": Field("patterns"),
    "source.key": Field(required=True),
    "source.title": Field(required=True),
    "source.number": Field(),
    "source.published": Field(),
    "source.publisher": Field(),
    "source.grade": Field(required=True),
    "contents": Field("pattern"),
    "country": Field("pattern"),
    "names": Field("map"),
    "item.begins": Field("pattern"),
    "item.headline": Field("pattern"),
    "item.lines": Field("patterns"),
    "item.ends": Field("pattern"),
    "item.date": Field("patterns"),
    "item.date-paragraphs": Field("number"),
    "counts.within": Field("pattern"),
    "counts.total": Field("pattern"),
    "counts.each": Field("pattern"),
    "after": Field("pattern"),
}
_NEEDS = {
    "contents": ("country",),
    "country": ("country",),
    "counts.total": ("count",),
    "counts.each": ("country", "count"),
}
_HEAD = 5000


@dataclass(frozen=True)
class Description:
    """A description without faults. What it does not say is '' or None."""

    said: Described
    name: str
    title: str
    language: str
    recognise: tuple[re.Pattern[str], ...]
    contents: re.Pattern[str] | None
    country: re.Pattern[str] | None
    names: dict[str, str]
    begins: re.Pattern[str] | None
    headline: re.Pattern[str] | None
    lines: tuple[re.Pattern[str], ...]
    ends: re.Pattern[str] | None
    dates: tuple[re.Pattern[str], ...]
    date_paragraphs: int
    after: re.Pattern[str] | None

    def missing(self, text: str) -> list[str]:
        """Which of the marks of this kind of bulletin the head of a text lacks."""
        return [one.pattern for one in self.recognise if not one.search(text[:_HEAD])]


def read_description(path: Path) -> Description | list[Complaint]:
    """A description file, or all its faults."""
    said = described(path, _FIELDS)
    for place, groups in _NEEDS.items():
        for pattern in said.patterns(place):
            for group in groups:
                if group not in pattern.groupindex:
                    said.complain(place, f"'{place}' must have a part (?P<{group}>...): mark what of it is the {group}")
    if not said.complaints and not (said.pattern("item.begins") or said.pattern("item.ends")):
        said.complain("item", "nothing tells where an item begins or ends: give item.begins or item.ends")
    if said.complaints:
        return said.complaints
    names = said.values.get("names", {})
    return Description(
        said=said,
        name=said.text("name"),
        title=said.text("title"),
        language=said.text("language"),
        recognise=tuple(said.patterns("recognise")),
        contents=said.pattern("contents"),
        country=said.pattern("country"),
        names={name.casefold(): str(area) for name, area in names.items()},
        begins=said.pattern("item.begins"),
        headline=said.pattern("item.headline"),
        lines=tuple(said.patterns("item.lines")),
        ends=said.pattern("item.ends"),
        dates=tuple(_with_months(one, said.text("language")) for one in said.texts("item.date")),
        date_paragraphs=said.number("item.date-paragraphs", 1),
        after=said.pattern("after"),
    )


@cache
def known_descriptions() -> tuple[Description, ...]:
    """The descriptions that come with the program."""
    folder = Path(str(files("loaders") / "bulletin"))
    read = [read_description(path) for path in sorted(folder.glob("*.yaml"))]
    return tuple(one for one in read if isinstance(one, Description))


def _with_months(pattern: str, language: str) -> re.Pattern[str]:
    names = sorted(month_names(language, every=True), key=len, reverse=True)
    return re.compile(pattern.replace("MONTH", "|".join(map(re.escape, names)) or "(?!)"), re.IGNORECASE)
