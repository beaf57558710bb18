"""Findings: what each source says on each question."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.answers import LibraryOf, answer, listing
from api.parameters import Known, Paged, sift, sift_known

__all__ = ["router"]

router = APIRouter(tags=["findings"])


class FindingsAsked(Paged, Known):
    """Parameters of the list of findings."""

    subject: str = Field("", description="Ids, joined by commas: kz,cis/model-law-2006.")
    measure: str = Field("", description="Slugs of the codebook, joined by commas.")
    source: str = Field("", description="Keys of sources, joined by commas.")
    answer: str = Field("", description="Answers, joined by commas.")


@router.get("/findings", summary="What each source says on each question")
def findings(request: Request, library: LibraryOf, asked: Annotated[FindingsAsked, Query()]) -> Response:
    """Every finding, or those of a subject, measure, source or answer."""
    items = [finding.as_dict() for finding in library.knowledge.findings]
    items = sift(library, items, subject=asked.subject, measure=asked.measure, source=asked.source, answer=asked.answer)
    items, said = sift_known(library, items, asked)
    return answer(request, listing("/findings", asked, items, kind="finding", **said))
