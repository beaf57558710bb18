"""What is only typography in a text: the tables and rules by which two texts are read alike.

``typography.csv`` says, for each sign, as what it is read. Signs of the kinds in ``_WRITTEN`` are replaced before a text
is shown, the others only where texts are compared, so that a reader sees the quotation marks of the text itself.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Words", "in_capitals", "words_of"]

_WRITTEN = ("invisible", "space", "ligature", "doubled")
_COMPARED = ("quote", "dash", "letter")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUPERSCRIPT = re.compile(r"(?<=\d)[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_SPACES = re.compile(r" *\n[ \n]*| +")
_LETTER = r"[^\W\d_'][\u0300-\u036f]*"
_SPACED = re.compile(rf"(?<![^\W_]){_LETTER}( +){_LETTER}(?:\1{_LETTER})+(?![^\W_])")
"""Three or more single letters with the same space between them."""
_TOKEN = re.compile(rf"(?:{_LETTER})+(?:'(?:{_LETTER})+)*|\d+|_+|[^\s]")
_PLAINLY_SPACED = 5
"""From how many letters in a row a text is taken to be printed letter by letter, so that the spaces in it mean nothing."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text ready to be compared: ``shown`` to people, and cut into words and signs, each by what it is compared by.

    ``starts`` says where each begins in ``shown``. ``spaced``: words of it are printed letter by letter.
    """

    shown: str
    keys: list[str]
    starts: list[int]
    spaced: bool

    def says_the_same_as(self, other: Words) -> bool:
        """Whether the two differ in typography alone."""
        return same(self, self.keys, other, other.keys)

    def has_space_before(self, place: int) -> bool:
        """Whether a space stands before the word at a place."""
        return 0 < place < len(self.starts) and self.shown[self.starts[place] - 1].isspace()

    def piece(self, first: int, last: int) -> str:
        """The text from one word up to another, with the space behind; pieces of a text make up the whole of it."""
        begin = self.starts[first] if first else 0
        return self.shown[begin : self.starts[last] if last < len(self.starts) else len(self.shown)]


def same(old: Words, some: list[str], new: Words, others: list[str]) -> bool:
    """Whether two pieces read alike; spaces count only where neither text is printed letter by letter."""
    return some == others or ((old.spaced or new.spaced) and "".join(some) == "".join(others))


def words_of(text: str, *, capitals: bool = False) -> Words:
    """The words of a text. ``capitals``: compared as if all were in capitals, for headings that are printed so."""
    shown, spaced = _written(text)
    compared = shown.translate(_letters())
    tokens = [(found.group(), found.start()) for found in _TOKEN.finditer(compared)]
    whole_words = _table("word")
    keys = [whole_words.get(token, token) for token, _ in tokens]
    if capitals:
        keys = [_capitals(key) for key in keys]
    return Words(shown, keys, [start for _, start in tokens], spaced)


def in_capitals(text: str) -> bool:
    """Whether a heading is printed in capitals throughout."""
    return text.upper() == text and any(sign.isalpha() and sign.lower() != sign for sign in text)


def _written(text: str) -> tuple[str, bool]:
    text = unicodedata.normalize("NFC", text).translate(_signs())
    for sign, read_as in _table("doubled").items():
        text = text.replace(sign, read_as)
    text = _SUPERSCRIPT.sub(lambda found: "-" + found.group().translate(_SUPERSCRIPTS), text)
    runs = [found.group() for found in _SPACED.finditer(text)]
    if runs:
        text = _SPACED.sub(lambda found: found.group().replace(" ", ""), text)
    spaced = any(len(run.split()) >= _PLAINLY_SPACED for run in runs)
    return _SPACES.sub(lambda found: "\n" if "\n" in found.group() else " ", text).strip(), spaced


def _capitals(key: str) -> str:
    return key.upper().translate(_letters()).translate(_undotted())


@cache
def _rows() -> list[tuple[str, str, str]]:
    lines = files("graph").joinpath("typography.csv").read_text(encoding="utf-8").splitlines()
    return [(_signs_of(row["sign"]), _signs_of(row["read_as"]), row["kind"]) for row in csv.DictReader(lines)]


def _signs_of(codes: str) -> str:
    return "".join(chr(int(code.removeprefix("U+"), 16)) for code in codes.split())


@cache
def _table(*kinds: str) -> dict[str, str]:
    return {sign: read_as for sign, read_as, kind in _rows() if kind in kinds}


@cache
def _signs() -> dict[int, str]:
    return str.maketrans({sign: read_as for sign, read_as in _table(*_WRITTEN).items() if len(sign) == 1})


@cache
def _letters() -> dict[int, str]:
    return str.maketrans(_table(*_COMPARED))


@cache
def _undotted() -> dict[int, str]:
    return str.maketrans(_table("capital"))
