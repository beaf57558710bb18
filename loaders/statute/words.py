"""The tables of heading words, phrases, ordinals and languages, made ready for matching. What a language is lives in the tables alone."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from io import StringIO

__all__ = ["BY_TABLE", "Language", "language", "languages", "names_article", "pattern", "phrase_pattern", "phrases", "rows", "tried"]

BY_TABLE = "by table, not yet tried on real texts"
_REAL = "real texts"


def rows(table: str) -> list[dict[str, str]]:
    """The rows of one table of this package, each a dictionary by column."""
    text = files("loaders.statute").joinpath(f"{table}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(StringIO(text, newline="")))


_WORDS = re.compile(r"[^\W\d_]+")


@cache
def _article_words() -> frozenset[str]:
    """The words for an article in every language of the tables."""
    forms = (
        word
        for row in rows("headings")
        if row["level"] == "article" and row["place"] in ("before", "after")
        for word in row["words"].split("|")
    )
    return frozenset(found.casefold() for form in forms for found in _WORDS.findall(form))


def names_article(printed: str) -> bool:
    """Whether a printed number, such as ``Статья 27``, has the word for an article of any language in it."""
    return not _article_words().isdisjoint(_WORDS.findall(printed.casefold()))


@cache
def _alike() -> dict[str, str]:
    groups = {}
    for row in rows("alike"):
        for letter in row["letters"]:
            groups[letter] = row["letters"]
    return groups


def pattern(word: str, *, spaced: bool = False) -> str:
    """A regular expression for a word in any case and with look-alike letters; ``spaced``: also letter by letter (``М а д д ə``)."""
    parts = []
    for letter in word:
        if letter.isspace():
            parts.append(r"\s+")
            continue
        forms = {letter, letter.lower(), letter.upper()}
        for form in list(forms):
            forms.update(_alike().get(form, ""))
        forms = {form for form in forms if len(form) == 1}
        parts.append(f"[{''.join(sorted(map(re.escape, forms)))}]" if len(forms) > 1 else re.escape(letter))
    return (r"[ \u00a0]{0,3}" if spaced else "").join(parts)


@cache
def phrases(lang: str, kind: str) -> list[str]:
    """The phrases of one kind (``repealed``, ``contents`` ...) in a language, longest first."""
    found = [word for row in rows("phrases") if row["lang"] == lang and row["kind"] == kind for word in row["words"].split("|") if word]
    return sorted(found, key=len, reverse=True)


@cache
def phrase_pattern(lang: str, kind: str) -> re.Pattern[str] | None:
    """One regular expression for all phrases of a kind, or None where the language has none."""
    found = phrases(lang, kind)
    return re.compile("|".join(pattern(one) for one in found)) if found else None


@dataclass
class Language:
    """How one language (and script) heads the divisions of its acts.

    ``before`` and ``after``: the words by level, for a word before its number (``Article 5``) and behind it (``5-modda``).
    ``alone`` are headings without a number (``General Part``).
    """

    code: str
    english: str
    script: str
    caseless: bool
    tried: str
    letters: str
    function_words: list[str]
    lone_letters: str
    before: list[tuple[str, str]] = field(default_factory=list)
    after: list[tuple[str, str]] = field(default_factory=list)
    alone: list[tuple[str, str]] = field(default_factory=list)
    fallback: list[tuple[str, str]] = field(default_factory=list)
    endings: list[str] = field(default_factory=list)
    ordinals: dict[str, int] = field(default_factory=dict)


@cache
def languages() -> dict[str, Language]:
    """Every language of the tables by its code."""
    found = {
        row["lang"]: Language(
            row["lang"],
            row["english"],
            row["script"],
            row["caseless"] == "yes",
            row["tried"],
            row["letters"],
            row["words"].split("|"),
            row["lone_letters"],
        )
        for row in rows("languages")
    }
    endings: dict[str, set[str]] = defaultdict(set)
    for row in rows("headings"):
        one = found[row["lang"]]
        place, _, behind = row["place"].partition(" ")
        level = "range" if place == "range" else row["level"]
        kept = {"before": one.before, "after": one.after, "alone": one.alone, "fallback": one.fallback}
        target = one.after if behind == "after" else kept.get(place, one.before)
        target.extend((level, word) for word in row["words"].split("|"))
        endings[row["lang"]].update(filter(None, row["endings"].split("|")))
    for code, known in endings.items():
        found[code].endings = sorted(known, key=len, reverse=True)
    for row in rows("ordinals"):
        found[row["lang"]].ordinals.update((word, int(row["value"])) for word in row["words"].split("|"))
    return found


def tried(code: str) -> bool:
    """Whether real texts in a language were read and measured; otherwise only its tables speak for it."""
    return languages()[code].tried == _REAL


def language(code: str) -> Language:
    """One language by its code. Raises KeyError for a code without a row in the tables."""
    return languages()[code]
