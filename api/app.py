"""The web face: one application made from a store, ready when it is made."""

from __future__ import annotations

from fastapi import Depends, FastAPI, Request, Response
from fastapi.responses import FileResponse, RedirectResponse
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import (
    beside,
    changes,
    citations,
    comparison,
    coverage,
    feeds,
    findings,
    influence,
    instruments,
    jurisdictions,
    measures,
    ontology,
    provisions,
    receipt_files,
    recommendations,
    reuse,
    similarity,
    sources,
    suggestions,
    tables,
    timeline,
    treaties,
)
from api.answers import Answer, LibraryOf, answer, split_format
from api.library import Library
from api.pages import FOLDER
from api.parameters import each_once
from api.problems import handle_problems
from graph.release import RELEASE
from graph.store import Store

__all__ = ["create_app"]

_SUBJECTS = (
    citations,
    comparison,
    changes,
    timeline,
    feeds,
    coverage,
    jurisdictions,
    measures,
    instruments,
    provisions,
    findings,
    sources,
    suggestions,
    similarity,
    tables,
    beside,
    reuse,  # before influence, where /influence/texts would be the name of a claim
    influence,
    treaties,
    recommendations,
    ontology,
    receipt_files,
)
_SAFETY = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Druglaw-Release": RELEASE,
}


class Doorway:
    """Around the app: takes the extension off a path, answers HEAD, and puts the safety headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path, extension = split_format(scope["path"])
        path = path.rstrip("/") or "/"
        head = scope["method"] == "HEAD"
        inner = dict(scope) | {"path": path, "extension": extension, "method": "GET" if head else scope["method"]}

        async def out(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _SAFETY.items():
                    headers.setdefault(name, value)
            elif head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self.app(inner, receive, out)


def create_app(store: Store) -> FastAPI:
    """The application that answers from a store."""
    app = FastAPI(
        title="druglaw",
        version=RELEASE,
        description=__doc__ or "",
        dependencies=[Depends(each_once)],
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    app.state.library = Library(store)
    handle_problems(app)
    app.add_middleware(Doorway)
    for subject in _SUBJECTS:
        app.include_router(subject.router)

    @app.get("/", include_in_schema=False)
    def start(request: Request) -> Response:
        return RedirectResponse("/compare" + (f"?{request.url.query}" if request.url.query else ""))

    @app.get("/health", summary="Up, with release and number of triples")
    def health(request: Request, library: LibraryOf) -> Response:
        return answer(request, Answer({"status": "ok", "release": RELEASE, "triples": library.triples}, "/health"))

    @app.get("/openapi", include_in_schema=False)
    def openapi(request: Request) -> Response:
        return answer(request, Answer(app.openapi(), "/openapi"))

    @app.get("/docs", include_in_schema=False)
    def docs(request: Request) -> Response:
        rows = [{"path": path, "answers": about["get"]["summary"]} for path, about in app.openapi()["paths"].items()]
        return answer(request, Answer(app.openapi(), "/docs", "docs.html", rows=rows))

    @app.get("/style.css", include_in_schema=False)
    def style() -> Response:
        return FileResponse(FOLDER / "style.css")

    @app.get("/copy.js", include_in_schema=False)
    def copy_script() -> Response:
        return FileResponse(FOLDER / "copy.js", media_type="text/javascript")

    return app
