"""Citations of any thing by its id."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.answers import Answer, LibraryOf, answer
from api.cited import Wanted, cited
from api.formats.citations import STYLES
from api.formats.embedded import coins, json_ld, schema_org
from api.formats.references import REFERENCES
from api.parameters import AsOf
from graph.rules import BEST_EVIDENCE

__all__ = ["router"]

router = APIRouter(tags=["citations"])


class CiteAsked(AsOf):
    """Parameters of citations."""

    id: str = Field(
        "release",
        max_length=20_000,
        description="source/KEY, instrument/kz/drug-law-1998, provision/kz/drug-law-1998/32(1), version/..., a cell as "
        "kz:needle-exchange, or release; several joined by commas.",
    )
    style: Literal["", "oscola", "bluebook", "gost", "apa"] = Field("", description="Citation style; absent, all of them.")
    accessed: str = Field("", description="The day of access that citations state; absent, today, or the day a source was read.")
    known_by: str = Field("", description="Of cells: leaves out sources published after this day.")
    rule: str = Field(BEST_EVIDENCE, description="Of cells: best-evidence, source:KEY or source:KEY#part.")
    grade: str = Field("", description="Of cells: only sources of this grade: primary, secondary, press.")


@router.get("/cite", summary="How to cite an act, article, version, source, cell or the release")
def cite(request: Request, library: LibraryOf, asked: Annotated[CiteAsked, Query()]) -> Response:
    """Citations in OSCOLA, Bluebook, GOST R 7.0.5 and APA, and the items for reference managers as CSL-JSON, BibLaTeX and RIS."""
    wanted = Wanted(
        asked.id.split(","), asked.style, asked.accessed, asked.as_of, asked.lang, asked.known_by, asked.rule, asked.grade
    )  # fmt: skip
    found = cited(library, wanted)
    data = found.data()
    rows = [
        {"id": one["id"], "style": style, "citation": said["text"]} for one in data["items"] for style, said in one["citations"].items()
    ]
    files = {name: partial(found.written, name) for name in REFERENCES}
    context = {
        "asked": asked.model_dump() | {"as_of": found.as_of, "accessed": found.accessed},
        "styles": STYLES,
        "spans": [coins(item) for item in found.items],
        "described": [json_ld(schema_org(item)) for item in found.items],
    }
    return answer(request, Answer(data, found.receipt, "cite.html", context, rows, files=files))
