"""What stands for what: the words of a language for the concepts, and the concepts that bear on a measure."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from loaders.suggestions.words import Word, Words

__all__ = ["SCOPES", "Condition", "Lexicon", "Rule", "lexicon", "rules", "terms"]

SCOPES = ("sentence", "paragraph", "article")
"""How near the concepts of a rule must stand, the nearest first."""

_DATA = files("loaders.suggestions")


@dataclass(frozen=True)
class Condition:
    """One demand of a rule: any of ``concepts``, in the unit of the rule or, where named, in ``where``: act, heading or article."""

    concepts: frozenset[str]
    where: str = ""


@dataclass(frozen=True)
class Rule:
    """The concepts that must meet in one unit for a measure to be suggested, and those that speak against it there.

    ``weight`` is the share of such meetings, between 0 and 1, in which a reader of the tuning texts would agree.
    """

    measure: str
    scope: str
    together: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    weight: float
    line: int


def _conditions(cell: str) -> tuple[Condition, ...]:
    split = [one.rpartition(":") for one in cell.split()]
    return tuple(Condition(frozenset(concepts.split("/")), where) for where, _, concepts in split)


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of ``rules.csv``, in its order."""
    with _DATA.joinpath("rules.csv").open(encoding="utf-8") as file:
        return tuple(
            Rule(
                row["measure"],
                row["within"],
                _conditions(row["together"]),
                _conditions(row["unless"]),
                float(row["weight"]),
                line,
            )
            for line, row in enumerate(csv.DictReader(file), start=2)
        )


@cache
def terms(language: str) -> dict[str, tuple[str, ...]]:
    """The terms of a language by concept, as its lexicon has them: words, a beginning of a word marked by ``*``."""
    with _DATA.joinpath(f"lexicon.{language}.csv").open(encoding="utf-8") as file:
        return {row["concept"]: tuple(term.strip() for term in row["terms"].split(";") if term.strip()) for row in csv.DictReader(file)}


@dataclass(frozen=True, slots=True)
class Found:
    """A concept found in a text, and where its words stand."""

    concept: str
    start: int
    end: int


class Lexicon:
    """Finds the concepts in texts of one language."""

    def __init__(self, language: str) -> None:
        """Read the lexicon of ``language``, a key of ``LANGUAGES``."""
        self.words = Words(language)
        self._starts: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self._longest = 0
        self._first: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {}
        # Pieces of one broken word lie between the words of a term.
        self._reach = 4 if self.words.language.apart else 1
        for concept, listed in terms(language).items():
            for term in listed:
                atoms = tuple(self._atoms(term))
                self._starts.setdefault(atoms[0], []).append((concept, atoms[1:]))
                self._longest = max(self._longest, len(atoms[0]))

    def _atoms(self, term: str) -> Iterator[str]:
        for word in term.split():
            for piece in self.words.of(word.rstrip("*")):
                last = word.endswith("*") and piece.end == len(word) - 1
                yield piece.form + "*" if last else self.words.stem(piece.form)

    def _beginning(self, form: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The terms whose first word is this one, kept for each form since a code repeats its words."""
        if (known := self._first.get(form)) is None:
            keys = [form[:length] + "*" for length in range(1, min(len(form), self._longest) + 1)]
            known = tuple(one for key in [self.words.stem(form), *keys] for one in self._starts.get(key, ()))
            self._first[form] = known
        return known

    def _is(self, form: str, atom: str) -> bool:
        return form.startswith(atom[:-1]) if atom.endswith("*") else self.words.stem(form) == atom

    def find(self, text: str) -> Iterator[Found]:
        """The concepts in a text, each as often as it stands there."""
        words = list(self.words.of(text))
        for at, word in enumerate(words):
            for concept, rest in self._beginning(word.form):
                if (last := self._follow(words, at, rest)) is not None:
                    yield Found(concept, word.start, words[last].end)

    def _follow(self, words: list[Word], at: int, rest: tuple[str, ...]) -> int | None:
        for atom in rest:
            reach = range(at + 1, min(at + 1 + self._reach, len(words)))
            following = next((place for place in reach if self._is(words[place].form, atom)), None)
            if following is None:
                return None
            at = following
        return at


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language, read once."""
    return Lexicon(language)
