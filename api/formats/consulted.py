"""The table and the sources of a comparison for reference managers: what a paper that prints the table has to cite."""

from __future__ import annotations

from api.formats.citations import with_accessed
from api.formats.editions import Edition
from api.formats.references import as_bib, as_csl, as_ris
from graph.citable import table_item
from graph.comparison import Comparison
from graph.csl import CslItem

__all__ = ["bib_bytes", "csl_bytes", "ris_bytes"]


def _items(comparison: Comparison, edition: Edition) -> list[CslItem]:
    """The table itself, then each source that its cells rest on or that disagrees, by key."""
    findings = (one for cell in comparison.cells.values() for one in (*cell.supports, *cell.rivals, *cell.unsettled))
    sources = [comparison.knowledge.references[key] for key in sorted({one.source for one in findings})]
    return with_accessed([table_item(comparison), *sources], edition.accessed)


def bib_bytes(comparison: Comparison, edition: Edition) -> bytes:
    """The table and its sources as BibLaTeX."""
    return as_bib(_items(comparison, edition))


def csl_bytes(comparison: Comparison, edition: Edition) -> bytes:
    """The table and its sources as CSL-JSON."""
    return as_csl(_items(comparison, edition))


def ris_bytes(comparison: Comparison, edition: Edition) -> bytes:
    """The table and its sources as RIS."""
    return as_ris(_items(comparison, edition))
