"""What pages call what a cell shows and why it changed, in the language of the page."""

from __future__ import annotations

from api.library import Library
from graph.causes import KINDS
from graph.codebook import Code

__all__ = ["causes", "cell_labels"]

_SIGNS = {"not-researched": "·", "disputed": "≠"}


def cell_labels(library: Library, lang: str) -> dict[str, tuple[str, str]]:
    """Sign and label of every answer and of every status that stands in the place of one."""
    labels = {one.id: (one.sign, one.label) for one in library.knowledge.codebook(lang).answers.values()}
    names = library.names(lang)
    return labels | {status: (sign, names.get(f"code/cell-status/{status}", status)) for status, sign in _SIGNS.items()}


def causes(library: Library, lang: str) -> dict[str, Code]:
    """The name and meaning of every cause of a change."""
    codes = library.knowledge.codebook(lang).codes
    return {kind: codes[kind] for kind in KINDS}
