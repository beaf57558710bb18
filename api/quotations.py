"""Quotations: the words that evidence rests on, in their context, where the document is in the store."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from api.library import Library
from graph.dataset import BUILT_IN
from graph.fingerprints import FOLDER, read_fingerprints
from graph.questions import ask, text
from graph.terms import id_of, iri

__all__ = ["Quotations", "as_details", "quotations", "with_quotations"]

_CONTEXT = 300
_LONGEST = 3_000

_BLOCK = Markup("<blockquote>… {prefix}<mark>{exact}</mark>{more}{suffix} …</blockquote>")

Place = tuple[str, int, int]


@dataclass
class Quotations:
    """The places of evidence by source and locator, and the texts of the documents they stand in."""

    places: dict[tuple[str, str], list[Place]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def of(self, source: str, locator: str) -> list[dict[str, Any]]:
        """What stands at the places of a locator: before, there and after; nothing where the document is not at hand."""
        found = [place for piece in locator.split("; ") for place in self.places.get((source, piece), [])]
        return [self._quoted(*place) for place in dict.fromkeys(found)]

    def _quoted(self, document: str, start: int, end: int) -> dict[str, Any]:
        words = self.texts[document]
        cut = end - start > _LONGEST
        shown = words[start : start + _LONGEST] if cut else words[start:end]
        before, after = words[max(0, start - _CONTEXT) : start], words[end : end + _CONTEXT]
        before = before.partition(" ")[2] if start > _CONTEXT else before
        after = after.rpartition(" ")[0] if end + _CONTEXT < len(words) else after
        quoted: dict[str, Any] = {"prefix": before, "exact": shown, "suffix": "" if cut else after}
        return quoted | {"cut": True} if cut else quoted


def quotations(library: Library) -> Quotations:
    """The quotations of a store, read once; none, at no cost, where it holds no document."""
    return library.keep(("quotations",), lambda: _read(library))


def _read(library: Library) -> Quotations:
    found = Quotations()
    places: dict[tuple[str, str], set[Place]] = defaultdict(set)
    for row in ask(library.store, "anchor-places"):
        document = text(row, "document")
        places[id_of(text(row, "source")), text(row, "locator")].add((document, int(text(row, "start")), int(text(row, "end"))))
    sources = sorted({iri(f"source/{source}") for source, _ in places}, key=str)
    for row in ask(library.store, "documents-at-hand", source=sources) if sources else ():
        found.texts[text(row, "document")] = text(row, "content")
    for key, several in places.items():
        read = {place[0] for place in several if _read_for_data(place[0], key[0])}
        first = min(read or {place[0] for place in several})
        found.places[key] = sorted(place for place in several if place[0] == first)
    return found


def _read_for_data(document: str, source: str) -> bool:
    """Whether a document is the very file that was read for the data, and no other copy of the source."""
    known = read_fingerprints(BUILT_IN / FOLDER).documents.get(source)
    return known is not None and known.sha256.startswith(id_of(document))


def as_details(found: list[dict[str, Any]]) -> Markup:
    """Quotations for a page, folded; the passages themselves are marked. Documents are strangers' words: everything is escaped."""
    quoted = Markup("").join(_BLOCK.format(**one, more=" …" if one.get("cut") else "") for one in found)
    return Markup('<details class="quotation"><summary>In its words</summary>{}</details>').format(quoted) if found else Markup("")


def with_quotations(data: Any, known: Quotations) -> Any:
    """The data with a ``quotation`` at whatever names a source and a locator that are in a document at hand; further ones follow it."""
    if not known.places:
        return data
    if isinstance(data, list):
        return [with_quotations(one, known) for one in data]
    if not isinstance(data, dict):
        return data
    made = {name: with_quotations(value, known) for name, value in data.items()}
    source, locator = data.get("source"), data.get("locator")
    if isinstance(source, str) and isinstance(locator, str) and (found := known.of(source, locator)):
        made["quotation"] = found[0]
        if found[1:]:
            made["further_quotations"] = found[1:]
    return made
