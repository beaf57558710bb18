"""Anchors: passages of a document taken as fingerprints, and found again in a copy of it.

Selectors after W3C, Web Annotation Data Model (2017), section 4.2: a position, and instead of the quotation with its
prefix and suffix the fingerprints of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from graph.fingerprints import Fingerprint
from graph.flat import FlatText, contexts, copies, flatten, normalised, passage_digest, rolling_hash

__all__ = ["CHANGED", "MOVED", "SAME", "STATES", "UNKNOWN", "Found", "offsets", "refind", "take"]

SAME, MOVED, CHANGED, UNKNOWN = "same", "moved", "changed", "unknown"
STATES = (SAME, MOVED, CHANGED, UNKNOWN)
_LONGEST = 5_000  # a longer passage is not looked for a second time in its document
_LARGEST = 5_000_000  # three times the longest code that evidence rests on; of a larger document only the places named are looked at
_OFFSETS = re.compile(r"@([0-9]{1,12})-([0-9]{1,12})(?![0-9])")


@dataclass(frozen=True)
class Found:
    """Where a passage is in a copy of its document.

    ``state``: same (at its place), moved (elsewhere, word for word), changed (nowhere), unknown (no fingerprint to compare with).
    """

    start: int
    end: int
    state: str
    place: tuple[int, int] | None = None


def offsets(locator: str) -> list[tuple[int, int]]:
    """The passages that a locator names by ``@start-end``, in its order."""
    return [(int(start), int(end)) for start, end in _OFFSETS.findall(locator)]


def take(text: str, spans: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Fingerprint]:
    """The fingerprints of passages of a document; spans that do not lie in it, or hold white space only, give none."""
    wanted = {span: flat for span in spans if (flat := _passage(text, *span))}
    taken = {}
    for span, flat in wanted.items():
        here = span[1] - len(text[span[0] : span[1]].lstrip())
        elsewhere = tuple(start for start in copies(text, flat) if start != here) if len(flat) <= _LONGEST else ()
        taken[span] = Fingerprint(*span, len(flat), rolling_hash(flat), passage_digest(flat), *contexts(text, *span), elsewhere)
    return taken


def refind(text: str, spans: Iterable[tuple[int, int]], known: dict[tuple[int, int], Fingerprint]) -> list[Found]:
    """Each passage of a document, found in a copy of the document, in the order given."""
    found: dict[tuple[int, int], Found] = {}
    lost: list[Fingerprint] = []
    for span in dict.fromkeys(spans):
        passage, fingerprint = _passage(text, *span), known.get(span)
        if fingerprint is None:
            found[span] = Found(*span, UNKNOWN if passage else CHANGED, span if passage else None)
        elif passage and passage_digest(passage) == fingerprint.sha256:
            found[span] = Found(*span, SAME, span)
        else:
            found[span] = Found(*span, CHANGED)
            lost.append(fingerprint)
    if lost and len(text) <= _LARGEST:
        document = flatten(text)
        places = document.places((one.length, one.rolling) for one in lost)
        for one in lost:
            if place := _elsewhere(document, one, places.get((one.length, one.rolling), [])):
                found[one.start, one.end] = Found(one.start, one.end, MOVED, place)
    return list(found.values())


def _passage(text: str, start: int, end: int) -> str:
    return normalised(text[start:end]) if 0 <= start < end <= len(text) else ""


def _elsewhere(document: FlatText, lost: Fingerprint, places: list[int]) -> tuple[int, int] | None:
    """The place of a passage that is not where it was, or None where it is gone.

    Of words that stood in several places one copy may be changed while another stays: where there are fewer copies than
    there were, one counts only in the surroundings of this passage, and not at the old place of another copy.
    """
    sure = [place for place in places if passage_digest(document.slice(place, place + lost.length)) == lost.sha256]
    rank = sum(copy < lost.start for copy in lost.copies)
    best: tuple[tuple[int, bool, int], tuple[int, int]] | None = None
    for number, place in enumerate(sure):
        span = document.span(place, lost.length)
        before, after = document.contexts(place, lost.length)
        fits, old_copy = (before == lost.prefix) + (after == lost.suffix), span[0] in lost.copies
        if len(sure) <= len(lost.copies) and (old_copy or not fits):
            continue
        score = (fits, not old_copy, -abs(number - rank))
        if best is None or score > best[0]:
            best = (score, span)
    return best[1] if best else None
