"""The words of an article brought to the form in which two texts are compared."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from graph.reuse import Article, article_of
from graph.typography import words_of
from loaders.suggestions.words import Words, language_of

__all__ = ["worded"]

_BEGINNING = 5
"""Where no stemmer serves a language, words are compared by so many letters from their beginning (F. Can and others, "Information
retrieval on Turkish texts", JASIST 59(3), 2008: for an agglutinative language as good as a lemmatizer)."""


@cache
def _words(language: str) -> Words:
    return Words(language)


def worded(id: str, text: str, language: str) -> Article:
    """An article ready to be compared with others in its language: typography, forms of words and numbers no longer matter."""
    shown = words_of(text).shown
    return article_of(id, shown, _compared(shown, _words(language_of(language))))


def _compared(text: str, words: Words) -> Iterator[tuple[str, str, int, int]]:
    last = 0
    for word in words.of(text):
        if word.start < last:  # a piece of a broken word that stands here as a whole
            continue
        last = word.end
        stem = words.stem(word.form) if words.language.stemmer else word.form[:_BEGINNING]
        yield stem, word.form, word.start, word.end
