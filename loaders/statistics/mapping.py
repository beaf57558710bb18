"""How an export of statistics is laid out: a mapping file, read and ready for use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from graph.complaints import Complaint
from loaders.described import Described, Field, described

__all__ = ["Indicator", "Mapping", "known_mappings", "plain", "read_mapping"]

_FIELDS = {
    "name": Field(required=True),
    "title": Field(required=True),
    "layout": Field(required=True),
    "recognise": Field("texts", required=True),
    "source.title": Field(required=True),
    "source.publisher": Field(),
    "source.address": Field(),
    "source.grade": Field(required=True),
    "revision.above": Field("pattern"),
    "revision.column": Field("texts"),
    "revision.day": Field(),
    "columns.area": Field("texts", required=True),
    "columns.period": Field("texts"),
    "columns.indicator": Field("texts"),
    "columns.value": Field("texts"),
    "columns.printed": Field("texts"),
    "columns.lower": Field("texts"),
    "columns.upper": Field("texts"),
    "columns.unit": Field("texts"),
    "columns.multiplier": Field("texts"),
    "columns.qualifier": Field("texts"),
    "columns.said-by": Field("texts"),
    "columns.population": Field("texts"),
    "columns.ignored": Field("texts"),
    "wide.value": Field("pattern"),
    "wide.lower": Field("pattern"),
    "wide.upper": Field("pattern"),
    "wide.ignored": Field("pattern"),
    "indicator.always": Field(),
    "indicator.file": Field("pattern"),
    "indicators": Field("rows", required=True),
    "areas": Field("map"),
    "units": Field("map"),
    "qualifiers": Field("map"),
    "populations": Field("map"),
    "missing": Field("texts"),
    "decimal": Field(),
}
_INDICATOR = ("id", "unit", "population", "label-en", "label-ru", "definition")
_LAYOUTS = ("long", "wide", "sdmx")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Indicator:
    """What one code of an export counts: our indicator, and where we have none, what to call it."""

    code: str
    id: str
    unit: str = ""
    population: str = ""
    label_en: str = ""
    label_ru: str = ""
    definition: str = ""


@dataclass(frozen=True)
class Mapping:
    """A mapping without faults. ``said`` has what is asked only once; names of columns are compared without case and spaces."""

    said: Described
    name: str
    title: str
    layout: str
    recognise: tuple[str, ...]
    indicators: dict[str, Indicator]
    areas: dict[str, str]
    units: dict[str, str]
    qualifiers: dict[str, str]
    populations: dict[str, str]
    missing: frozenset[str]
    decimal: str

    def fits(self, header: list[str]) -> bool:
        """Whether a line has the names of columns by which this kind of export is told."""
        names = {self.column(cell) for cell in header}
        if self.layout == "sdmx" and not plain(header[0] if header else "").startswith(("dataflow", "structure")):
            return False
        for place in ("wide.value", "wide.lower", "wide.upper"):
            if (pattern := self.said.pattern(place)) and not any(pattern.fullmatch(cell.strip()) for cell in header):
                return False
        return all(any(plain(one) in names for one in wanted.split("|")) for wanted in self.recognise)

    def column(self, cell: str) -> str:
        """The name of a column as it is compared; in SDMX-CSV with labels what stands before the colon."""
        return plain(cell.partition(":")[0] if self.layout == "sdmx" else cell)

    def code(self, cell: str) -> str:
        """A coded value; in SDMX-CSV with labels what stands before the colon."""
        return (cell.partition(":")[0] if self.layout == "sdmx" else cell).strip()


def plain(name: str) -> str:
    """A name without case and needless spaces."""
    return " ".join(name.removeprefix("\ufeff").casefold().split())


def read_mapping(path: Path) -> Mapping | list[Complaint]:
    """A mapping file, or all its faults."""
    said = described(path, _FIELDS)
    if not said.complaints:
        _look_over(said)
    if said.complaints:
        return said.complaints
    maps = {name: {plain(key): str(value) for key, value in said.values.get(name, {}).items()} for name in _MAPS}
    rows = said.values["indicators"]
    return Mapping(
        said=said,
        name=said.text("name"),
        title=said.text("title"),
        layout=said.text("layout"),
        recognise=tuple(said.texts("recognise")),
        indicators={
            plain(code): Indicator(code, **{name.replace("-", "_"): str(value) for name, value in row.items()})
            for code, row in rows.items()
        },
        missing=frozenset(plain(one) for one in said.texts("missing")),
        decimal=said.text("decimal", "."),
        **maps,
    )


_MAPS = ("areas", "units", "qualifiers", "populations")


def _look_over(said: Described) -> None:
    """What fields of a mapping demand of each other."""
    layout = said.text("layout")
    if layout not in _LAYOUTS:
        said.complain("layout", f"there is no layout '{layout}': it is one of {', '.join(_LAYOUTS)}")
    if not _SLUG.fullmatch(said.text("name")):
        said.complain("name", "the name becomes part of identifiers: use small letters, digits and single hyphens, as in my-survey")
    if layout == "wide" and "wide.value" not in said.values:
        said.complain("wide", "a wide table needs 'wide.value', a pattern for the columns of numbers with a part (?P<period>...)")
    for place in ("wide.value", "wide.lower", "wide.upper"):
        if (pattern := said.pattern(place)) and "period" not in pattern.groupindex:
            said.complain(place, f"'{place}' must have a part (?P<period>...): mark what of it is the period")
    if (above := said.pattern("revision.above")) and "revision" not in above.groupindex:
        said.complain("revision.above", "'revision.above' must have a part (?P<revision>...): mark what of it is the date")
    if layout in ("long", "sdmx"):
        for name in ("period", "value"):
            if f"columns.{name}" not in said.values:
                said.complain("columns", f"'columns.{name}' is missing: say in which column the {name} stands")
    if not {"columns.indicator", "indicator.always", "indicator.file"} & set(said.values):
        said.complain("indicators", "nothing tells what a number counts: give columns.indicator, or indicator.always")
    if said.text("decimal", ".") not in (".", ","):
        said.complain("decimal", "the decimal sign is . or ,")
    for code, row in said.values.get("indicators", {}).items():
        _look_at(said, code, row)


def _look_at(said: Described, code: str, row: dict[str, object]) -> None:
    place = f"indicators.{code}"
    for name in row:
        if name not in _INDICATOR:
            said.complain(f"{place}.{name}", f"'{name}' is no part of an indicator: it has {', '.join(_INDICATOR)}")
    if not _SLUG.fullmatch(str(row.get("id", ""))):
        said.complain(place, f"the indicator '{code}' needs an id of ours in small letters, such as id: adult-hiv-prevalence")
    if "unit" not in row and "columns.unit" not in said.values:
        said.complain(place, f"the indicator '{code}' needs a unit, such as unit: percent")


@cache
def known_mappings() -> tuple[Mapping, ...]:
    """The mappings that come with the program."""
    folder = Path(str(files("loaders") / "statistics" / "mappings"))
    read = [read_mapping(path) for path in sorted(folder.glob("*.yaml"))]
    return tuple(one for one in read if isinstance(one, Mapping))
