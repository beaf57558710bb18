"""Evidence tied to the documents at hand: for every locator that can be found in a document, its anchor.

Anchors are Web Annotation targets (W3C, Web Annotation Data Model, 2017, section 4): a source and two selectors, the
position and the fingerprints, which hold no word of the document.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from graph.anchors import CHANGED, MOVED, Found, offsets, refind, take
from graph.dataset import BUILT_IN
from graph.fingerprints import FOLDER, Fingerprint, read_fingerprints
from graph.questions import Row, ask, text
from graph.store import Store
from graph.terms import BASE, PREFIXES, dl, iri
from loaders.act import ActText
from loaders.locators import ActPlaces, Span, pieces

__all__ = ["Anchoring", "anchors"]

_OA = PREFIXES["oa"]
_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_INTEGER = NamedNode(PREFIXES["xsd"] + "integer")
_SHOWN = 5


@dataclass
class Anchoring:
    """The quads of the anchors, what could not be found, as sentences, and how many locators had which fate."""

    quads: list[Quad] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


def anchors(
    store: Store,
    document: NamedNode,
    content: str,
    source: str,
    graph: NamedNode,
    tree: ActText | None = None,
    within: NamedNode | None = None,
) -> Anchoring:
    """The anchors of all evidence of a source in a document that is a copy of it, as quads in ``graph``.

    ``content`` is the document as plain text, ``tree`` its divisions where it is an act: then ``art. 32(1)`` can be found too.
    ``within``: only the evidence that stands in this named graph. Nothing is anchored at words that were changed.
    """
    rows = _evidence(store, source, within)
    known = read_fingerprints(BUILT_IN / FOLDER).passages.get(source, {})
    found = refind(content, (span for row in rows for span in offsets(text(row, "locator"))), known)
    states = {(one.start, one.end): one for one in found}
    act = ActPlaces(tree) if tree else None
    done = Anchoring()
    places: dict[tuple[Span, str], list[NamedNode | BlankNode]] = defaultdict(list)
    failed: dict[str, set[str]] = {CHANGED: set(), "unresolved": set()}
    for row in rows:
        for piece in pieces(text(row, "locator")):
            for span, state in _resolved(piece, states, act):
                done.counts[state] += 1
                if span:
                    places[span, piece].append(row["evidence"])  # type: ignore[arg-type]
                else:
                    failed[state].add(piece)
    prints = take(content, {span for span, _ in places})
    for (span, piece), evidence in places.items():
        if span in prints:
            done.quads += _anchor(document, prints[span], piece, evidence, graph)
    done.remarks += _told(done.counts, failed)
    return done


def _evidence(store: Store, source: str, within: NamedNode | None) -> list[Row]:
    rows = list(ask(store, "located-evidence", source=iri(f"source/{source}")))
    if within is None:
        return rows
    own = {quad.subject for quad in store.oxigraph.quads_for_pattern(None, dl("source"), iri(f"source/{source}"), within)}
    return [row for row in rows if row["evidence"] in own]


def _resolved(piece: str, states: dict[Span, Found], act: ActPlaces | None) -> Iterator[tuple[Span | None, str]]:
    """The places of a piece of a locator and how each was found; one without a place where it was not."""
    if named := offsets(piece):
        yield from ((states[span].place, states[span].state) for span in named)
    elif act and (spans := act.spans(piece)):
        yield from ((span, "resolved") for span in spans)
    else:
        yield None, "unresolved"


def _anchor(
    document: NamedNode, print_: Fingerprint, piece: str, evidence: Iterable[NamedNode | BlankNode], graph: NamedNode
) -> Iterator[Quad]:
    name = f"{document.value.removeprefix(BASE).replace('document/', 'anchor/', 1)}/{print_.start}-{print_.end}"
    anchor, position, selector = iri(name), iri(f"{name}#position"), iri(f"{name}#fingerprint")
    said: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
        (anchor, _TYPE, dl("Anchor")),
        (anchor, NamedNode(_OA + "hasSource"), document),
        (anchor, NamedNode(_OA + "hasSelector"), position),
        (anchor, NamedNode(_OA + "hasSelector"), selector),
        (anchor, dl("locator"), Literal(piece)),
        (position, _TYPE, NamedNode(_OA + "TextPositionSelector")),
        (position, NamedNode(_OA + "start"), _number(print_.start)),
        (position, NamedNode(_OA + "end"), _number(print_.end)),
        (selector, _TYPE, dl("FingerprintSelector")),
        (selector, dl("passageLength"), _number(print_.length)),
        (selector, dl("rollingHash"), Literal(f"{print_.rolling:016x}")),
        (selector, dl("passageSha256"), Literal(print_.sha256)),
        (selector, dl("prefixFingerprint"), Literal(print_.prefix)),
        (selector, dl("suffixFingerprint"), Literal(print_.suffix)),
        *((selector, dl("copyStart"), _number(copy)) for copy in print_.copies),
    ]
    yield from (Quad(subject, prop, value, graph) for subject, prop, value in said)
    yield from (Quad(one, dl("anchor"), anchor, graph) for one in evidence)


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=_INTEGER)


def _told(counts: Counter[str], failed: dict[str, set[str]]) -> Iterator[str]:
    if counts[MOVED]:
        yield f"{counts[MOVED]} passages that evidence rests on stand elsewhere than their locators say; they were found again"
    if failed[CHANGED]:
        yield f"{counts[CHANGED]} places of evidence have other words in this copy: {_some(failed[CHANGED])}"
    if failed["unresolved"]:
        yield f"{counts['unresolved']} places of evidence could not be found in this document: {_some(failed['unresolved'])}"


def _some(which: set[str]) -> str:
    listed = sorted(which)
    return ", ".join(listed[:_SHOWN]) + (f" and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else "")
