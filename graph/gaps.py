"""Gaps: why a question has no answer for a state yet, and what was tried."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pyoxigraph import Literal

from graph.dates import DateError, span
from graph.questions import ask, text
from graph.store import Store
from graph.terms import id_of

__all__ = ["Gap", "load_gaps"]


@dataclass(frozen=True)
class Gap:
    """Why a question has no answer for a state: the reason and its name, what was tried, when, in which sources."""

    reason: str
    label: str
    tried: str
    date: str
    sources: tuple[str, ...] = ()

    def told_by(self, day: int | None) -> bool:
        """Whether it was written down by a day (20081031; None: by today). A gap whose date cannot be read was not."""
        try:
            return day is None or span(self.date).latest <= day
        except DateError:
            return False


def load_gaps(store: Store, lang: str = "en") -> dict[tuple[str, str], Gap]:
    """The gaps of a store by (state, measure)."""
    found: dict[tuple[str, str], Gap] = {}
    for row in ask(store, "gaps", lang=Literal(lang)):
        cell = id_of(text(row, "state")), id_of(text(row, "measure"))
        known = found.setdefault(
            cell, Gap(id_of(text(row, "reason")).rpartition("/")[2], text(row, "label"), text(row, "tried"), text(row, "date"))
        )
        if "source" in row:
            found[cell] = replace(known, sources=(*known.sources, id_of(text(row, "source"))))
    return found
