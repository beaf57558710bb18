"""The comparison table, and the cells of it where sources disagree."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi import Query as Asks
from pydantic import Field

from api.answers import Answer, LibraryOf, answer, listing, receipt
from api.formats.comparison import as_json
from api.formats.editions import FORMATS, STANDALONE, Edition, written
from api.formats.embedded import coins
from api.formats.pictures import offered
from api.formats.standalone import policy
from api.groups import counts
from api.labels import cell_labels
from api.library import Library
from api.parameters import CompareAsked, Known, Paged, several
from api.receipts import Receipt
from graph.citable import table_item
from graph.comparison import Comparison, Query, compare
from graph.rules import BEST_EVIDENCE, NOT_RESEARCHED

__all__ = ["router"]

router = APIRouter(tags=["comparison"])


class ConflictsAsked(Paged, Known):
    """Parameters of the list of conflicts."""

    subjects: str = Field("", description="Ids, joined by commas.")
    measures: str = Field("", description="Slugs of the codebook, joined by commas.")
    as_of: str = Field("", description="A day such as 2008-10-31; absent, today.")
    rule: str = Field(BEST_EVIDENCE, description="best-evidence, source:KEY or source:KEY#part.")


@router.get("/compare", summary="The country comparison table")
def compared(request: Request, library: LibraryOf, asked: Annotated[CompareAsked, Asks()]) -> Response:
    """Subjects against measures on a day, each cell with its evidence."""
    query = Query(several(asked.subjects), several(asked.measures), asked.as_of, asked.known_by, asked.rule, asked.grade, asked.lang)
    found = compare(library.knowledge, query)
    if asked.group_by or asked.groups:
        return counts(request, library, asked, found)
    edition = Edition(asked.layout, asked.picture, asked.style, asked.accessed)
    paged = () if edition.layout == STANDALONE else ("html",)
    files = {name: partial(written, found, name, edition) for name in FORMATS if name not in ("json", *paged)}
    data = as_json(found)
    shown = sorted({f"finding/{one.id}" for _, _, cell in found.rows() for one in (*cell.supports, *cell.rivals, *cell.unsettled)})
    page = partial(_page, library, found, data, asked)
    receipt = Receipt.of(found, edition)
    described = f'<{receipt.url("csv-metadata.json")}>; rel="describedby"; type="application/csvm+json"'
    headers = {"csv": {"Link": described}, "html": {} if paged else {"Content-Security-Policy": f"{policy()}; frame-ancestors 'none'"}}
    return answer(request, Answer(data, receipt.url(), "compare.html", things=shown, files=files, headers=headers, in_page=page))


def _page(library: Library, found: Comparison, data: dict[str, Any], asked: CompareAsked) -> dict[str, Any]:
    return {
        "asked": {"as_of": found.as_of, "lang": asked.lang},
        "pictures": offered(found),
        "form": asked.model_dump() | {"as_of": found.as_of},
        "groups": [(label, list(rows)) for label, rows in groupby(found.measures, key=lambda measure: measure.group_label)],
        "cells": {(cell["subject"], cell["measure"]): cell for cell in data["cells"]},
        "labels": cell_labels(library, asked.lang),
        "formats": [name for name in FORMATS if name != "html"],
        "nothing_said": NOT_RESEARCHED.because,
        "every_subject": [one for one in library.knowledge.subjects(asked.lang).values() if one.default],
        "every_measure": found.codebook.measures.values(),
        "span": coins(table_item(found)),
        "cite": partial(_address_to_cite, found),
    }


def _address_to_cite(found: Comparison, subject: str, measure: str) -> str:
    """The path that tells how to cite one cell of the table."""
    query = found.query
    asked = {"id": f"{subject}:{measure}", "as_of": found.as_of, "known_by": found.known_by, "rule": query.rule, "grade": query.grade}
    return receipt("/cite", asked | {"lang": "" if query.lang == "en" else query.lang})


@router.get("/conflicts", summary="Every cell where sources disagree")
def conflicts(request: Request, library: LibraryOf, asked: Annotated[ConflictsAsked, Asks()]) -> Response:
    """The cells that are disputed, or answered against rivals."""
    query = Query(several(asked.subjects), several(asked.measures), asked.as_of, asked.known_by, asked.rule, lang=asked.lang)
    found = compare(library.knowledge, query)
    cells = [cell for cell in as_json(found)["cells"] if cell["status"] == "disputed" or cell["rivals"]]
    items = [{"id": f"{cell['subject']}:{cell['measure']}"} | cell for cell in cells]
    said: dict[str, Any] = {"known_by": found.known_by or None, "undated_sources_left_out": found.undated, "rule": asked.rule}
    return answer(request, listing("/conflicts", asked, items, page="conflicts.html", as_of=found.as_of, **said))
