"""Every anchor found again in the documents at hand: same, moved, changed, or without a fingerprint to compare with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from graph.anchors import CHANGED, Found, offsets, refind, take
from graph.fingerprints import Fingerprint, Fingerprints, KnownDocument
from graph.questions import Row, ask, text
from graph.store import Store
from graph.terms import id_of, iri, kind_of
from loaders.at_hand import Copy, expected_files
from loaders.locators import Span, pieces

__all__ = ["Drift", "Verdict", "fingerprints_of", "verify"]


@dataclass(frozen=True)
class Drift:
    """One passage that evidence rests on: how it was found, the locators that name it, and the entries that rest on it."""

    found: Found
    locators: tuple[str, ...]
    entries: tuple[str, ...]


@dataclass
class Verdict:
    """What became of the passages of one source. ``copy`` is None where its document is not at hand.

    ``same_file``: whether it is, byte for byte, the file that was read for the data; None where that is not known.
    """

    source: str
    file: str
    copy: Copy | None = None
    same_file: bool | None = None
    anchors: list[Drift] = field(default_factory=list)

    def count(self, state: str) -> int:
        """How many passages were found so."""
        return sum(one.found.state == state for one in self.anchors)

    @property
    def red(self) -> bool:
        """Whether a passage is gone, or the document cannot be read."""
        return bool(self.copy and (self.copy.fault or self.count(CHANGED)))


class _Resting:
    """What rests on one passage: the locators that name it, and the entries that have them."""

    def __init__(self) -> None:
        self.locators: set[str] = set()
        self.entries: set[str] = set()

    def add(self, locator: str, thing: str) -> None:
        self.locators.add(locator)
        self.entries.add(f"{kind_of(thing)}/{id_of(thing)}")


_Passages: TypeAlias = dict[Span, _Resting]


def verify(store: Store, copies: Iterable[Copy], known: Fingerprints) -> list[Verdict]:
    """A verdict for every copy, and for every source that has passages to find and whose document is not among them."""
    expected = expected_files(store)
    by_source: dict[str, list[Copy]] = defaultdict(list)
    for copy in copies:
        by_source[copy.source].append(copy)
    named = _named(store, {*expected, *by_source})
    stored = list(ask(store, "anchors")) if by_source else []
    verdicts = []
    for source in sorted({*expected, *by_source}):
        if source not in by_source and named.get(source):
            verdicts.append(Verdict(source, expected[source]))
        for copy in by_source.get(source, []):
            document = known.documents.get(source)
            verdict = Verdict(source, expected.get(source, ""), copy, document.sha256 == copy.sha256 if document else None)
            if not copy.fault:
                own = [row for row in stored if _belongs(row, copy)]
                verdict.anchors = _drifts(copy.text, named.get(source, {}), own, known.passages.get(source, {}))
            verdicts.append(verdict)
    return verdicts


def fingerprints_of(store: Store, copies: Iterable[Copy], before: Fingerprints) -> Fingerprints:
    """The fingerprints of every passage that locators with offsets name in the copies; those of other sources stay as they were."""
    made = Fingerprints(dict(before.documents))
    made.passages.update(before.passages)
    sound = {copy.source: copy for copy in copies if not copy.fault}
    named = _named(store, sound)
    for source, copy in sound.items():
        passages = take(copy.text, named.get(source, {}))
        made.documents[source] = KnownDocument(source, copy.sha256, copy.size, len(copy.text) if passages else 0)
        if passages:
            made.passages[source] = passages
    return made


def _named(store: Store, sources: Iterable[str]) -> dict[str, _Passages]:
    """The passages that locators with offsets name, by source."""
    named: dict[str, _Passages] = defaultdict(lambda: defaultdict(_Resting))
    wanted = [iri(f"source/{source}") for source in sources]
    for row in ask(store, "located-evidence", source=wanted) if wanted else ():
        for piece in pieces(text(row, "locator")):
            for span in offsets(piece):
                named[id_of(text(row, "source"))][span].add(piece, text(row, "thing"))
    return named


def _belongs(row: Row, copy: Copy) -> bool:
    """Whether an anchor is to be looked for in a copy: one of its own, or, for a file, any of its source."""
    return text(row, "document") == copy.document if copy.document else id_of(text(row, "source")) == copy.source


def _drifts(content: str, named: _Passages, stored: list[Row], known: dict[Span, Fingerprint]) -> list[Drift]:
    passages, prints = dict(named), dict(known)
    for row in stored:
        place = (int(text(row, "start")), int(text(row, "end")))
        spans = offsets(text(row, "locator")) or [place]
        for span in spans:
            prints.setdefault(span, _fingerprint(row, span))
            passages.setdefault(span, _Resting()).add(text(row, "locator"), text(row, "thing"))
    found = refind(content, sorted(passages), prints)
    return [
        Drift(one, tuple(sorted(passages[one.start, one.end].locators)), tuple(sorted(passages[one.start, one.end].entries)))
        for one in found
    ]


def _fingerprint(row: Row, span: Span) -> Fingerprint:
    copies = tuple(sorted(int(copy) for copy in text(row, "copies").split()))
    return Fingerprint(
        *span,
        int(text(row, "length")),
        int(text(row, "rolling"), 16),
        text(row, "sha256"),
        text(row, "prefix"),
        text(row, "suffix"),
        copies,
    )
