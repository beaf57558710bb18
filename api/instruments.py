"""Acts, with what the sources say of their dates, their wordings and provisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.acts import date_statements, instruments
from api.answers import Answer, LibraryOf, answer, listing, receipt
from api.cited import Cited, cited_as_of, on_page, with_references
from api.diffs import difference, versions_asked
from api.formats.difference import as_markdown, shortened, summary, what_became, without_space
from api.formats.references import REFERENCES
from api.library import Item, Library
from api.loaded_acts import contents, provisions_on, versions_with_texts
from api.parameters import AsOf, Paged, day_asked, sift
from api.texts import chosen, how_to_load, texts_of
from graph.dates import iso
from graph.errors import UnknownIdError, WrongValueError
from graph.release import RELEASE

__all__ = ["router"]

router = APIRouter(tags=["instruments"])


class InstrumentsAsked(Paged):
    """Parameters of the list of acts."""

    jurisdiction: str = Field("", description="Country codes, joined by commas.")
    type: str = Field("", description="Types of act, joined by commas.")


@router.get("/instruments", summary="Acts")
def listed(request: Request, library: LibraryOf, asked: Annotated[InstrumentsAsked, Query()]) -> Response:
    """Every act: statutes, codes, treaties, model laws, strategies."""
    items = sift(library, list(instruments(library, asked.lang).values()), jurisdiction=asked.jurisdiction, type=asked.type)
    items = [{name: value for name, value in item.items() if name not in ("titles", "cites")} for item in items]
    found = listing("/instruments", asked, items, kind="instrument")
    law = library.knowledge.law
    return answer(request, with_references(found, lambda: [law.act(item["id"], lang=asked.lang) for item in found.data["items"]]))


class InstrumentAsked(AsOf):
    """Parameters of one act."""

    text: str = Field("", description="A whole loaded text, to be read: its day as `versions` has it, its name if undated, or newest.")
    diff: str = Field("", description="What differs between two loaded texts: DAY..DAY; `..` compares the newest two.")
    accessed: str = Field("", description="The day of access that citations state; absent, today.")


@router.get("/instruments/{owner}/{slug}", summary="One act, with dates, versions, provisions, its loaded texts and how they differ")
def one(request: Request, library: LibraryOf, owner: str, slug: str, asked: Annotated[InstrumentAsked, Query()]) -> Response:
    """An act; each of its provisions says whether it was in force on the day.

    Of an act whose text is loaded, every division of the version in force on the day is among the provisions, with its
    words. `text` gives one version as a page to be read, `diff` what became of each article from one version to another.
    """
    wanted = f"{owner}/{slug}".lower()
    known = instruments(library, asked.lang)
    if wanted not in known:
        raise UnknownIdError("instrument", wanted, known)
    day = day_asked(asked.as_of)
    dates = date_statements(library).get(f"instrument/{wanted}", [])
    own = provisions_on(library, wanted, day, asked.lang)
    entered = [item for item in own if item["evidence"]]
    citation = cited_as_of(library, f"instrument/{wanted}", iso(day), asked.accessed, asked.lang)
    here = receipt(f"/instruments/{wanted}", {"as_of": iso(day), "accessed": citation.accessed} | asked.effective())
    amendments = [row for row in library.table("amendments", "Amendment") if row["of"] == wanted or row["by"] == wanted]
    data = known[wanted] | {
        "as_of": iso(day),
        "release": RELEASE,
        "receipt": here,
        "dates": dates,
        "disputed": _disputed(dates),
        "versions": versions_with_texts(library, wanted),
        "provisions": own,
        "amendments": sorted(amendments, key=lambda row: str(row["date"])),
    }
    page = "instrument.html"
    other: dict[str, Callable[[], bytes]] = {}
    context: dict[str, Any] = {"asked": {"lang": asked.lang}, "entered": entered}
    if asked.text:
        page, data["text"] = "text.html", _text(library, wanted, asked.text)
        context |= {"act": texts_of(library).read(data["text"]["version"]["id"]), "listed": contents(data["text"]["divisions"])}
        context |= {"others": _others(texts_of(library).versions(wanted), data["text"]["version"])}
        context |= {"numbers": [item["number"] for item in entered if item["text"] is not None]}
    if asked.diff:
        page, data["diff"] = "diff.html", _difference(library, wanted, asked.diff)
        context |= {"summary": summary, "what_became": what_became, "shortened": shortened, "spaced": without_space}
        other = {"md": lambda: as_markdown(data["diff"]).encode()}
    other |= {name: partial(write, citation.items) for name, write in REFERENCES.items()}
    things = [f"instrument/{wanted}", *(f"provision/{item['id']}" for item in entered)]
    in_page = partial(_reading, library, wanted, citation, day)
    return answer(request, Answer(data, here, page, context, data["provisions"], things, other, in_page))


def _reading(library: Library, act: str, citation: Cited, day: int) -> dict[str, Any]:
    """What only the page shows: how to cite the act, its texts, and the table of contents of the newest."""
    texts = texts_of(library).versions(act)
    listed = contents(texts_of(library).entries(texts[-1]["id"])) if texts else []
    return {"texts": texts, "contents": listed, "how_to_load": how_to_load(act)} | on_page(
        citation, library.knowledge.law.legal_force(act, day)
    )


def _others(texts: Sequence[Item], version: Item) -> list[tuple[Item, str]]:
    """The other texts of the act, each with the days by which the two are compared, the older first."""
    return [
        (one, f"{one['day']}..{version['day']}" if texts.index(one) < texts.index(version) else f"{version['day']}..{one['day']}")
        for one in texts
        if one["id"] != version["id"]
    ]


def _text(library: Library, act: str, day: str) -> Item:
    texts = texts_of(library).versions(act)
    if not texts:
        raise WrongValueError("text", day, [], f"no text of it is loaded; to load one: {how_to_load(act)}")
    version = texts[-1] if day.lower() == "newest" else chosen(texts, "text", day)
    return {"version": version, "divisions": texts_of(library).entries(version["id"])}


def _difference(library: Library, act: str, days: str) -> Item:
    old, dots, new = (part.strip() for part in days.partition(".."))
    if not dots:
        listed = [one["day"] for one in texts_of(library).versions(act)]
        raise WrongValueError("diff", days, [f"{first}..{second}" for first, second in pairwise(listed)] or ["DAY..DAY"])
    return difference(library, act, *versions_asked(library, act, old, new))


def _disputed(dates: list[Item]) -> list[str]:
    """The roles for which two statements have no day in common."""
    by_role: dict[str, list[Item]] = defaultdict(list)
    for row in dates:
        if row["earliest"]:
            by_role[row["role"]].append(row)
    return sorted(role for role, rows in by_role.items() if max(r["earliest"] for r in rows) > min(r["latest"] for r in rows))
