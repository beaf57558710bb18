"""What goes wrong, as RFC 9457 problem documents: JSON for programs, a page for a browser."""

from __future__ import annotations

import logging
import re
from http import HTTPStatus
from typing import Any

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api.answers import wants_page
from api.pages import render
from graph.errors import AskError, UnknownIdError, WrongValueError, nearest

__all__ = ["handle_problems"]

_LOG = logging.getLogger("druglaw")


def handle_problems(app: FastAPI) -> None:
    """Make the app answer every fault with a problem document."""
    app.add_exception_handler(AskError, _asked_wrongly)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _ours)


def _problem(request: Request, status: int, detail: str, headers: dict[str, str] | None = None, **more: Any) -> Response:
    title = HTTPStatus(status).phrase
    document = {"type": "about:blank", "title": title, "status": status, "detail": detail, "instance": request.scope["path"]} | more
    headers = (headers or {}) | {"Vary": "Accept"}
    if wants_page(request) and "application/problem+json" not in request.headers.get("accept", ""):
        return Response(render(request, "problem.html", problem=document), status, headers, "text/html; charset=utf-8")
    return Response(orjson.dumps(document), status, headers, "application/problem+json")


def _asked_wrongly(request: Request, error: Exception) -> Response:
    if isinstance(error, UnknownIdError):
        return _problem(request, 404, str(error), near=error.near, wanted=error.wanted)
    if isinstance(error, WrongValueError):
        return _problem(request, 422, str(error), parameter=error.parameter, value=error.value, allowed=error.allowed)
    return _problem(request, 422, str(error), allowed=[])


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    name = str(first["loc"][-1])
    allowed = _allowed(first)
    detail = f"{name}: '{first.get('input')}' cannot be used; allowed: {', '.join(allowed)}"
    return _problem(request, 422, detail, parameter=name, value=str(first.get("input")), allowed=allowed)


def _allowed(fault: dict[str, Any]) -> list[str]:
    """What a parameter may be, of what pydantic says of its fault: the choices there are, or the bound that was passed."""
    about = fault.get("ctx", {})
    if choices := re.findall(r"'([^']*)'", str(about.get("expected", ""))):
        return choices
    if "ge" in about or "le" in about:
        return [f"a whole number, {about['ge']} or more" if "ge" in about else f"a whole number, {about['le']} or less"]
    return ["a whole number"] if str(fault["type"]).startswith("int_") else [str(fault["msg"])]


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.NOT_FOUND:
        paths = request.app.openapi()["paths"]
        return _problem(request, 404, f"there is nothing at {request.scope['path']}", headers, near=nearest(request.scope["path"], paths))
    return _problem(request, error.status_code, error.detail, headers)


def _ours(request: Request, error: Exception) -> Response:
    _LOG.error("%s %s failed", request.method, request.scope["path"], exc_info=error)
    return _problem(request, 500, "the fault is ours, not yours; it has been logged")
