"""An article as the search for reuse wants it: its words as they are compared, where each stands, and its sentences."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from sys import intern

__all__ = ["Article", "Span", "article_of"]

Span = tuple[int, int]
"""Where a piece stands in a text: first code point, and the one behind the last."""

_SENTENCE = re.compile(r"(?<=[.!?;։])\s+|\n+")
_FEWEST = 6
"""A sentence, or the point of a list, of fewer words is taken together with what stands before it."""


@dataclass(frozen=True, slots=True, eq=False)
class Article:
    """One article of a text.

    ``keys`` are its words as they are compared (stems), ``forms`` the same words as they are spelled, ``starts`` and
    ``ends`` where they stand in ``text``. ``sentences`` are ranges of words: first, and the one behind the last.
    """

    id: str
    text: str
    keys: tuple[str, ...]
    forms: tuple[str, ...]
    starts: Sequence[int]
    ends: Sequence[int]
    sentences: tuple[tuple[int, int], ...]


def article_of(id: str, text: str, words: Iterable[tuple[str, str, int, int]]) -> Article:
    """The article with this id and text; ``words`` are its words in their order: key, form, start and end in the text."""
    keys, forms, starts, ends = [], [], array("I"), array("I")
    for key, form, start, end in words:
        keys.append(intern(key))
        forms.append(intern(form))
        starts.append(start)
        ends.append(end)
    return Article(id, text, tuple(keys), tuple(forms), starts, ends, tuple(_sentences(text, starts)))


def _sentences(text: str, starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The sentences, those of few words joined with the one before them, the first with the one behind it."""
    cuts = [0]
    breaks = iter([found.end() for found in _SENTENCE.finditer(text)])
    following = next(breaks, len(text))
    for at, start in enumerate(starts):
        if start >= following:
            if at - cuts[-1] >= _FEWEST:
                cuts.append(at)
            while start >= following:
                following = next(breaks, len(text) + 1)
    if len(cuts) > 1 and len(starts) - cuts[-1] < _FEWEST:
        cuts.pop()
    if len(starts):
        yield from pairwise([*cuts, len(starts)])
