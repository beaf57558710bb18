"""The paths of the web face asked in the process: a program gets the bytes that a server would send, without one."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote, unquote, urlsplit

import orjson
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Scope

from api.answers import split_format
from api.receipts import Receipt
from graph.errors import AskError

__all__ = ["Made", "checked", "made"]

_LONGEST = 50_000
_UNFIT = re.compile(r"[\x00-\x20\x7f\\#]")
_JSON = b"application/json, application/problem+json"  # also of a page it is told in words why there is none
_KEPT = "/%?&=+,:;@!$'()*~"


@dataclass(frozen=True)
class Made:
    """What a path answers. ``path`` asks the same again: it names the format, and every parameter has a value, today's day among them."""

    path: str
    media_type: str
    body: bytes


def made(app: ASGIApp, path: str) -> Made:
    """What the application answers to a path without host, such as ``/compare.csv?as_of=2008-10-31``.

    Raises AskError where the path is none of ours, and with the words of the application where it refuses the question.
    """
    plain = urlsplit(checked(path))
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(plain.path),
        "raw_path": plain.path.encode("ascii"),
        "query_string": plain.query.encode("ascii"),
        "root_path": "",
        "headers": [(b"accept", _JSON)],
        "client": None,
        "server": None,
    }
    status, headers, body = asyncio.run(_answered(app, scope))
    if status >= HTTPStatus.BAD_REQUEST:
        raise AskError(orjson.loads(body)["detail"])
    if status != HTTPStatus.OK:
        raise AskError(f"{path} leads to {headers.get('location', 'another path')}: ask that")
    media = headers["content-type"]
    here, format_ = split_format(plain.path)
    format_ = format_ or ("json" if media == "application/json" else "")
    receipt = headers.get("druglaw-receipt", here + (f"?{plain.query}" if plain.query else ""))
    return Made(Receipt.parse(receipt).url(format_), media, body)


def checked(path: str) -> str:
    """The path as it stands in a request; raises AskError where it names a host, or holds what no path of ours may hold."""
    if not path.startswith("/") or path.startswith("//"):
        raise AskError(f"'{path[:80]}' is no path of druglaw: it begins with one slash and names no host, such as /compare.csv")
    if len(path) > _LONGEST:
        raise AskError(f"the path has {len(path)} characters, more than {_LONGEST}: ask for less at a time")
    if found := _UNFIT.search(path):
        raise AskError(f"the path holds {found[0]!r}: write it as %{ord(found[0]):02X}")
    return quote(path, safe=_KEPT)


async def _answered(app: ASGIApp, scope: Scope) -> tuple[int, Headers, bytes]:
    start: list[Message] = []
    body = bytearray()

    requests = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> Message:
        for request in requests:
            return request
        return await asyncio.Future()  # the asker never hangs up

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.append(message)
        else:
            body.extend(message.get("body", b""))

    await app(scope, receive, send)
    return start[0]["status"], Headers(raw=list(start[0]["headers"])), bytes(body)
