"""How much it tells that two articles share a word: much for a rare word, next to nothing for one that many articles have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from graph.reuse.article import Article

__all__ = ["Vocabulary"]

_UNSEEN = 40
"""A word is taken to be no rarer than one in so many articles more than were read: a few articles tell little of what is rare."""


class Vocabulary:
    """The words of some texts by number, and how much each of them tells where it stands.

    ``ids``, ``bits`` and ``news`` have an array for each article of each text. ``bits``: minus the logarithm of the share of articles that
    have the word (``common`` says it where it is known of legal texts at large). ``news``: the same, divided by the number of articles in
    which the word has the same neighbour, so that a formula tells little however rare its words are. As two articles with something in
    common are what is looked for, the first two that have it are not held against it.
    """

    def __init__(self, texts: Sequence[Sequence[Article]], common: Mapping[str, float]) -> None:
        self._numbers: dict[str, int] = {}
        self.ids = [[self._numbered(article) for article in text] for text in texts]
        articles = [words for text in self.ids for words in text]
        count = np.zeros(len(self), dtype=np.int64)
        for words in articles:
            count[np.unique(words)] += 1
        share = (np.maximum(count - 2, 0) + 1) / (len(articles) + _UNSEEN)
        for word, known in common.items():
            if (number := self._numbers.get(word)) is not None:
                share[number] = max(share[number], known)
        bits = -np.log2(np.minimum(share, 1)).astype(np.float32)
        self.bits = [[bits[words] for words in text] for text in self.ids]
        repeated = _repeated(articles, len(self))
        self.news = [[bits[words] / next(repeated) for words in text] for text in self.ids]

    def __len__(self) -> int:
        return len(self._numbers)

    def _numbered(self, article: Article) -> NDArray[np.int32]:
        numbers = self._numbers
        return np.fromiter((numbers.setdefault(key, len(numbers)) for key in article.keys), dtype=np.int32, count=len(article.keys))


def _repeated(articles: Sequence[NDArray[np.int32]], words: int) -> Iterator[NDArray[np.float32]]:
    """For each word of each article, in how many articles it has the same word beside it; the one it may be taken from not counted."""
    codes = [words * article[:-1].astype(np.int64) + article[1:] for article in articles]
    known, count = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *map(np.unique, codes)]), return_counts=True)
    for article, code in zip(articles, codes, strict=True):
        found = np.ones(len(article), dtype=np.float32)
        if len(code):
            others = np.maximum(count[np.searchsorted(known, code)] - 1, 1)
            found[:-1], found[1:] = np.maximum(found[:-1], others), np.maximum(found[1:], others)
        yield found
