"""Which pieces of two texts say the same, whatever the order of their words, and how much alike whole articles are because of that.

The words of all pieces of one text meet those of the other in a product of sparse matrices, block by block.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph.reuse.pieces import Pieces

if TYPE_CHECKING:
    from scipy import sparse

__all__ = ["LIKE", "OUTDONE", "SMALLER", "Alike", "Likeness", "Usual", "between", "within"]

LIKE = 0.45
"""From which likeness two pieces are taken to say the same: the weight of the words they share, to a mean of the weights of the two."""
SMALLER = 0.7
"""How much the smaller of two pieces counts in that mean: a sentence may have been drawn together with another."""
OUTDONE = 0.7
"""A piece that has a better match is not matched with one that is less like it than this share of the better likeness."""
_FAINT = 0.25
"""From which likeness a piece counts for the likeness of whole articles."""
_LEADING = 400
"""A word in more pieces than this, and than one in 64 of them, does not lead from one piece to another: it counts once they met."""
_HOPEFUL = 0.2
"""The share of the smaller piece that the words which lead must make up before the others are asked."""
_ENTRIES = 10_000_000
"""So many meetings of pieces are looked at together, which takes some 300 MB."""
_AT_ONCE = 200_000

Array = NDArray[Any]
Progress = Callable[[float], None]


class Likeness(NamedTuple):
    """Places in one text, places in the other, and how much alike they are, at most 1."""

    rows: Array
    columns: Array
    degree: Array

    def where(self, kept: Array) -> Likeness:
        """Some of them."""
        return Likeness(self.rows[kept], self.columns[kept], self.degree[kept])

    def without_outdone(self) -> Likeness:
        """Those that stay when each place keeps to its best matches."""
        best = np.maximum(_best(self.rows, self.degree), _best(self.columns, self.degree))
        return self.where(self.degree >= OUTDONE * best)


@dataclass(frozen=True)
class Alike:
    """``pieces`` that say the same, without those that are outdone, and how much alike whole ``articles`` are."""

    pieces: Likeness
    articles: Likeness


class Usual(NamedTuple):
    """How much alike things are within one text, for each article and for each piece of it."""

    articles: Array
    pieces: Array


def between(a: Pieces, b: Pieces, progress: Progress = lambda share: None) -> Alike:
    """What is alike in two texts; ``progress`` is told which share is done."""
    pieces, articles = [_none()], [_none()]
    for like in _met(a, b, progress):
        articles.append(_of_articles(a, b, like))
        pieces.append(like.where(like.degree >= LIKE))
    return Alike(_together(pieces).without_outdone(), _together(articles))


def within(text: Pieces, progress: Progress = lambda share: None) -> Usual:
    """How much each article and each piece of a text is like what is most like it in the other articles of that text."""
    usual = Usual(np.zeros(len(text.total)), np.zeros(len(text.bits)))
    for like in _met(text, text, progress):
        others = like.where(text.owner[like.rows] != text.owner[like.columns])
        found = _of_articles(text, text, others)
        np.maximum.at(usual.articles, found.rows, found.degree)
        np.maximum.at(usual.pieces, others.rows, others.degree)
    return usual


def _none() -> Likeness:
    return Likeness(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32), np.zeros(0))


def _together(parts: list[Likeness]) -> Likeness:
    return Likeness(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _met(a: Pieces, b: Pieces, progress: Progress) -> Iterator[Likeness]:
    """The pieces that are at least faintly alike, those of an article of ``a`` all in one block."""
    leads = _leading(a, b)
    leading_a, leading_b = a.matrix[:, leads], b.matrix[:, leads].T.tocsr()
    rest_a, rest_b = a.matrix[:, ~leads], b.matrix[:, ~leads]
    for begin, end in _blocks(leading_a, leading_b, a.owner):
        met = (leading_a[begin:end] @ leading_b).tocoo()
        rows, columns, shared = met.row + begin, met.col, met.data
        hopeful = shared >= _HOPEFUL * np.minimum(a.bits[rows], b.bits[columns])
        rows, columns, shared = rows[hopeful], columns[hopeful], shared[hopeful]
        shared = shared + _row_by_row(rest_a, rows, rest_b, columns)
        small, large = np.minimum(a.bits[rows], b.bits[columns]), np.maximum(a.bits[rows], b.bits[columns])
        degree = np.minimum(shared / (SMALLER * small + (1 - SMALLER) * large), 1)
        yield Likeness(rows, columns, degree).where(degree >= _FAINT)
        progress(end / len(a.bits))


def _row_by_row(a: sparse.csr_array, rows: Array, b: sparse.csr_array, others: Array) -> Array:
    """The product of each row with its other one, so many at a time that it stays within memory."""
    parts = [np.zeros(0)]
    for begin in range(0, len(rows), _AT_ONCE):
        part = slice(begin, begin + _AT_ONCE)
        parts.append(np.asarray(a[rows[part]].multiply(b[others[part]]).sum(axis=1)).ravel())
    return np.concatenate(parts)


def _of_articles(a: Pieces, b: Pieces, like: Likeness) -> Likeness:
    """How much alike articles are: the mean of the best likeness of the sentences of either, by weight, or their likeness as a whole."""
    width = len(b.total)
    pair = a.owner[like.rows].astype(np.int64) * width + b.owner[like.columns]
    pairs, place = np.unique(pair, return_inverse=True)
    degree = np.zeros(len(pairs))
    for pieces, at, owner in ((a, like.rows, pairs // width), (b, like.columns, pairs % width)):
        at, where, best = _best_of_each(at, place, like.degree)
        whole = pieces.whole[at]
        told = np.bincount(where[~whole], weights=(pieces.bits[at] * best)[~whole], minlength=len(pairs))
        np.maximum(degree, told / np.maximum(pieces.total[owner], 1e-9), out=degree)
        np.maximum.at(degree, where[whole], best[whole])
    return Likeness(pairs // width, pairs % width, degree)


def _best_of_each(at: Array, where: Array, degree: Array) -> tuple[Array, Array, Array]:
    """Of all matches of a piece within one pair of articles the best."""
    order = np.lexsort((-degree, at, where))
    at, where, degree = at[order], where[order], degree[order]
    first = np.ones(len(at), dtype=bool)
    first[1:] = (at[1:] != at[:-1]) | (where[1:] != where[:-1])
    return at[first], where[first], degree[first]


def _best(places: Array, degree: Array) -> Array:
    """For each match the best likeness of what stands at its place."""
    known: Array = np.zeros(int(places.max(initial=0)) + 1, dtype=degree.dtype)
    np.maximum.at(known, places, degree)
    found: Array = known[places]
    return found


def _leading(a: Pieces, b: Pieces) -> Array:
    """The words that are rare enough to lead from one piece to another."""
    words = a.matrix.shape[1]
    count = np.bincount(a.matrix.indices, minlength=words) + np.bincount(b.matrix.indices, minlength=words)
    return np.asarray(count <= max(_LEADING, (len(a.bits) + len(b.bits)) // 64))


def _blocks(rows: sparse.csr_array, columns: sparse.csr_array, owner: Array) -> Iterator[tuple[int, int]]:
    """Ranges of rows whose product with the columns stays within ``_ENTRIES`` where the rows of one owner, kept together, allow it."""
    length = np.diff(columns.indptr)
    entries = np.concatenate([[0], np.cumsum(length[rows.indices])])[rows.indptr]
    begin = 0
    while begin < rows.shape[0]:
        most = max(begin + 1, int(np.searchsorted(entries, entries[begin] + _ENTRIES, side="right")) - 1)
        end = most if most == rows.shape[0] else max(begin, int(np.searchsorted(owner, owner[most])))
        if end == begin:  # one article alone is more
            end = int(np.searchsorted(owner, owner[begin], side="right"))
        yield begin, end
        begin = end
