"""The language of a text, by the words and letters that the table of languages gives as evidence."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from loaders.statute.words import languages

__all__ = ["detect"]

_WORD = re.compile(r"[^\W\d_]+(?:['’ʻ‘`ʼ][^\W\d_]*)?")
_SAMPLE = 30_000
_ENOUGH = 0.03


def detect(text: str, among: str = "") -> str:
    """The code of the language of a text, '' where nothing is sure. ``among``: only this language, in any of its scripts."""
    middle = len(text) // 2
    sample = text if len(text) < 3 * _SAMPLE else text[:_SAMPLE] + text[middle : middle + _SAMPLE] + text[-_SAMPLE:]
    sample = sample.casefold().replace("’", "ʻ").replace("‘", "ʻ").replace("'", "ʻ").replace("`", "ʻ").replace("i̇", "i")
    counted = Counter(_WORD.findall(sample))
    letters = Counter(sample)
    every = sum(counted.values()) or 1
    scripts: Counter[str] = Counter()
    for letter, count in letters.items():
        if letter.isalpha():
            scripts[_script(letter)] += count
    total = sum(scripts.values()) or 1
    scores: dict[str, float] = {}
    for code, one in languages().items():
        if among and code.partition("-")[0] != among.partition("-")[0]:
            continue
        share = scripts[one.script.upper()] / total
        if share < 0.25:
            continue
        words = sum(counted[word] for word in one.function_words) / every
        own = sum(letters[letter] for letter in one.letters) / total
        scores[code] = words + min(own, 0.1) + (0.2 if one.script not in ("Latin", "Cyrillic") else 0)
    best = max(scores, key=lambda code: scores[code], default="")
    return best if best and (scores[best] >= _ENOUGH or among) else ""


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
