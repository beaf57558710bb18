"""The pages: templates and style, rendered on the server; they work without scripts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from api.quotations import as_details, quotations
from graph.release import RELEASE

__all__ = ["FOLDER", "link", "render"]

FOLDER = Path(__file__).parent
_PLACES = {"jurisdiction": "/jurisdictions/", "measure": "/measures/", "instrument": "/instruments/", "source": "/sources/"}
_KINDS = {
    **dict.fromkeys(("measure", "measures"), "measure"),
    **dict.fromkeys(("jurisdiction", "state"), "jurisdiction"),
    **dict.fromkeys(("provision", "provisions"), "provision"),
    **dict.fromkeys(("subject", "follower", "origin", "looked_in", "instrument", "instruments", "cites"), "thing"),
    "source": "source", "answer": "answer", "wanted": "answer", "place": "place", "substance": "substance", "indicator": "indicator",
}  # fmt: skip
_BY_SLASHES = ("jurisdiction", "instrument", "provision")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["words"] = lambda name: str(name).replace("_", " ").replace("-", " ")
    return environment


def render(request: Request, template: str, **context: Any) -> str:
    """A page as HTML."""
    library = request.app.state.library
    names = library.names(context.get("asked", {}).get("lang", "en"))

    known = quotations(library)

    def show(field: str, value: Any) -> Markup:
        if field == "quotation":
            return as_details(known.of(value.get("source", ""), value.get("locator", "")) if known.places else [])
        return link(field, value, names)

    def other_format(name: str, more: str = "", without: str = "") -> str:
        """The same answer, of the same day, in another format; ``more`` and ``without`` are parameters to put in and to leave out."""
        path, _, asked = (context.get("receipt") or f"{request.scope['path']}?{request.query_params}").partition("?")
        query = urlencode({key: value for key, value in parse_qsl(asked) if key != without} | dict(parse_qsl(more)), safe=",:/")
        return f"{path}.{name}" + (f"?{query}" if query else "")

    page = _environment().get_template(template)
    return page.render(show=show, other_format=other_format, release=RELEASE, url=request.scope["path"], **context)


def link(field: str, value: Any, names: dict[str, str]) -> Markup:
    """A value as a page shows it: a list with commas, an id as a link to what it stands for, by its name."""
    if isinstance(value, list):
        return Markup("; ").join(link(field, one, names) for one in value)
    if isinstance(value, dict):
        return Markup(", ").join(link(name, one, names) for name, one in value.items() if one not in (None, "", []))
    if value in (None, ""):
        return Markup("")
    text = str(value)
    if text.startswith(("https://", "http://")):
        return Markup('<a href="{0}" rel="nofollow">{0}</a>').format(text)
    kind = _KINDS.get(field, "")
    kind = _BY_SLASHES[min(text.count("/"), 2)] if kind == "thing" else kind
    first, _, rest = text.partition("/")
    if not kind and rest and first in (*_PLACES, "provision", "organisation", "event", "place"):
        kind, text = first, rest
    name = names.get(f"{kind}/{text}", text) if kind else text
    if kind == "provision":
        act, _, number = text.rpartition("/")
        return Markup('<a href="/instruments/{}#{}">{}</a>').format(act, number, text)
    if kind in _PLACES:
        return Markup('<a href="{}{}">{}</a>').format(_PLACES[kind], text, name)
    return Markup("{}").format(name)
