"""Computed claims as RDF, with the record of their computation (PROV-O), and into a kept store as one load."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from graph.release import RELEASE
from graph.reuse import PARAMETERS
from graph.terms import PREFIXES, dl, iri
from loaders.load import Progress, Report, load
from loaders.reading import Options
from loaders.reuse.claims import METHOD, ComputedClaim

__all__ = ["FILE", "as_turtle", "claim_id", "reading", "save"]

FILE = "computed-influence.ttl"
"""The name under which computed claims are listed among the loads."""

_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_DECIMAL = NamedNode(PREFIXES["xsd"] + "decimal")
_PROV = PREFIXES["prov"]


def save(
    claims: Sequence[ComputedClaim],
    versions: Sequence[str],
    directory: Path,
    *,
    by: str = "",
    progress: Progress = lambda what, share: None,
) -> Report:
    """Bring the claims computed from these versions into the kept store as one load, which can be taken back; all or nothing.

    The same claims are there already: nothing changes. Raises StoreError where the store cannot be changed.
    """
    with TemporaryDirectory() as beside:
        path = Path(beside) / FILE
        path.write_bytes(as_turtle(claims, versions))
        return load([path], Options(), directory, kind="rdf", by=by, progress=progress)


def as_turtle(claims: Sequence[ComputedClaim], versions: Sequence[str]) -> bytes:
    """The claims computed from these versions, and how they were computed, as Turtle; the same for the same texts and release."""
    return serialize(_triples(claims, sorted(versions)), format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""


def _triples(claims: Sequence[ComputedClaim], versions: Sequence[str]) -> Iterator[Triple]:
    computation = iri("computation/" + _digest(METHOD, PARAMETERS, RELEASE, *versions))
    yield Triple(computation, _TYPE, dl("Computation"))
    yield Triple(computation, dl("method"), Literal(METHOD))
    yield Triple(computation, dl("parameters"), Literal(PARAMETERS))
    yield Triple(computation, dl("computedWith"), Literal(RELEASE))
    for version in versions:
        yield Triple(computation, NamedNode(_PROV + "used"), iri(f"version/{version}"))
    for claim in claims:
        yield from _claim(claim, computation)


def _claim(claim: ComputedClaim, computation: NamedNode) -> Iterator[Triple]:
    follower, origin = claim.follower, claim.origin
    node = iri(f"influence/{claim_id(claim)}")
    yield Triple(node, _TYPE, dl("Influence"))
    yield Triple(node, dl("basis"), iri("code/influence-basis/computed"))
    yield Triple(node, dl("degree"), iri(f"code/influence-degree/{claim.degree}"))
    for side, name in ((follower, "follower"), (origin, "origin")):
        yield Triple(node, dl(name), iri(f"{'provision' if side.thing.count('/') > 1 else 'instrument'}/{side.thing}"))
        yield Triple(node, dl(f"{name}Share"), _decimal(side.share))
        if side.wording:
            yield Triple(node, dl(f"{name}Wording"), Literal(side.wording))
        yield Triple(node, NamedNode(_PROV + "wasDerivedFrom"), iri(f"version/{side.version}"))
    yield Triple(node, dl("score"), _decimal(claim.score))
    yield Triple(node, NamedNode(_PROV + "wasGeneratedBy"), computation)
    yield Triple(node, dl("reading"), Literal(reading(claim), language="en"))


def claim_id(claim: ComputedClaim) -> str:
    """The id of a claim: the same for the same articles of the same versions."""
    return "computed-" + _digest(claim.follower.version, claim.follower.eid, claim.origin.version, claim.origin.eid)


def reading(claim: ComputedClaim) -> str:
    """What the texts show, in a sentence."""
    a, b = claim.follower, claim.origin
    direction = "the dates say which is the later" if claim.directed else "the dates do not say which is the later"
    return (
        f"Computed from the texts and checked by nobody: {a.share:.0%} of article {a.article} of {a.version}, by the weight of its words, "
        f"stands in article {b.article} of {b.version}, and {b.share:.0%} of that in it; {direction}."
    )


def _decimal(number: float) -> Literal:
    return Literal(f"{number:.3f}", datatype=_DECIMAL)


def _digest(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()[:12]
