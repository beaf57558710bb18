"""Where in the records of a table each thing stands, as its mapping and its header say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.statistics.mapping import Mapping, plain
from loaders.statistics.table import Table

__all__ = ["Columns", "find_columns", "missing_columns"]

_SINGLE = ("period", "indicator", "value", "printed", "lower", "upper", "unit", "multiplier", "qualifier", "said-by")
_OF_THE_MESSAGE = ("dataflow", "structure", "structure_id", "structure_name", "action", "key", "series_key", "obs_key")
"""Columns of SDMX-CSV that describe the message, not the number."""


@dataclass
class Columns:
    """Places in a record, from 0; -1 or an empty list where there is none.

    ``periods`` are those of a wide table: the period, and where its number, lower and upper bound stand. ``unused`` are the
    headings of columns that the mapping does not speak of.
    """

    area: list[int]
    population: list[int]
    single: dict[str, int]
    periods: list[tuple[str, int, int, int]] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)


def find_columns(table: Table) -> Columns:
    """The columns of a table; where a mapping names several for a thing, the first that is there."""
    how, header = table.mapping, table.header
    names = [how.column(cell) for cell in header]
    places = {name: place for place, name in reversed(list(enumerate(names))) if name}

    def at(field: str) -> list[int]:
        return [places[plain(one)] for one in how.said.texts(field) if plain(one) in places]

    single = {name: next(iter(at(f"columns.{name}")), -1) for name in _SINGLE}
    single["revision"] = next(iter(at("revision.column")), -1)
    single["action"] = places.get("action", -1) if how.layout == "sdmx" else -1
    periods = list(_periods(how, header)) if how.layout == "wide" else []
    found = Columns(at("columns.area"), at("columns.population"), single, periods)
    used = {*found.area, *found.population, *single.values(), *at("columns.ignored"), *(place for one in periods for place in one[1:])}
    if how.layout == "sdmx":
        used |= {places[name] for name in _OF_THE_MESSAGE if name in places}
    ignored = how.said.pattern("wide.ignored")
    unused = [cell.strip() for place, cell in enumerate(header) if place not in used]
    found.unused = [cell for cell in unused if cell and not (ignored and ignored.search(cell))]
    return found


def missing_columns(table: Table, columns: Columns) -> Iterator[str]:
    """What the header lacks of that without which no number can be read."""
    how = table.mapping
    needed = {"columns.area": bool(columns.area)}
    if how.layout == "wide":
        needed["wide.value"] = bool(columns.periods)
    else:
        needed |= {f"columns.{name}": columns.single[name] >= 0 for name in ("period", "value")}
    for place, there in needed.items():
        if not there:
            yield f"the header has no column for '{place}' ({', '.join(how.said.texts(place))}): correct the mapping, or the header"


def _periods(how: Mapping, header: list[str]) -> Iterator[tuple[str, int, int, int]]:
    found: dict[str, dict[str, int]] = {}
    for kind in ("value", "lower", "upper"):
        pattern = how.said.pattern(f"wide.{kind}")
        for place, cell in enumerate(header):
            if pattern and (hit := pattern.fullmatch(cell.strip())):
                found.setdefault(hit["period"], {}).setdefault(kind, place)
    for period, places in found.items():
        if "value" in places:
            yield period, places["value"], places.get("lower", -1), places.get("upper", -1)
