"""The records of a table as numbers of ours: every record is taken, counted among those left out, or complained of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import NamedNode

from loaders.areas import Areas
from loaders.statistics.columns import find_columns, missing_columns
from loaders.statistics.mapping import Indicator, plain
from loaders.statistics.numbers import bound, period_of, read_number
from loaders.statistics.table import Table

__all__ = ["Codes", "Figure", "Rows"]

_DELETION = "D"


@dataclass(frozen=True)
class Codes:
    """The codes that a store has: qualifiers by name and by sign, and units."""

    qualifiers: dict[str, str]
    units: frozenset[str]


@dataclass(frozen=True)
class Figure:
    """One number of an export, ready to be an observation. ``printed`` is the wording of the cell, ``range`` that of its bounds,
    ``column`` the heading of its column in a wide table, ``scaled`` whether the cell is in thousands, millions ..."""

    line: int
    area: NamedNode
    period: str
    indicator: Indicator
    unit: str
    population: str
    value: Decimal
    qualifier: str
    printed: str
    range: str
    lower: Decimal | None
    upper: Decimal | None
    revision: str
    said_by: str = ""
    column: str = ""
    scaled: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """What no two numbers of one revision share."""
        return (self.area.value, self.period, self.indicator.id, self.unit, self.population, self.said_by, self.revision)


class Rows:
    """Goes through a table once. ``faults`` are (line, words); the counters say what was left out and why."""

    def __init__(self, table: Table, areas: Areas, codes: Codes, file: str, revision: str) -> None:
        self._table, self._how = table, table.mapping
        self._areas, self._codes = areas, codes
        self._revision = revision
        self._known_marks = {**codes.qualifiers, **self._how.qualifiers}
        self.faults: list[tuple[int, str]] = []
        self.areas_left: Counter[str] = Counter()
        self.indicators_left: Counter[str] = Counter()
        self.marks_left: Counter[str] = Counter()
        self.empty = 0
        self.rows = 0
        self._columns = find_columns(table)
        self.faults += [(table.line, words) for words in missing_columns(table, self._columns)]
        self.unused = self._columns.unused
        self._always = self._indicator_of_file(file)

    def figures(self) -> Iterator[Figure]:
        """Every number of the table that we have a place for; a number that stands twice alike is given once."""
        seen: dict[tuple[str, ...], Figure] = {}
        if self.faults:
            return
        for line, cells in self._table.records:
            if not any(cell.strip() for cell in cells):
                continue
            self.rows += 1
            for one in self._record(line, cells):
                before = seen.setdefault(one.key, one)
                if before is one:
                    yield one
                elif (before.value, before.qualifier) != (one.value, one.qualifier):
                    what = f"line {before.line} has another number ({before.printed}, here {one.printed})"
                    self._fault(
                        line,
                        -1,
                        f"{what} for the same area, period and indicator: name the column that tells them apart in 'columns.population'",
                    )

    def _fault(self, line: int, column: int, words: str) -> None:
        place = f"{self._table.place(line, column)}: " if column >= 0 else ""
        self.faults.append((line, place + words))

    def _indicator_of_file(self, file: str) -> str:
        pattern = self._how.said.pattern("indicator.file")
        named = pattern.search(file) if pattern else None
        code = self._how.said.text("indicator.always") or (named["code"] if named else "")
        if not code and self._columns.single["indicator"] < 0:
            what = "nothing in this file says what its numbers count: keep the name under which it was downloaded, or say it in a mapping"
            self._fault(self._table.line, -1, f"{what} with indicator.always (--mapping FILE)")
        elif code and plain(code) not in self._how.indicators:
            whence = "the mapping names" if self._how.said.text("indicator.always") else "the name of the file gives"
            what = f"{whence} '{code}' as what is counted, but the mapping has no indicator of that name"
            self._fault(
                self._table.line, -1, f"{what}: keep the name under which the file was downloaded, or add it to a mapping (--mapping FILE)"
            )
        return code

    def _record(self, line: int, cells: list[str]) -> Iterator[Figure]:
        def cell(place: int) -> str:
            return cells[place].strip() if 0 <= place < len(cells) else ""

        how, one = self._how, self._columns.single
        code = self._always or self._cell(cells, "indicator")
        indicator = how.indicators.get(plain(code))
        area = self._area([cell(place) for place in self._columns.area])
        if not any(cell(place) for place in self._columns.area):
            self._fault(line, self._columns.area[0], "there is no area here: say which state or territory the number is for")
            return
        if area is None:
            self.areas_left[cell(self._columns.area[-1])] += 1
            return
        if indicator is None:
            if not code:
                self._fault(line, one["indicator"], "there is no indicator here: say what the number counts")
            self.indicators_left[code] += 1
            return
        if self._cell(cells, "action") == _DELETION:
            self._fault(line, one["action"], "this row takes a number back (D): load an export of the numbers as they stand now")
            return
        periods = self._columns.periods or [("", one["value"], one["lower"], one["upper"])]
        for period, *places in periods:
            yield from self._figure(line, cells, area, indicator, period, places)

    def _figure(
        self, line: int, cells: list[str], area: NamedNode, indicator: Indicator, period: str, places: list[int]
    ) -> Iterator[Figure]:
        how, one = self._how, self._columns.single
        value, lower, upper = (cells[place].strip() if 0 <= place < len(cells) else "" for place in places)
        printed = (cells[one["printed"]].strip() if 0 <= one["printed"] < len(cells) else "") or value
        when = period_of(period or self._cell(cells, "period"))
        if plain(value) in how.missing or not value:
            if printed and printed != value and plain(printed) not in how.missing:
                value = printed
            else:
                self.empty += 1
                return
        number, shown = (read_number(wording, how.decimal, self._known_marks) for wording in (value, printed))
        if number is None:
            self._fault(line, places[0], f"'{value[:40]}' is no number: write it with digits, or list it under 'missing' in the mapping")
            return
        if not when:
            self._fault(
                line, one["period"] if not period else places[0], "the period is not understood: a year, 2015-03, 2015-Q1, or 2014-2016"
            )
            return
        mark = number.mark or (shown.mark if shown else "")
        qualifier = self._qualifier(line, cells, mark, places[0])
        unit, scale = self._unit(line, cells, indicator), self._scale(line, cells)
        revision = self._revision_of(line, cells)
        if qualifier is None or unit is None or scale is None or revision is None:
            return
        low = bound(lower, how.decimal) if lower else number.lower if number.lower is not None else shown.lower if shown else None
        high = bound(upper, how.decimal) if upper else number.upper if number.upper is not None else shown.upper if shown else None
        yield Figure(
            line=line,
            area=area,
            period=when,
            indicator=indicator,
            unit=unit,
            population=self._population(cells, indicator),
            value=number.value.scaleb(scale),
            qualifier=qualifier,
            printed=printed,
            scaled=bool(scale),
            range=" \u2013 ".join([lower, upper]) if lower or upper else "",
            lower=low.scaleb(scale) if low is not None else None,
            upper=high.scaleb(scale) if high is not None else None,
            revision=revision,
            said_by=self._cell(cells, "said-by"),
            column=self._table.header[places[0]].strip() if period else "",
        )

    def _cell(self, cells: list[str], name: str) -> str:
        """The code in one of the columns that stand once, '' where there is none."""
        place = self._columns.single[name]
        return self._how.code(cells[place]) if 0 <= place < len(cells) else ""

    def _area(self, names: list[str]) -> NamedNode | None:
        for name in names:
            known = self._how.areas.get(plain(self._how.code(name)), self._how.code(name))
            if known and (area := self._areas.find(known)):
                return area
        return None

    def _population(self, cells: list[str], indicator: Indicator) -> str:
        parts = [indicator.population]
        for place in self._columns.population:
            code = self._how.code(cells[place]) if place < len(cells) else ""
            parts.append(self._how.populations.get(plain(code), code))
        return ", ".join(part for part in parts if part)

    def _qualifier(self, line: int, cells: list[str], mark: str, column: int) -> str | None:
        known = self._known_marks
        if mark and mark not in known:
            self._fault(line, column, f"the sign '{mark}' before the number is not known: list it under 'qualifiers' in the mapping")
            return None
        if mark:
            return known[mark]
        said = plain(self._cell(cells, "qualifier"))
        if said and said not in known:
            self.marks_left[said] += 1
        return known.get(said, "")

    def _unit(self, line: int, cells: list[str], indicator: Indicator) -> str | None:
        said = self._cell(cells, "unit")
        unit = self._how.units.get(plain(said), said) if said else ""
        unit = unit or indicator.unit
        if unit not in self._codes.units:
            known = ", ".join(sorted(self._codes.units))
            self._fault(
                line, max(self._columns.single["unit"], 0), f"the unit '{unit}' is not known: map it under 'units' to one of {known}"
            )
            return None
        return unit

    def _scale(self, line: int, cells: list[str]) -> int | None:
        place, said = self._columns.single["multiplier"], self._cell(cells, "multiplier")
        if said and not re.fullmatch(r"-?[0-9]{1,2}", said):
            self._fault(line, place, f"'{said[:20]}' is no power of ten: SDMX writes 3 for thousands, 6 for millions")
            return None
        return int(said or 0)

    def _revision_of(self, line: int, cells: list[str]) -> str | None:
        if self._revision:
            return self._revision
        place = self._columns.single["revision"]
        said = self._cell(cells, "revision")
        day = period_of(said)
        if said and (not day or "/" in day):
            self._fault(line, place, f"'{said[:30]}' is not the day of an update: write it as 2024-06-28")
            return None
        return day
