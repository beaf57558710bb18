"""A receipt as a file: everything that repeats an answer, and what it said, so that a replay can name what differs."""

from __future__ import annotations

import platform
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, FastAPI, Query, Request, Response
from pydantic import Field

from api.answers import Answer, answer, receipt, split_format
from api.asking import Made, made
from api.parameters import Asked
from api.receipts import Receipt
from api.recorded import Record, record
from graph.errors import AskError, WrongValueError
from graph.release import RELEASE

__all__ = ["KIND", "made_with", "receipt_of", "router", "said"]

router = APIRouter(tags=["receipts"])
KIND = "receipt of druglaw"
_ASKED = ("as_of", "known_by", "from", "to", "rule", "grade", "undated_sources_left_out", "total", "subjects", "measures")
_WRITERS = ("altair", "citeproc-py", "openpyxl", "orjson", "python-docx", "vl-convert-python")


def receipt_of(app: FastAPI, answer: Made) -> dict[str, Any]:
    """The receipt of an answer: what was asked of which data, the bytes that came, and the answers themselves, shortened."""
    document = _document(app, answer)
    path, format_ = split_format(answer.path.partition("?")[0])
    asks = Receipt.parse(answer.path.replace(f"{path}.{format_}", path, 1))
    return {
        "kind": KIND,
        "release": RELEASE,
        "path": answer.path,
        **asks.claims(app.state.library.store.data_sha256, format_),
        "asked": _asked(document),
        "media_type": answer.media_type,
        "size": len(answer.body),
        "sha256": sha256(answer.body).hexdigest(),
        "answers": record(document),
        "made_with": made_with(),
    }


class ReceiptAsked(Asked):
    """Parameters of a receipt."""

    of: str = Field(description="A path with its format, percent-encoded: /compare.xlsx%3Fsubjects%3Dru,kz.")


@router.get("/receipt", summary="The receipt of an answer, for druglaw replay")
def of(request: Request, asked: Annotated[ReceiptAsked, Query()]) -> Response:
    """What repeats the answer of a path byte for byte: question, data, digest, and every answer in short."""
    if split_format(asked.of.partition("?")[0])[0].rstrip("/") == "/receipt":
        raise WrongValueError("of", asked.of, ["the path of an answer"], "a receipt has no receipt")
    found = made(request.app, asked.of)
    return answer(request, Answer(receipt_of(request.app, found), receipt("/receipt", {"of": found.path})))


def said(app: FastAPI, answer: Made) -> Record:
    """What an answer says, entry by entry."""
    return record(_document(app, answer))


def _document(app: FastAPI, answer: Made) -> dict[str, Any]:
    """The same answer as JSON, which names every field; nothing for what is no answer, such as a style sheet."""
    here, _, asked = answer.path.partition("?")
    path, format_ = split_format(here)
    try:
        body = answer.body if format_ == "json" else made(app, f"{path}.json" + (f"?{asked}" if asked else "")).body
    except AskError:
        return {}
    document = orjson.loads(body)
    return document if isinstance(document, dict) else {}


def _asked(document: dict[str, Any]) -> dict[str, Any]:
    found = {name: document[name] for name in _ASKED if name in document}
    return {name: [_id(one) for one in value] if isinstance(value, list) else value for name, value in found.items()}


def _id(one: Any) -> Any:
    return one.get("id") if isinstance(one, dict) else one


def made_with() -> dict[str, str]:
    """What writes the bytes: it decides nothing, it explains where the same answers became other bytes."""
    found = {"python": platform.python_version()}
    for name in _WRITERS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
