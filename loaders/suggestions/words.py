"""Words of a language brought to the form in which they are compared: one spelling, and the stem where a stemmer is well kept."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["LANGUAGES", "Language", "Word", "Words", "language_of"]

_DATA = files("loaders.suggestions")


@dataclass(frozen=True)
class Language:
    """How the words of a language are compared, by ``languages.csv``. ``code`` is its code of three letters (ISO 639-3).

    ``stemmer``: ``snowball:NAME`` or ``simplemma:CODE``, or '' where no well-kept one serves the language and terms are
    beginnings of words. ``apart``: letters that conversions from PDF set apart from the rest of their word.
    ``tried``: whether the lexicon was measured on real texts; otherwise it was written by table.
    """

    tag: str
    code: str
    name: str
    stemmer: str
    apart: str
    tried: bool


def _rows(name: str) -> list[dict[str, str]]:
    with _DATA.joinpath(name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


LANGUAGES = {
    row["language"]: Language(row["language"], row["code"], row["name"], row["stemmer"], row["apart"], row["tried"] == "yes")
    for row in _rows("languages.csv")
}
"""Every language with a lexicon."""


def language_of(tag: str) -> str:
    """The language of a tag (``uz-Cyrl`` and ``uzb`` are ``uz``), '' where there is no lexicon for it."""
    primary = tag.lower().partition("-")[0]
    return next((one.tag for one in LANGUAGES.values() if primary in (one.tag, one.code)), "")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: the form that is compared, and where it stands."""

    form: str
    start: int
    end: int


class Words:
    """Takes texts of one language apart into words."""

    def __init__(self, language: str) -> None:
        """Prepare the spelling table and the stemmer of ``language``, a key of ``LANGUAGES``, or '' for any other language."""
        self.language = LANGUAGES.get(language) or Language("", "", "", "", "", False)
        self._letters = str.maketrans(_spelling(language))
        self._token = re.compile(rf"[^\W\d_]+(?:[{_INSIDE}][^\W\d_]+)*")
        self._stem = _stemmer(self.language.stemmer)
        self._spelled: dict[str, str] = {}
        self._stems: dict[str, str] = {}

    def spelled(self, word: str) -> str:
        """The word in one spelling: case, apostrophes, script and look-alike letters no longer matter."""
        if (known := self._spelled.get(word)) is None:
            folded = unicodedata.normalize("NFC", word).casefold().translate(self._letters)
            known = self._spelled[word] = unicodedata.normalize("NFC", folded)
        return known

    def stem(self, form: str) -> str:
        """The stem of a word that is spelled already; the word itself where the language has no stemmer."""
        if (known := self._stems.get(form)) is None:
            known = self._stems[form] = self._stem(form)
        return known

    def of(self, text: str) -> Iterator[Word]:
        """The words of a text. A word whose letters stand apart is given once from each of its pieces to its end."""
        pieces = [(found.group(), found.start(), found.end()) for found in self._token.finditer(text)]
        for at, (piece, start, end) in enumerate(pieces):
            if self.language.apart:
                piece, end = self._whole(text, pieces, at)
            yield Word(self.spelled(piece), start, end)

    def _whole(self, text: str, pieces: list[tuple[str, int, int]], at: int) -> tuple[str, int]:
        whole, _, end = pieces[at]
        apart = _is_apart(whole, self.language.apart)
        for piece, start, after in pieces[at + 1 : at + 9]:
            loose = _is_apart(piece, self.language.apart)
            if text[end:start] != " " or not (apart or loose):
                break
            whole, end, apart = whole + piece, after, loose
        return whole, end


_INSIDE = "\u02bb\u02bc\u2018\u2019'`\u00ad\u200b\u200d\u2060"
"""What may stand inside a word: apostrophes, soft hyphens and other invisible marks."""


def _is_apart(piece: str, letters: str) -> bool:
    return len(piece) <= 2 and all(letter in letters for letter in piece)


@cache
def _spelling(language: str) -> dict[str, str]:
    rows = _rows("spelling.csv")
    return {row["from"]: row["to"] for row in rows if not row["language"] or language in row["language"].split()}


def _stemmer(name: str) -> Callable[[str], str]:
    library, _, argument = name.partition(":")
    if library == "snowball":
        import snowballstemmer  # type: ignore[import-untyped]

        stem: Callable[[str], str] = snowballstemmer.stemmer(argument).stemWord
        return stem
    if library == "simplemma":
        import simplemma

        return lambda word: simplemma.lemmatize(word, lang=argument).casefold()
    return lambda word: word
