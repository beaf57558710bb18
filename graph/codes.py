"""A short closed list of the ontology, such as the verdicts on treaties: its codes in their order, with name and meaning."""

from __future__ import annotations

from pyoxigraph import Literal

from graph.codebook import Code
from graph.questions import ask, text
from graph.store import Store
from graph.terms import id_of, iri

__all__ = ["code_list"]


def code_list(store: Store, name: str, lang: str = "en") -> dict[str, Code]:
    """The codes of the list called ``name`` (``treaty-verdict``) by their ids, in the order of the list."""
    found = {}
    for row in ask(store, "code-list", scheme=iri(f"code/{name}"), lang=Literal(lang)):
        code = id_of(text(row, "code")).rpartition("/")[2]
        found[code] = Code(code, text(row, "label"), text(row, "definition"))
    return found
