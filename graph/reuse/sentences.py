"""Which sentences of two texts say the same, whatever the order of their words: by a product of sparse matrices, block by block."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.reuse.article import Article

__all__ = ["Likeness", "Units", "like_units", "units_of"]

LIKE = 0.45
"""From which likeness two pieces are taken to say the same: the weight of the words they share, to a mean of the weights of the two."""
SMALLER = 0.7
"""How much the smaller of two pieces counts in that mean: a sentence may have been drawn together with another."""
TELLING = 5.0
"""The fewest bits that two pieces must share."""
OUTDONE = 0.7
"""A piece that has a better match is not matched with one that is less like it than this share of the better likeness."""
_WHOLE = 80
"""An article of at most so many words is also compared as a whole: its sentences may be cut and put together otherwise."""
_LEADING = 400
"""A word in more pieces than this, and than one in 200 of them, does not lead from one piece to another: it counts once they met."""
_HOPEFUL = 0.2
"""The share of the smaller piece that the words which lead must make up before the others are asked."""
_ENTRIES = 10_000_000
"""So many meetings of pieces are looked at together, which takes some 200 MB."""


@dataclass(frozen=True)
class Units:
    """The pieces of a text that are compared: its sentences, and short articles as a whole.

    ``owner`` is the place of the article of each, ``first`` and ``last`` its range of words there, ``bits`` how much its words tell.
    ``matrix`` has a row for each piece and a column for each word of the vocabulary, at the roots of their weights.
    """

    owner: NDArray[np.int32]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    matrix: sparse.csr_array
    bits: NDArray[np.float32]

    def range(self, at: int) -> tuple[int, int]:
        """The range of words of a piece."""
        return int(self.first[at]), int(self.last[at])


class Likeness(NamedTuple):
    """Pieces that say the same: their places in either text, and how much alike they are, at most 1."""

    rows: NDArray[Any]
    columns: NDArray[Any]
    degree: NDArray[Any]

    def without_outdone(self) -> Likeness:
        """Those that stay when each piece keeps to its best matches."""
        best = np.maximum(_best(self.rows, self.degree), _best(self.columns, self.degree))
        kept = self.degree >= OUTDONE * best
        return Likeness(self.rows[kept], self.columns[kept], self.degree[kept])


def _best(places: NDArray[Any], degree: NDArray[Any]) -> NDArray[Any]:
    """For each match the best likeness of the piece at its place."""
    known: NDArray[Any] = np.zeros(int(places.max(initial=0)) + 1, dtype=degree.dtype)
    np.maximum.at(known, places, degree)
    found: NDArray[Any] = known[places]
    return found


def units_of(text: Sequence[Article], ids: Sequence[NDArray[np.int32]], weights: Sequence[NDArray[np.float32]], words: int) -> Units:
    """The pieces of a text whose words have these numbers, below ``words``, and these weights."""
    ranges = [(owner, first, last) for owner, article in enumerate(text) for first, last in _ranges(article)]
    owner, first, last = np.array(ranges, dtype=np.int32).reshape(-1, 3).T
    rows = [np.unique(ids[at][i:j], return_index=True) for at, i, j in ranges]
    pointer = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum([len(row) for row, _ in rows], out=pointer[1:])
    columns = np.concatenate([np.zeros(0, dtype=np.int32), *(row for row, _ in rows)])
    told = [weights[at][i:j][places] for (at, i, j), (_, places) in zip(ranges, rows, strict=True)]
    values = np.sqrt(np.concatenate([np.zeros(0, dtype=np.float32), *told]))
    matrix = sparse.csr_array((values, columns, pointer), shape=(len(rows), words))
    return Units(owner, first, last, matrix, np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())


def _ranges(article: Article) -> Iterator[tuple[int, int]]:
    yield from article.sentences
    if len(article.sentences) > 1 and len(article.keys) <= _WHOLE:
        yield 0, len(article.keys)


def like_units(a: Units, b: Units, progress: Callable[[float], None] = lambda share: None) -> Likeness:
    """The pieces of two texts that say the same, without those that are outdone; ``progress`` is told which share is done."""
    leads = _leading(a, b)
    leading_a, leading_b = a.matrix[:, leads], b.matrix[:, leads].T.tocsr()
    rest_a, rest_b = a.matrix[:, ~leads], b.matrix[:, ~leads]
    found = [Likeness(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32))]
    for begin, end in _blocks(leading_a, leading_b):
        met = (leading_a[begin:end] @ leading_b).tocoo()
        rows, columns, shared = met.row + begin, met.col, met.data
        hopeful = shared >= _HOPEFUL * np.minimum(a.bits[rows], b.bits[columns])
        rows, columns, shared = rows[hopeful], columns[hopeful], shared[hopeful]
        shared = shared + np.asarray(rest_a[rows].multiply(rest_b[columns]).sum(axis=1)).ravel()
        small, large = np.minimum(a.bits[rows], b.bits[columns]), np.maximum(a.bits[rows], b.bits[columns])
        degree = shared / (SMALLER * small + (1 - SMALLER) * large)
        same = (shared >= TELLING) & (degree >= LIKE)
        found.append(Likeness(rows[same], columns[same], degree[same]))
        progress(end / len(a.bits))
    return Likeness(*(np.concatenate(parts) for parts in zip(*found, strict=True))).without_outdone()


def _leading(a: Units, b: Units) -> NDArray[np.bool_]:
    """The words that are rare enough to lead from one piece to another."""
    words = a.matrix.shape[1]
    count = np.bincount(a.matrix.indices, minlength=words) + np.bincount(b.matrix.indices, minlength=words)
    return np.asarray(count <= max(_LEADING, (len(a.bits) + len(b.bits)) // 200))


def _blocks(rows: sparse.csr_array, columns: sparse.csr_array) -> Iterator[tuple[int, int]]:
    """Ranges of rows whose product with the columns stays within ``_ENTRIES``."""
    length = np.diff(columns.indptr)
    entries = np.concatenate([[0], np.cumsum(length[rows.indices])])[rows.indptr]
    begin = 0
    while begin < rows.shape[0]:
        end = max(begin + 1, int(np.searchsorted(entries, entries[begin] + _ENTRIES, side="right")) - 1)
        yield begin, end
        begin = end
