"""Claims of influence computed from texts: an article follows another since both say the same, and the dates give the direction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from graph.store import Store

__all__ = ["ComputedClaim", "Side", "computed_claims"]


@dataclass(frozen=True)
class Side:
    """One side of a claim: the act (``by/water-code``), the version of it (``by/water-code/2014-07-01``), and the article (``27-1``).

    ``share`` is the share, by weight, of the words of the article that stand in the other, from 0 to 1.
    """

    act: str
    version: str
    article: str
    share: float


@dataclass(frozen=True)
class ComputedClaim:
    """That one article may follow another: computed, never proven.

    ``directed``: the dates of the two versions say which is the later; otherwise the same pair is given twice, once
    each way. ``degree`` is a code of ``influence-degree``, ``score`` from 0 to 1, ``shared`` the words that both have, in the order
    of the follower.
    """

    follower: Side
    origin: Side
    degree: str
    score: float
    shared: tuple[str, ...]
    directed: bool


def computed_claims(
    store: Store, versions: Sequence[str] | None = None, progress: Callable[[str, float], None] = lambda what, share: None
) -> list[ComputedClaim]:
    """The claims between all loaded texts, or between those named (``by/water-code/2014-07-01``), of different acts in one language.

    Raises UnknownIdError for a version whose text is not loaded.
    """
    raise NotImplementedError
