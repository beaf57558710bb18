"""One answer in many formats: chosen by extension or Accept, with its receipt, release and ETag."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import Depends, Request, Response

from api.formats.rows import as_csv, as_markdown, json_document
from api.library import Item, Library
from api.pages import render
from api.parameters import Asked
from api.quotations import quotations, with_quotations
from api.receipts import Receipt
from graph.errors import WrongValueError
from graph.release import RELEASE

__all__ = ["MEDIA", "Answer", "LibraryOf", "answer", "listing", "receipt", "split_format", "wants_page"]

MEDIA = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "csv-metadata.json": "application/csvm+json",
    "md": "text/markdown; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "tex": "application/x-tex; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
    "png": "image/png",
    "atom": "application/atom+xml; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl": "application/vnd.citationstyles.csl+json; charset=utf-8",
}

_FORMAT = re.compile(rf"(/.*?[^/])\.({'|'.join(map(re.escape, MEDIA))})")


def split_format(path: str) -> tuple[str, str]:
    """A path without its extension, and the extension: ``/compare.csv`` -> ``/compare``, ``csv``; '' where it has none."""
    found = _FORMAT.fullmatch(path)
    return (found[1], found[2]) if found else (path, "")


def _library(request: Request) -> Library:
    library: Library = request.app.state.library
    return library


LibraryOf = Annotated[Library, Depends(_library)]


@dataclass(frozen=True)
class Answer:
    """What a path answers, before it has a format: the data, the rows of its tables, its page and its things.

    ``files`` are formats of its own, by extension, each made when it is asked for; they go before the general ones.
    ``headers`` are further headers, by the extension of the format that has them.
    """

    data: dict[str, Any]
    receipt: str
    page: str = ""
    context: dict[str, Any] = field(default_factory=dict)
    rows: list[Item] = field(default_factory=list)
    things: list[str] | None = None
    files: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)
    in_page: Callable[[], dict[str, Any]] = dict
    next: str = ""
    headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def answer(request: Request, found: Answer) -> Response:
    """The answer in the format that was asked for; 304 where the asker has it already."""
    offered = ["json", *(["html", "csv", "md"] if found.page else []), *(["ttl"] if found.things is not None else [])]
    offered += [name for name in found.files if name not in offered]
    chosen = _format(request, offered)
    body = _body(request, found, chosen)
    headers = {"ETag": f'"{hashlib.sha256(body).hexdigest()[:24]}"', "Vary": "Accept", "Cache-Control": "no-cache"}
    headers |= {"Druglaw-Release": RELEASE, "Druglaw-Receipt": found.receipt} | dict(found.headers.get(chosen, {}))
    if found.next:
        extension = f".{request.scope['extension']}" if request.scope.get("extension") else ""
        headers["Link"] = f'<{found.next.replace("?", extension + "?", 1)}>; rel="next"'
    held = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
    if headers["ETag"] in held or "*" in held:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=MEDIA[chosen], headers=headers)


def _body(request: Request, found: Answer, chosen: str) -> bytes:
    if chosen in found.files:
        return found.files[chosen]()
    if chosen == "json":
        return _json(request.app.state.library, found)
    if chosen == "html":
        return render(
            request, found.page, data=found.data, receipt=found.receipt, next=found.next, **found.context, **found.in_page()
        ).encode()
    if chosen == "ttl":
        library: Library = request.app.state.library
        return library.turtle(found.things or [])
    return (as_csv(found.rows) if chosen == "csv" else as_markdown(found.rows)).encode()


def _json(library: Library, found: Answer) -> bytes:
    data = found.data
    if "receipt" in data:
        receipt = Receipt.parse(found.receipt)
        data = data | {"receipt": found.receipt} | receipt.claims(library.store.data_sha256, "json")
    return json_document(with_quotations(data, quotations(library)))


def _format(request: Request, offered: list[str]) -> str:
    extension: str = request.scope.get("extension", "")
    if extension:
        if extension not in offered:
            raise WrongValueError("format", extension, offered, "this path has no such format")
        return extension
    accepted = []
    for place, part in enumerate(request.headers.get("accept", "*/*").split(",")):
        media, *parameters = (piece.strip() for piece in part.lower().split(";"))
        weights = [piece[2:] for piece in parameters if piece.startswith("q=")]
        accepted.append((-_weight(weights), place, media))
    for weight, _, media in sorted(accepted):
        for name in offered:
            if weight < 0 and media in (MEDIA[name].partition(";")[0], "*/*"):
                return name
    return offered[0]


def _weight(weights: list[str]) -> float:
    try:
        return float(weights[0]) if weights else 1.0
    except ValueError:
        return 0.0


def wants_page(request: Request) -> bool:
    """Whether the asker is a browser, or asked for a page by extension."""
    extension = request.scope.get("extension", "")
    return extension == "html" or (not extension and _format(request, ["json", "html"]) == "html")


def receipt(path: str, effective: dict[str, Any]) -> str:
    """The path, without host, that asks the same again."""
    asked = urlencode({name: value for name, value in effective.items() if value not in ("", None)}, safe=",:/")
    return quote(path, safe="/()") + (f"?{asked}" if asked else "")


def listing(path: str, asked: Asked, items: list[Item], *, kind: str = "", page: str = "list.html", **more: Any) -> Answer:
    """A part of a list. ``kind`` is the first step of the IRIs of its items (then they can be had as Turtle), ``page`` its template."""
    parameters = {field.alias or name: field.description for name, field in type(asked).model_fields.items()}
    given = asked.effective() | {name: value for name, value in more.items() if name == "as_of"}
    effective = {name: given[name] for name in parameters if name in given}
    limit, offset = effective["limit"], effective["offset"]
    chosen = items[offset : offset + limit]
    here = receipt(path, effective)
    following = receipt(path, effective | {"offset": offset + limit}) if offset + limit < len(items) else ""
    data = {"total": len(items), "limit": limit, "offset": offset, "items": chosen, "release": RELEASE, "receipt": here} | more
    things = [f"{kind}/{item['id']}" for item in chosen] if kind else None
    context: dict[str, Any] = {
        "path": path,
        "asked": effective | {"lang": asked.lang},
        "parameters": parameters,
        "before": receipt(path, effective | {"offset": max(0, offset - limit)}) if offset else "",
    }
    return Answer(data, here, page, context, chosen, things, next=following)
