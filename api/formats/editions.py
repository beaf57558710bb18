"""A comparison in the format and the edition that a reader wants. The answers are the comparison's; only the form is chosen here."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from graph.comparison import Comparison, a_day

__all__ = ["FORMATS", "LAYOUTS", "STANDALONE", "Edition", "written"]

FORMATS = {
    "json": "comparison:json_bytes",
    "csv": "comparison:csv_bytes",
    "csv-metadata.json": "csvw:csvw_bytes",
    "xlsx": "workbook:xlsx_bytes",
    "docx": "word:docx_bytes",
    "tex": "latex:tex_bytes",
    "md": "markdown:markdown_bytes",
    "html": "standalone:html_bytes",
    "svg": "pictures:svg_bytes",
    "png": "pictures:png_bytes",
    "bib": "consulted:bib_bytes",
    "ris": "consulted:ris_bytes",
    "csl": "consulted:csl_bytes",
}
"""The format of a comparison by its file extension, with the module of this folder and the function there that writes it."""

STANDALONE = "standalone"
LAYOUTS = ("long", "wide", STANDALONE)


@dataclass(frozen=True)
class Edition:
    """What a reader chooses of a printed table that changes none of its answers.

    ``layout`` (of a CSV long or wide; standalone makes of the page a file of its own), ``picture`` (which picture an SVG or
    PNG shows), ``style`` of citations, and ``accessed``, the day that stands in them as the day of access (a full day,
    WrongValueError for another; none where it is empty).
    """

    layout: str = "long"
    picture: str = "matrix"
    style: str = "apa"
    accessed: str = ""

    def __post_init__(self) -> None:
        if self.accessed:
            a_day("accessed", self.accessed)

    def chosen(self) -> dict[str, str]:
        """The choices that differ from the usual ones, by parameter, for a receipt."""
        usual = Edition()
        return {name: value for name, value in vars(self).items() if value != getattr(usual, name)}


def written(comparison: Comparison, format_: str, edition: Edition) -> bytes:
    """The file that a comparison makes in one of the ``FORMATS``: the same bytes for the same comparison and edition."""
    module, _, name = FORMATS[format_].partition(":")
    contents: bytes = getattr(import_module(f"api.formats.{module}"), name)(comparison, edition)
    return contents
