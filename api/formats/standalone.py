"""The comparison as one HTML file for print and archive: its style inside, no script, nothing fetched from anywhere."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from api.formats.editions import STANDALONE, Edition
from api.formats.paper import Paper
from api.formats.visible import line
from graph.comparison import Comparison

__all__ = ["html_bytes", "policy"]

_COLUMNS = 7


@cache
def _page(name: str) -> str:
    return files("api").joinpath("pages", f"standalone.{name}").read_text(encoding="utf-8")


@cache
def policy() -> str:
    """The Content-Security-Policy of the file: nothing but its own style (CSP Level 3, section 8.4 on hashes)."""
    digest = base64.b64encode(hashlib.sha256(_page("css").encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _environment() -> Environment:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["line"] = line
    return environment


def html_bytes(comparison: Comparison, edition: Edition) -> bytes:
    """The comparison as a file of its own, whatever the layout asked for; the receipt names the layout that gives it again."""
    paper = Paper(comparison, replace(edition, layout=STANDALONE), "html", _COLUMNS)
    first: dict[int, tuple[str, str]] = {}
    for place, printed in paper.cells.items():
        if printed.note:
            first.setdefault(printed.note.number, place)
    page = _environment().from_string(_page("html"))
    style = Markup(_page("css"))
    return page.render(paper=paper, first=first, lang=comparison.query.lang, policy=policy(), style=style).encode()
