"""Every kind of document that can be loaded, and which of them a file is."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import cast

from graph.complaints import Complaint
from loaders.limits import Limits
from loaders.reading import Loader, Opened

__all__ = ["KINDS", "LAST", "LIST", "loader", "recognise", "unrecognised"]

LIST = "list"
"""A CSV file that lists documents to load; it is no document itself."""

KINDS = ("rdf", "sheet", "bulletin", "statistics", "statute", "document")
"""The kinds in the order in which they are asked whether a file is theirs; each is a module of ``loaders``."""

LAST = ("sheet", "document")
"""Kinds that refer to what other files bring: they are read after the others of the same load."""


def loader(kind: str) -> Loader:
    """The loader of a kind; it is imported only now, with the libraries it needs."""
    return cast(Loader, import_module(f"loaders.{kind}"))


def recognise(opened: Opened) -> str:
    """The first kind that takes the file for its own, '' where none does."""
    return next((kind for kind in KINDS if find_spec(f"loaders.{kind}") and loader(kind).recognises(opened)), "")


def unrecognised(opened: Opened, limits: Limits) -> list[Complaint]:
    """Why no kind takes the file: its format is damaged or hostile, or else its contents are of no kind."""
    from loaders.plain import FORMATS, plain_text

    if opened.format in FORMATS and (complaints := plain_text(opened, limits).complaints):
        return complaints
    what = f"the contents show no kind of document that can be loaded: say which with --as, one of {', '.join(KINDS)}"
    return [Complaint(str(opened.path), 1, what + ", or with --source which source of the data it is a copy of")]
