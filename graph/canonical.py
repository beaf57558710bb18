"""Which data answered: a store as canonical N-Quads, and the SHA-256 of them.

What is derived from the data, anchors and the record of loads are left out. What a load brought is left to its id, which is made
of the file's SHA-256 and of how it was read: documents of any size, and blank nodes of any tangle, cost nothing, and the same files
loaded into the same data elsewhere give the same digest.

Source: RDF Dataset Canonicalization (RDFC-1.0), W3C 2024.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from graph.derived import DERIVED
from graph.terms import graph_iri

__all__ = ["canonical", "canonical_nquads", "data_digest", "entered", "named"]

_LOADED = graph_iri("load/").value
_FOLLOWS = (DERIVED.value, graph_iri("loads").value)
_ANCHORS = graph_iri("anchors/").value


def named(quads: Iterable[Quad]) -> list[Quad]:
    """The quads with names of blank nodes that follow from what is said of them, so that no process has names of its own."""
    plain: list[Quad] = []
    tangled: list[Quad] = []
    for quad in quads:
        (tangled if _has_blank(quad) else plain).append(quad)
    dataset = Dataset(tangled)  # the names of blank nodes depend on no other quads
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return [*plain, *dataset]


def canonical(quads: Iterable[Quad]) -> list[Quad]:
    """The quads with such names, in the order of their lines."""
    return sorted(named(quads), key=str)


def canonical_nquads(quads: Iterable[Quad]) -> bytes:
    """Quads as a canonical N-Quads document."""
    return "".join(f"{quad} .\n" for quad in canonical(quads)).encode()


def data_digest(store: Oxigraph) -> str:
    """SHA-256, in hexadecimal, of the data of a store; for the built-in data that of their ``canonical_nquads``."""
    loads = sorted(name.value for name in store.named_graphs() if isinstance(name, NamedNode) and name.value.startswith(_LOADED))
    digest = sha256(canonical_nquads(quad for quad in store if entered(quad)))
    digest.update("".join(f"{name}\n" for name in loads).encode())
    return digest.hexdigest()


def entered(quad: Quad) -> bool:
    """Whether a quad belongs to the data that a store began with: it is neither derived nor loaded nor a record of loads."""
    name = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
    return name not in _FOLLOWS and not name.startswith((_LOADED, _ANCHORS))


def _has_blank(quad: Quad) -> bool:
    return isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)
