"""The ontology as a page: every class and property with its meaning."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pyoxigraph import Literal, NamedNode

from api.answers import Answer, LibraryOf, answer, receipt
from api.library import Item
from api.parameters import Asked
from graph.questions import ask, text
from graph.release import RELEASE

__all__ = ["router"]

router = APIRouter(tags=["ontology"])


@router.get("/ontology", summary="The classes and properties, with their meaning")
def ontology(request: Request, library: LibraryOf, asked: Annotated[Asked, Query()]) -> Response:
    """The terms of the ontology in one language."""
    terms: dict[str, Item] = {}
    for row in ask(library.store, "ontology-terms", lang=Literal(asked.lang)):
        term = terms.setdefault(text(row, "term"), {
            "id": _local(text(row, "term")), "iri": text(row, "term"), "kind": _local(text(row, "kind")), "label": text(row, "label"),
            "definition": text(row, "definition"), "domain": [], "range": [],
        })  # fmt: skip
        for name in ("domain", "range"):
            value = row.get(name)  # a union of classes has no name
            if isinstance(value, NamedNode) and _local(value.value) not in term[name]:
                term[name].append(_local(value.value))
    here = receipt("/ontology", asked.effective())
    data = {"release": RELEASE, "receipt": here, "total": len(terms), "items": list(terms.values())}
    return answer(request, Answer(data, here, "ontology.html", {"asked": {"lang": asked.lang}}, list(terms.values())))


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]
