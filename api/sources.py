"""Sources: the bibliography, and what was taken from each."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.answers import Answer, LibraryOf, answer, listing, receipt
from api.cited import Wanted, accessed_on, cited, on_page, with_references
from api.formats.citations import with_accessed
from api.formats.comparison import tallies_as_json
from api.formats.references import REFERENCES
from api.library import Item, Library, code, value_of
from api.parameters import Asked, Paged, sift
from graph.anchors import SAME, STATES, UNKNOWN
from graph.dataset import BUILT_IN
from graph.errors import UnknownIdError
from graph.fingerprints import FOLDER, read_fingerprints
from graph.release import RELEASE
from graph.tallies import tallies_of_source
from graph.terms import DL, PREFIXES, id_of
from loaders.at_hand import copies_in_store
from loaders.verification import Drift, verify

__all__ = ["router"]

router = APIRouter(tags=["sources"])
_DCTERMS = PREFIXES["dcterms"]
_TEXTS = {
    "title": _DCTERMS + "title", "author": _DCTERMS + "creator", "publisher": _DCTERMS + "publisher", "container": DL + "containerTitle",
    "pages": DL + "pages", "number": DL + "sourceNumber", "published": DL + "published", "language": _DCTERMS + "language",
    "address": DL + "address", "accessed": DL + "accessed", "site": DL + "site", "document": DL + "documentFile", "type": DL + "entryType",
}  # fmt: skip


class SourcesAsked(Paged):
    """Parameters of the bibliography."""

    grade: str = Field("", description="primary, secondary, press, joined by commas.")
    type: str = Field("", description="Types of document, joined by commas.")
    accessed: str = Field("", description="The day of access that bib, ris and csl state; absent, the day each was read.")


class SourceAsked(Asked):
    """Parameters of one source."""

    accessed: str = Field("", description="The day of access that citations state; absent, the day it was read, or today.")


def _items(library: Library) -> dict[str, Item]:
    items: dict[str, Item] = {}
    for iri, said in library.things("Source").items():
        item: Item = {"id": id_of(iri)} | {name: value_of(said, prop) for name, prop in _TEXTS.items()}
        item["grade"] = code(value_of(said, DL + "grade") or "")
        item["notes"] = sorted(value.value for value in said.get(DL + "note", []))
        items[item["id"]] = item
    return items


@router.get("/sources", summary="The bibliography")
def listed(request: Request, library: LibraryOf, asked: Annotated[SourcesAsked, Query()]) -> Response:
    """Every document that something in the data rests on."""
    items = sift(library, list(_items(library).values()), grade=asked.grade, type=asked.type)
    found = listing("/sources", asked, items, kind="source")
    references = library.knowledge.references
    day = accessed_on(asked.accessed)
    return answer(request, with_references(found, lambda: with_accessed([references[one["id"]] for one in found.data["items"]], day)))


@router.get("/sources/{key}", summary="One source, with its parts and findings")
def one(request: Request, library: LibraryOf, key: str, asked: Annotated[SourceAsked, Query()]) -> Response:
    """A document, its named parts, and the findings that rest on it."""
    known = _items(library)
    if key.lower() not in known:
        raise UnknownIdError("source", key.lower(), known)
    source = known[key.lower()]
    citation = cited(library, Wanted([f"source/{source['id']}"], accessed=asked.accessed, lang=asked.lang))
    here = receipt(f"/sources/{source['id']}", {"accessed": citation.accessed} | asked.effective())
    data = source | {
        "release": RELEASE,
        "receipt": here,
        "parts": sorted(part for of, part in library.knowledge.parts if of == source["id"]),
        "tallies": _tallies(library, source["id"], asked.lang),
        "documents": library.keep(("documents", source["id"]), lambda: _documents(library, source["id"])),
        "findings": [finding.as_dict() for finding in library.knowledge.findings if finding.source == source["id"]],
    }
    files = {name: partial(write, citation.items) for name, write in REFERENCES.items()}
    context = {"asked": {"lang": asked.lang}}
    in_page = partial(on_page, citation)
    return answer(request, Answer(data, here, "source.html", context, [source], [f"source/{source['id']}"], files, in_page))


def _tallies(library: Library, source: str, lang: str) -> list[Item]:
    """What the source counts of its own entries, each beside the cells that show them, with the path to that table."""
    found = tallies_of_source(library.knowledge, source, lang)
    said = tallies_as_json(one for _, one in found)
    return [row | {"as_of": day, "table": receipt("/compare", _table_of(row, day))} for (day, _), row in zip(found, said, strict=True)]


def _table_of(tally: Item, day: str) -> dict[str, str]:
    rule = f"source:{tally['source']}" + (f"#{tally['part']}" if tally["part"] else "")
    return {"subjects": tally["subject"], "measures": ",".join(tally["measures"]), "as_of": day, "rule": rule}


def _documents(library: Library, source: str) -> list[Item]:
    """The copies of a source in the store, with what became of the passages that evidence rests on."""
    copies = library.keep(("copies",), lambda: copies_in_store(library.store))
    own = [copy for copy in copies if copy.source == source]
    verdicts = verify(library.store, own, read_fingerprints(BUILT_IN / FOLDER)) if own else []
    return [
        {
            "file": verdict.copy.place,
            "sha256": verdict.copy.sha256,
            "same_file": verdict.same_file,
            "characters": len(verdict.copy.text),
            "passages": len(verdict.anchors),
            **{state: verdict.count(state) for state in STATES},
            "drifted": [_drift(one) for one in verdict.anchors if one.found.state not in (SAME, UNKNOWN)],
        }
        for verdict in verdicts
        if verdict.copy
    ]


def _drift(one: Drift) -> Item:
    return {
        "state": one.found.state,
        "at": f"{one.found.start}-{one.found.end}",
        "now": "-".join(map(str, one.found.place)) if one.found.place else None,
        "locators": list(one.locators),
        "entries": list(one.entries),
    }
