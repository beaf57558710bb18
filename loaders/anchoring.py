"""Evidence tied to the documents at hand: for every locator that can be found in a document, its anchor.

Anchors are Web Annotation targets (W3C, Web Annotation Data Model, 2017, section 4): a source and two selectors, the
position and the fingerprints, which hold no word of the document.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from graph.anchors import CHANGED, MOVED, Found, offsets, refind, take
from graph.dataset import BUILT_IN
from graph.fingerprints import FOLDER, Fingerprint, read_fingerprints
from graph.questions import ask, text
from graph.store import Store
from graph.terms import BASE, PREFIXES, dl, graph_iri, id_of, iri
from loaders.act import ActText
from loaders.act_from_store import read_version
from loaders.locators import OUTER, ActPlaces, Span, pieces

__all__ = ["RESOLVED", "UNRESOLVED", "Anchoring", "anchors", "loosen", "refresh", "sources_of", "unanchored"]

RESOLVED, UNRESOLVED = "resolved", "unresolved"

_OA = PREFIXES["oa"]
_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_INTEGER = NamedNode(PREFIXES["xsd"] + "integer")
_GRAPHS = graph_iri("anchors/")
_SHOWN = 5
_LARGEST_ACT = 10_000_000  # the longest codes have 3 million characters; the tree of a longer text is not made for its locators
_LONGEST = 500_000  # a longer place is the document as a whole, which its own digest fixes


@dataclass
class Anchoring:
    """The quads of the anchors, what could not be found, as sentences, and how many places had which fate.

    ``missed`` gives the evidence of every place that has no anchor.
    """

    quads: list[Quad] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    missed: dict[str, set[NamedNode | BlankNode]] = field(default_factory=dict)

    @property
    def anchored(self) -> int:
        """How many places of evidence were found."""
        return sum(count for state, count in self.counts.items() if state not in (CHANGED, UNRESOLVED))


def sources_of(store: Store, graph: NamedNode) -> set[str]:
    """The sources that a named graph names: of its evidence, and those that its documents are copies of."""
    found = (quad.object for quad in store.oxigraph.quads_for_pattern(None, dl("source"), None, graph))
    return {id_of(one) for one in found if isinstance(one, NamedNode)}


def refresh(store: Store, sources: Iterable[str]) -> dict[str, Anchoring]:
    """Make the anchors of some sources anew in a store that can be written, and say what came of it, by the id of the document.

    The anchors follow from the evidence and the documents. Those of a document stand in a graph of their own, so
    that they stay right whatever of the two was loaded first, or is taken back.
    """
    done = {}
    wanted = set(sources)
    loosen(store, wanted)
    for row in ask(store, "documents-at-hand", source=[iri(f"source/{one}") for one in sorted(wanted)]) if wanted else ():
        document = NamedNode(text(row, "document"))
        content = text(row, "content")
        tree = partial(_tree, store, document, len(content) <= _LARGEST_ACT)
        made = anchors(store, document, content, id_of(text(row, "source")), tree)
        store.oxigraph.extend(made.quads)
        done[id_of(document)] = made
    return done


def _no_tree(whole: bool) -> None:
    return None


def unanchored(store: Store, graph: NamedNode, made: Anchoring) -> Iterator[str]:
    """Of the evidence that a named graph brought, the places that a document at hand does not have, in a sentence."""
    lost = {piece for piece, evidence in made.missed.items() if any(_stands(store, one, graph) for one in evidence)}
    if lost:
        yield f"places of evidence not found in the document at hand, and so not anchored: {_some(lost)}"


def _stands(store: Store, node: NamedNode | BlankNode, graph: NamedNode) -> bool:
    return next(store.oxigraph.quads_for_pattern(node, None, None, graph), None) is not None


def loosen(store: Store, sources: Iterable[str]) -> None:
    """Take the anchors of some sources, and of documents that are gone, out of a store that can be written."""
    wanted = {None, *sources}
    for source, graph in _anchored(store):
        if source in wanted:
            store.oxigraph.remove_graph(graph)


def anchors(store: Store, document: NamedNode, content: str, source: str, tree: Callable[[bool], ActText | None] = _no_tree) -> Anchoring:
    """The anchors of all evidence of a source in a document that is a copy of it.

    ``content`` is the document as plain text. ``tree`` gives its divisions where it is an act, all or the outermost; asked only where a
    locator needs it (``art. 32(1)``). Nothing is anchored at words that were changed.
    """
    rows = list(ask(store, "located-evidence", source=iri(f"source/{source}")))
    known = read_fingerprints(BUILT_IN / FOLDER).passages.get(source, {})
    found = refind(content, (span for row in rows for span in offsets(text(row, "locator"))), known)
    states = {(one.start, one.end): one for one in found}
    done = Anchoring()
    act = _Act(tree)
    places: dict[tuple[Span, str], set[NamedNode | BlankNode]] = defaultdict(set)
    failed: dict[str, set[str]] = {CHANGED: set(), UNRESOLVED: set()}
    for row in rows:
        for piece in pieces(text(row, "locator")):
            for span, state in _resolved(piece, states, act):
                done.counts[state] += 1
                if span and span[1] - span[0] <= _LONGEST:
                    places[span, piece].add(row["evidence"])  # type: ignore[arg-type]
                elif not span:
                    failed[state].add(piece)
                    done.missed.setdefault(piece, set()).add(row["evidence"])  # type: ignore[arg-type]
    prints = take(content, {span for span, _ in places})
    graph = graph_iri(f"anchors/{id_of(document)}")
    for (span, piece), evidence in sorted(places.items()):
        if span in prints:
            done.quads += _anchor(document, prints[span], piece, evidence, graph)
    done.remarks += _told(done.counts, failed)
    return done


def _anchored(store: Store) -> Iterator[tuple[str | None, NamedNode]]:
    """The graphs of anchors, each with the source of its document, None where the document is gone."""
    for graph in list(store.oxigraph.named_graphs()):
        if isinstance(graph, NamedNode) and graph.value.startswith(_GRAPHS.value):
            document = iri("document/" + graph.value.removeprefix(_GRAPHS.value))
            of = next(store.oxigraph.quads_for_pattern(document, dl("source"), None), None)
            yield (id_of(of.object) if of and isinstance(of.object, NamedNode) else None), graph


def _tree(store: Store, document: NamedNode, short: bool, whole: bool) -> ActText | None:
    if whole and not short:
        return None
    version = next(store.oxigraph.quads_for_pattern(None, dl("document"), document), None)
    return read_version(store, version.subject, whole=whole) if version and isinstance(version.subject, NamedNode) else None


class _Act:
    """The places of an act, made when one is asked for."""

    def __init__(self, tree: Callable[[bool], ActText | None]) -> None:
        self._tree = tree

    def spans(self, piece: str) -> list[Span]:
        """Where in the text one place of a locator is; the tree is made only for places inside the act."""
        places = self._outline if piece in OUTER else self.places
        return places.spans(piece) if places else []

    @cached_property
    def _outline(self) -> ActPlaces | None:
        return self._made(False)

    @cached_property
    def places(self) -> ActPlaces | None:
        return self._made(True)

    def _made(self, whole: bool) -> ActPlaces | None:
        tree = self._tree(whole)
        return ActPlaces(tree) if tree and tree.divisions else None


def _resolved(piece: str, states: dict[Span, Found], act: _Act) -> Iterator[tuple[Span | None, str]]:
    """The places of a piece of a locator and how each was found; one without a place where it was not."""
    if named := offsets(piece):
        yield from ((states[span].place, states[span].state) for span in named)
    elif spans := act.spans(piece):
        yield from ((span, RESOLVED) for span in spans)
    else:
        yield None, UNRESOLVED


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
        yield f"{counts[MOVED]} places of evidence stand elsewhere in this copy than their locators say, moved with all their words"
    if failed[CHANGED]:
        yield f"{counts[CHANGED]} places of evidence have changed words in this copy and are not anchored: {_some(failed[CHANGED])}"
    if failed[UNRESOLVED]:
        yield f"{counts[UNRESOLVED]} places of evidence could not be found in this document: {_some(failed[UNRESOLVED])}"


def _some(which: set[str]) -> str:
    listed = sorted(which)
    return ", ".join(listed[:_SHOWN]) + (f" and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else "")
