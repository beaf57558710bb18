"""Law beside numbers: the observations of the sources, each with the law of its country in its period, as a tidy table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BeforeValidator, Field

from api.answers import Answer, LibraryOf, answer, receipt
from api.library import Item, Library, value_of
from api.parameters import Asked, known_ids, several, sift
from graph.beside import CAUTION, Beside, beside, days_of
from graph.codebook import Measure
from graph.comparison import a_day, chosen, rule_asked, undated_sources
from graph.dates import Span, iso
from graph.release import RELEASE
from graph.rules import BEST_EVIDENCE, Cell
from graph.terms import DL, id_of

__all__ = ["BesideAsked", "LawBesideNumbers", "router"]

router = APIRouter(tags=["tables"])
_ON_THE_PAGE = 300
Year = Annotated[Annotated[int, Field(ge=1, le=9999)] | None, BeforeValidator(lambda given: given or None)]
_SAME = ("area", "period", "indicator", "unit", "population", "said_by")


class BesideAsked(Asked):
    """Parameters of the table of numbers with the law beside them; all rows unless told otherwise."""

    subjects: str = Field("", description="Country codes, joined by commas.")
    indicators: str = Field("", description="Indicators, joined by commas.")
    measures: str = Field("", description="Slugs of the codebook, joined by commas; absent, all.")
    from_: Year = Field(None, alias="from", description="First year; numbers without a year are then left out.")
    to: Year = Field(None, description="Last year; numbers without a year are then left out.")
    on: Literal["end", "start"] = Field("end", description="The law is that of the last (end) or first (start) day of the number's period.")
    places: Literal["apart", "count"] = Field(
        "apart", description="count: also numbers of places, with the law of the country they lie in."
    )
    revision: Literal["newest", "all"] = Field("newest", description="Of a number that an export revised: the newest, or all.")
    known_by: str = Field("", description="A day: leaves out sources of the law published after it.")
    rule: str = Field(BEST_EVIDENCE, description="best-evidence, source:KEY or source:KEY#part.")
    limit: int = Field(100_000, ge=1, le=100_000, description="How many rows, 1 to 100000.")
    offset: int = Field(0, ge=0, le=1_000_000_000, description="How many rows to leave out first.")


@dataclass(frozen=True)
class _Number:
    item: Item
    country: str
    days: Span | None

    @property
    def year(self) -> int | None:
        """The year in which the whole period lies."""
        if self.days is None or self.days.earliest // 10000 != self.days.latest // 10000:
            return None
        return self.days.earliest // 10000


@dataclass(frozen=True)
class LawBesideNumbers:
    """The numbers asked for and the law beside each, in the forms in which it is written."""

    asked: BesideAsked
    measures: list[Measure]
    numbers: list[_Number]
    laws: dict[tuple[str, Span], Beside]
    total: int
    undated: int

    @classmethod
    def of(cls, library: Library, asked: BesideAsked) -> LawBesideNumbers:
        """What is asked for; raises WrongValueError and UnknownIdError for what cannot be asked."""
        knowledge = library.knowledge
        known = knowledge.codebook(asked.lang).measures
        measures = chosen("measure", several(asked.measures), known) if asked.measures else list(known.values())
        known_by = a_day("known_by", asked.known_by) if asked.known_by else None
        rule = rule_asked(knowledge, asked.rule)
        every = [one for one in _numbers(library, asked) if _within(one, asked)]
        numbers = every[asked.offset : asked.offset + asked.limit]
        wanted = [(one.country, one.days) for one in numbers if one.days]
        laws = beside(knowledge, wanted, [one.id for one in measures], on=asked.on, known_by=known_by, rule=rule)
        return cls(asked, measures, numbers, dict(laws), len(every), undated_sources(knowledge) if known_by else 0)

    @property
    def receipt(self) -> str:
        """The path that asks the same again."""
        return receipt("/law-and-numbers", self.asked.effective())

    def data(self) -> dict[str, Any]:
        """What JSON says."""
        return {
            "caution": CAUTION,
            "on": self.asked.on,
            "known_by": self.asked.known_by or None,
            "undated_sources_left_out": self.undated,
            "rule": self.asked.rule,
            "release": RELEASE,
            "receipt": self.receipt,
            "measures": [one.as_dict() for one in self.measures],
            "total": self.total,
            "limit": self.asked.limit,
            "offset": self.asked.offset,
            "items": [self._row(one) for one in self.numbers],
        }

    def rows(self) -> list[Item]:
        """The tidy table: a row for each number, a column for each measure and one for how sure its answer is.

        A number without a day has nothing in the columns of the law. The last columns say what was asked, in every row, so
        that a program reads the file without a word about comments.
        """
        about = {"caution": CAUTION, "known_by": self.asked.known_by, "rule": self.asked.rule, "release": RELEASE, "receipt": self.receipt}
        return [self._row(one) | about for one in self.numbers]

    def _row(self, number: _Number) -> Item:
        item = number.item
        law = self.laws.get((number.country, number.days)) if number.days else None
        row = {"country": number.country, "year": number.year, "indicator": item["indicator"], "value": item["value"]}
        row |= {name: item[name] for name in ("qualifier", "unit", "population", "lower", "upper", "printed")}
        row |= {"area": item["area"], "period": item["period"], "observation": item["id"]}
        row |= {name: item.get(name) for name in ("source", "locator", "revision", "said_by")}
        row |= {"law_as_of": iso(law.day) if law else None}
        for measure in self.measures:
            cell = law.cells[measure.id] if law else None
            row |= {measure.id: _said(cell) if cell else None, f"{measure.id}.certainty": (cell.certainty or None) if cell else None}
        return row | {"changed_within": list(law.changed) if law else []}


def _said(cell: Cell) -> str:
    """The answer or the kind of gap; whether it is carried stands in a column of its own."""
    return f"disputed: {' | '.join(cell.answers)}" if cell.status == "disputed" else cell.answer or cell.status


def _numbers(library: Library, asked: BesideAsked) -> Iterator[_Number]:
    """The numbers of countries, in the order of country, indicator and period."""
    countries = {one for one in library.knowledge.subjects() if "/" not in one}
    wanted = set(known_ids("state", asked.subjects, countries)) or countries
    items = sift(library, library.table("observations", "Observation", asked.lang), indicator=asked.indicators)
    if asked.revision == "newest":
        items = _newest(library, items)
    found = [(_country(library, item["area"], asked.places == "count"), item) for item in items]
    for country, item in sorted(found, key=lambda one: (one[0], one[1]["indicator"], one[1]["period"] or "", one[1]["id"])):
        if country in wanted:
            yield _Number(item, country, days_of(item["period"] or ""))


def _country(library: Library, area: str, places: bool) -> str:
    """The code of the country that an area is, or lies in where places count; '' for others."""
    kind, _, rest = area.partition("/")
    while places and kind == "place":
        kind, _, rest = (library.lies_in(f"place/{rest}") or "").partition("/")
    return rest if kind == "jurisdiction" else ""


def _newest(library: Library, items: list[Item]) -> list[Item]:
    """The items without those that a later revision of the same series gives again."""
    series = {id_of(source): value_of(said, DL + "series") or source for source, said in library.things("Source").items()}
    newest: dict[tuple[str, ...], Item] = {}
    for item in items:
        same = (series.get(item["source"]) or item["source"], *(str(item[name]) for name in _SAME))
        key = same if item["revision"] else (*same, item["id"])
        if key not in newest or (item["revision"] or "") > (newest[key]["revision"] or ""):
            newest[key] = item
    return list(newest.values())


def _within(number: _Number, asked: BesideAsked) -> bool:
    if not (asked.from_ or asked.to):
        return True
    if number.days is None:
        return False
    return (asked.from_ or 0) <= number.days.latest // 10000 and number.days.earliest // 10000 <= (asked.to or 9999)


@router.get("/law-and-numbers", summary="Numbers of the sources with the law of their country and year beside them")
def law_and_numbers(request: Request, library: LibraryOf, asked: Annotated[BesideAsked, Query()]) -> Response:
    """A tidy table for R or pandas; law and number stand side by side and neither explains the other."""
    made = LawBesideNumbers.of(library, asked)
    page = {
        "asked": {"lang": asked.lang},
        "form": asked.model_dump(by_alias=True),
        "shown": made.measures if asked.measures else [],
        "most": _ON_THE_PAGE,
        "names": library.names(asked.lang),
    }
    return answer(request, Answer(made.data(), made.receipt, "beside.html", page, made.rows()))
