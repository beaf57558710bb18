"""Articles of two texts that say the same: how much of each stands in the other, how close the wording is, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from graph.reuse.article import Article, Span
from graph.reuse.likeness import Likeness, Usual, between, within
from graph.reuse.pieces import Pieces, pieces_of
from graph.reuse.verdicts import enough, stands_out
from graph.reuse.weights import Vocabulary

__all__ = ["DEGREES", "ESSENCE", "VERBATIM", "Pair", "find_reuse"]

VERBATIM, ESSENCE = 0.9, 0.65
"""From which share of the shorter article, word for word in its order, a pair is verbatim, and from which share, however worded, the
same in essence; below it is similar."""
DEGREES = ("verbatim", "in-essence", "similar")
"""The degrees that a pair can have, the closest first: codes of ``influence-degree``."""
_SEEN = 3.0
"""Words in a row that tell fewer bits are not marked as shared: a common word here and there shows nothing."""

Range = tuple[int, int]


@dataclass(frozen=True)
class Pair:
    """Two articles, by their places in their texts, that say the same.

    ``in_b`` is the share, by weight, of the words of the first that stand in the second, ``in_a`` the other way round. ``literal`` is the
    share of the words of the shorter one that stand in the other in the same form and order, sentence by sentence. ``bits`` says how
    much the shared words tell. ``spans_a`` and ``spans_b`` are where they stand in each text.
    """

    a: int
    b: int
    in_b: float
    in_a: float
    literal: float
    bits: float
    spans_a: tuple[Span, ...]
    spans_b: tuple[Span, ...]

    @property
    def score(self) -> float:
        """The share of its words, by weight, that the article which gives more of itself has in common with the other."""
        return max(self.in_a, self.in_b)

    @property
    def degree(self) -> str:
        """How close the two are, as a code of ``influence-degree``."""
        if self.literal >= VERBATIM:
            return DEGREES[0]
        return DEGREES[1] if self.score >= ESSENCE else DEGREES[2]


def find_reuse(
    a: Sequence[Article],
    b: Sequence[Article],
    common: Mapping[str, float] | None = None,
    progress: Callable[[float], None] = lambda share: None,
) -> list[Pair]:
    """The pairs of articles of two texts in one language that say the same, in the order of the first text.

    ``common``: the share of the articles of legal texts that have a word, where it is known. ``progress`` is told which share of the work
    is done, up to 1.
    """
    words = Vocabulary([a, b], common or {})
    left, right = (pieces_of(text, ids, bits, len(words)) for text, ids, bits in zip((a, b), words.ids, words.bits, strict=True))
    usual_a = within(left, lambda share: progress(0.25 * share))
    usual_b = within(right, lambda share: progress(0.25 + 0.25 * share))
    alike = between(left, right, lambda share: progress(0.5 + 0.25 * share))
    likeness = _by_places(alike.articles)
    met = _by_articles(left, right, alike.pieces, usual_a, usual_b)
    found = []
    for done, ((at, to), pieces) in enumerate(met):
        one, other = _Side.of(a, words, 0, at), _Side.of(b, words, 1, to)
        more = likeness[at, to] - max(usual_a.articles[at], usual_b.articles[to])
        if pair := _pair(at, to, one, other, pieces, likeness[at, to], more):
            found.append(pair)
        if not done % 1000:
            progress(0.75 + 0.25 * done / len(met))
    progress(1.0)
    return found


def _by_places(like: Likeness) -> dict[tuple[int, int], float]:
    return dict(zip(zip(like.rows.tolist(), like.columns.tolist(), strict=True), like.degree.tolist(), strict=True))


@dataclass(frozen=True)
class _Piece:
    """A piece of one article that says the same as a piece of another, and in how many articles such a piece stands.

    ``alone``: how much it tells, where the two are sentences like each other and like nothing else in their own texts; else 0.
    """

    a: Range
    b: Range
    times: int
    alone: float


@dataclass(frozen=True)
class _Side:
    article: Article
    ids: NDArray[np.int32]
    bits: NDArray[np.float32]
    news: NDArray[np.float32]

    @classmethod
    def of(cls, text: Sequence[Article], words: Vocabulary, side: int, at: int) -> _Side:
        return cls(text[at], words.ids[side][at], words.bits[side][at], words.news[side][at])


def _by_articles(left: Pieces, right: Pieces, like: Likeness, usual_a: Usual, usual_b: Usual) -> list[tuple[tuple[int, int], list[_Piece]]]:
    """The like pieces by the articles that they are of."""
    times = np.maximum(
        _articles_met(like.rows, right.owner[like.columns], len(left.owner))[like.rows],
        _articles_met(like.columns, left.owner[like.rows], len(right.owner))[like.columns],
    )
    more = like.degree - np.maximum(usual_a.pieces[like.rows], usual_b.pieces[like.columns])
    told = like.degree * np.minimum(left.bits[like.rows], right.bits[like.columns])
    sentences = ~(left.whole[like.rows] | right.whole[like.columns])
    alone = np.where(sentences & stands_out(like.degree, more), told, 0)
    met: dict[tuple[int, int], list[_Piece]] = defaultdict(list)
    for row, column, count, bits in zip(like.rows.tolist(), like.columns.tolist(), times.tolist(), alone.tolist(), strict=True):
        met[int(left.owner[row]), int(right.owner[column])].append(_Piece(left.range(row), right.range(column), count, bits))
    return sorted(met.items(), key=lambda one: one[0])


def _articles_met(pieces: NDArray[np.int32], articles: NDArray[np.int32], count: int) -> NDArray[np.int64]:
    """With how many articles each of ``count`` pieces was met."""
    distinct = np.unique(np.stack([pieces, articles]), axis=1)
    return np.bincount(distinct[0], minlength=count)


def _pair(at: int, to: int, a: _Side, b: _Side, pieces: list[_Piece], likeness: float, more: float) -> Pair | None:
    shared_a, shared_b = np.zeros(len(a.ids), dtype=bool), np.zeros(len(b.ids), dtype=bool)
    times_a, times_b = np.full(len(a.ids), np.inf), np.full(len(b.ids), np.inf)
    for one in pieces:
        here, there = slice(*one.a), slice(*one.b)
        shared_a[here] |= np.isin(a.ids[here], b.ids[there])
        shared_b[there] |= np.isin(b.ids[there], a.ids[here])
        times_a[here] = np.minimum(times_a[here], one.times)
        times_b[there] = np.minimum(times_b[there], one.times)
    # A piece that many articles have is a formula: it tells little of where it is from, and little where it is missing.
    news_a, news_b = (side.news / np.where(np.isinf(times), 1, times) for side, times in ((a, times_a), (b, times_b)))
    in_b, in_a = _share(news_a, shared_a), _share(news_b, shared_b)
    news = min(_told(a.ids, news_a, shared_a), _told(b.ids, news_b, shared_b))
    bits = min(_told(a.ids, a.bits, shared_a), _told(b.ids, b.bits, shared_b))
    alone = max(piece.alone for piece in pieces)
    if not enough(share=max(in_a, in_b), news=news, bits=bits, likeness=likeness, more=more, alone=alone):
        return None
    forms_a, forms_b = a.article.forms, b.article.forms
    same = sum(LCSseq.similarity(forms_a[slice(*one.a)], forms_b[slice(*one.b)]) for one in _apart(pieces))
    literal = same / min(len(forms_a), len(forms_b))
    return Pair(at, to, round(in_b, 3), round(in_a, 3), round(literal, 3), round(news, 1), _spans(a, shared_a), _spans(b, shared_b))


def _share(told: NDArray[np.float64], shared: NDArray[np.bool_]) -> float:
    return float(told[shared].sum() / total) if (total := told.sum()) else 0.0


def _told(ids: NDArray[np.int32], told: NDArray[np.floating], shared: NDArray[np.bool_]) -> float:
    """How much the shared words tell, each told once."""
    _, first = np.unique(ids[shared], return_index=True)
    return float(told[shared][first].sum())


def _apart(pieces: list[_Piece]) -> Iterator[_Piece]:
    """The pieces, the longest first, without those that overlap with one before."""
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    for one in sorted(pieces, key=lambda one: (-min(one.a[1] - one.a[0], one.b[1] - one.b[0]), one.a, one.b)):
        here, there = range(*one.a), range(*one.b)
        if taken_a.isdisjoint(here) and taken_b.isdisjoint(there):
            taken_a.update(here)
            taken_b.update(there)
            yield one


def _spans(side: _Side, shared: NDArray[np.bool_]) -> tuple[Span, ...]:
    """Where the shared words stand; those in a row make one span."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], shared, [False]]))).reshape(-1, 2).tolist()
    telling = [(first, behind) for first, behind in edges if side.bits[first:behind].sum() >= _SEEN]
    starts, ends = side.article.starts, side.article.ends
    return tuple((starts[first], ends[behind - 1]) for first, behind in telling or edges)
