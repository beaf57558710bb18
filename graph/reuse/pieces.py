"""The pieces of a text that are compared with those of another: its sentences, and short articles as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from graph.reuse.article import Article

if TYPE_CHECKING:  # loaded when texts are compared: a server need not wait for it
    from scipy import sparse

__all__ = ["Pieces", "pieces_of"]

_WHOLE = 80
"""An article of at most so many words is also compared as a whole: its sentences may be cut and put together otherwise."""


@dataclass(frozen=True)
class Pieces:
    """The pieces of a text, those of an article one after another.

    ``owner`` is the place of the article of each, ``first`` and ``last`` its range of words there, ``bits`` how much its words tell;
    ``whole`` marks articles of several sentences as a whole. ``matrix`` has a row for each piece and a column for each word of the
    vocabulary, at the roots of their weights. ``total`` says how much the sentences of each article tell together.
    """

    owner: NDArray[np.int32]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    whole: NDArray[np.bool_]
    bits: NDArray[np.float32]
    matrix: sparse.csr_array
    total: NDArray[np.float64]

    def range(self, at: int) -> tuple[int, int]:
        """The range of words of a piece."""
        return int(self.first[at]), int(self.last[at])


def pieces_of(text: Sequence[Article], ids: Sequence[NDArray[np.int32]], weights: Sequence[NDArray[np.float32]], words: int) -> Pieces:
    """The pieces of a text whose words have these numbers, below ``words``, and these weights."""
    from scipy import sparse

    ranges = [(owner, first, last) for owner, article in enumerate(text) for first, last in _ranges(article)]
    owner, first, last = np.array(ranges, dtype=np.int32).reshape(-1, 3).T
    rows = [np.unique(ids[at][i:j], return_index=True) for at, i, j in ranges]
    pointer = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum([len(row) for row, _ in rows], out=pointer[1:])
    columns = np.concatenate([np.zeros(0, dtype=np.int32), *(row for row, _ in rows)])
    told = [weights[at][i:j][places] for (at, i, j), (_, places) in zip(ranges, rows, strict=True)]
    values = np.sqrt(np.concatenate([np.zeros(0, dtype=np.float32), *told]))
    matrix = sparse.csr_array((values, columns, pointer), shape=(len(rows), words))
    bits = np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()
    whole = np.array([len(text[at].sentences) > 1 and j - i == len(text[at].keys) for at, i, j in ranges], dtype=bool)
    total = np.bincount(owner[~whole], weights=bits[~whole], minlength=len(text)).astype(np.float64)
    return Pieces(owner, first, last, whole, bits, matrix, total)


def _ranges(article: Article) -> Iterator[tuple[int, int]]:
    yield from article.sentences
    if len(article.sentences) > 1 and len(article.keys) <= _WHOLE:
        yield 0, len(article.keys)
