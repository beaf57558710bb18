"""The parameters of the paths: what each is called, what it may be, and what is said of a wrong one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal

from fastapi import Request
from pydantic import BaseModel, Field, model_validator

from api.library import Item, Library
from graph.comparison import a_day
from graph.dates import day_number
from graph.errors import UnknownIdError, WrongValueError
from graph.rules import BEST_EVIDENCE

__all__ = ["AsOf", "Asked", "CompareAsked", "Known", "Paged", "day_asked", "each_once", "known_ids", "several", "sift", "sift_known"]

_DAY = "A day such as 2008-10-31; absent, today."


class Asked(BaseModel):
    """The parameters of a path; a name that is none of them is refused with the list of those there are."""

    lang: Literal["en", "ru"] = Field("en", description="Language of labels.")

    @model_validator(mode="before")
    @classmethod
    def _only_known_names(cls, given: Any) -> Any:
        known = [field.alias or name for name, field in cls.model_fields.items()]
        for name, value in given.items() if isinstance(given, dict) else ():
            if name not in known:
                shown = ", ".join(value) if isinstance(value, list) else str(value)
                raise WrongValueError(name, shown, known, "there is no such parameter")
        return given

    def effective(self) -> dict[str, Any]:
        """The parameters that have a value, for the receipt; the usual language is left out."""
        return {k: v for k, v in self.model_dump(by_alias=True).items() if v not in ("", None) and (k, v) != ("lang", "en")}


def each_once(request: Request) -> None:
    """Refuse a parameter that stands twice: all but one of its values would be lost. Raises WrongValueError."""
    for name in request.query_params:
        if len(values := request.query_params.getlist(name)) > 1:
            raise WrongValueError(name, ", ".join(values), ["one value; several are joined by commas"], "it stands twice")


class AsOf(Asked):
    """Parameters of an answer that holds on a day."""

    as_of: str = Field("", description=_DAY)


class Known(Asked):
    """Parameters of an answer that can be limited to what was known by a day."""

    known_by: str = Field("", description="A day: leaves out sources published after it, and counts those without a date, left out too.")

    @property
    def known_day(self) -> int | None:
        """The day by which sources must be published, as an integer; WrongValueError for a month, a year or no date."""
        return a_day("known_by", self.known_by) if self.known_by else None


class Paged(Asked):
    """Parameters of every list."""

    limit: int = Field(100, ge=1, le=1000, description="How many items, 1 to 1000.")
    offset: int = Field(0, ge=0, le=1_000_000_000, description="How many items to leave out first.")


class CompareAsked(AsOf):
    """Parameters of the comparison table; empty ones ask for everything."""

    subjects: str = Field("", description="Ids, joined by commas: ru,kz,cis/model-law-2006.")
    measures: str = Field("", description="Slugs of the codebook, joined by commas.")
    known_by: str = Field("", description="A day: leaves out sources published after it.")
    rule: str = Field(BEST_EVIDENCE, description="best-evidence, source:KEY or source:KEY#part.")
    grade: str = Field("", description="Only sources of this grade: primary, secondary, press.")
    group_by: str = Field("", description="Counts answers by measure, subject, group, answer, kind, organisation, treaty, own, or several.")
    groups: str = Field("", description="Groups of your own: north:ru,by;south:kz,uz.")
    layout: Literal["long", "wide", "standalone"] = Field(
        "long", description="For csv: one row a cell, or the matrix. For html: standalone gives the page as a file of its own, for print."
    )
    picture: Literal["matrix", "map", "timeline"] = Field("matrix", description="For svg and png: what is drawn.")
    style: Literal["apa", "oscola", "bluebook", "gost"] = Field("apa", description="Citation style of notes and bibliographies.")
    accessed: str = Field("", description="The day of access that citations state; absent, none is stated.")


def several(text: str) -> list[str]:
    """The values of a list that is written with commas, in lower case."""
    return list(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))


def day_asked(as_of: str) -> int:
    """The day asked for as an integer, today where none is; WrongValueError for a month, a year or no date."""
    return a_day("as_of", as_of) if as_of else day_number(date.today())


def known_ids(kind: str, wanted: str, known: Iterable[str]) -> list[str]:
    """The ids in a list written with commas; UnknownIdError for one that is not known."""
    known = set(known)
    for one in several(wanted):
        if one not in known:
            raise UnknownIdError(kind, one, sorted(known))
    return several(wanted)


def sift(library: Library, items: list[Item], **wanted: str) -> list[Item]:
    """The items whose columns have one of the wanted values (written with commas; '' asks for all).

    A place of the form ``jurisdiction/kz`` is also found as ``kz``. A measure, source or subject that exists but does
    not occur gives no items; another value that does not occur raises WrongValueError with those that do.
    """
    for column, text in wanted.items():
        if text:
            items = _sifted(library, items, column, text)
    return items


def _sifted(library: Library, items: list[Item], column: str, text: str) -> list[Item]:
    known = {name: call for name, call in _known(library).items() if name in (column, column.removesuffix("s"))}
    for kind, ids in known.items():
        known_ids(kind, text, ids)
    chosen = set(several(text))
    if not known:
        occurring = sorted({form for item in items for form in _forms(item[column])})
        for one in chosen:
            if one not in occurring:
                raise WrongValueError(column, one, occurring)
    return [item for item in items if chosen & _forms(item[column])]


def sift_known(library: Library, items: list[Item], known: Known) -> tuple[list[Item], dict[str, Any]]:
    """The items whose source was published by the day asked for (all of them, where none is), and what the answer says of that.

    Sources without a date of publication are left out and counted.
    """
    day, published = known.known_day, library.knowledge.published
    if day is None:
        return items, {"known_by": None, "undated_sources_left_out": 0}
    undated = {item["source"] for item in items if item["source"] and item["source"] not in published}
    kept = [item for item in items if item["source"] in published and published[item["source"]] <= day]
    return kept, {"known_by": known.known_by, "undated_sources_left_out": len(undated)}


def _known(library: Library) -> dict[str, Iterable[str]]:
    knowledge = library.knowledge
    return {
        "measure": knowledge.codebook().measures,
        "source": knowledge.sources,
        "subject": knowledge.subjects(),
        "jurisdiction": knowledge.subjects(),
        "answer": knowledge.codebook().answers,
    }


def _forms(value: Any) -> set[str]:
    values = value if isinstance(value, list) else [value] if value is not None else []
    return {form.lower() for one in map(str, values) for form in (one, one.partition("/")[2]) if form}
