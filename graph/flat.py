"""Passages of a document by their fingerprints: a document laid flat, hashes of its passages, and a search for them.

A passage is *normalised* before it is hashed: Unicode NFC, every run of white space one space, none at the ends. Nothing
else is taken away, so any other change of a character changes the fingerprint. Offsets are code points of the document
as plain text.

The rolling hash of a passage c0 c1 ... is the sum of ck * B^k modulo 2^64 (Karp and Rabin, 1987, with the powers rising,
so that it comes from differences of running sums). It finds a passage without its words, in a time that grows with the
document; SHA-256 then confirms.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["CONTEXT", "MOST_PLACES", "FlatText", "contexts", "copies", "flatten", "normalised", "passage_digest", "rolling_hash"]

CONTEXT = 32
"""How many characters of the flat text before and after a passage its prefix and suffix fingerprints cover."""

MOST_PLACES = 100
"""How many places of the same words are looked at; nobody writes the same sentence more often."""

_BASE = np.uint64(0x9E3779B97F4A7C15)
_BLOCK = 1 << 20
_REACH = 2000
_SPACES = np.array([code for code in range(0x3001) if chr(code).isspace()], dtype=np.uint32)
_LONGEST_CLUSTER = 32  # a letter with the 30 marks of a stream-safe text (Annex 15, section 13), and one
_FIRST_MARK = "\u0300"

Codes = npt.NDArray[np.uint32]
Hashes = npt.NDArray[np.uint64]
Places = npt.NDArray[np.uint32]


def normalised(passage: str) -> str:
    """The passage in NFC, with one space for every run of white space and none at its ends."""
    return " ".join(_composed(passage)[0].split())


def passage_digest(flat: str) -> str:
    """The SHA-256, in hexadecimal, of a normalised passage in UTF-8."""
    return hashlib.sha256(flat.encode("utf-8", "surrogatepass")).hexdigest()


def contexts(text: str, start: int, end: int) -> tuple[str, str]:
    """The fingerprints of the text before and after a passage of a document.

    Each is the first 64 bits, in hexadecimal, of the SHA-256 of up to ``CONTEXT`` characters of normalised text.
    """
    before, after = normalised(text[max(0, start - _REACH) : start]), normalised(text[end : end + _REACH])
    return _context(before[-CONTEXT:]), _context(after[:CONTEXT])


def _context(flat: str) -> str:
    return passage_digest(flat.strip())[:16]


def copies(text: str, flat: str) -> list[int]:
    """Where in a document the words of a normalised passage begin, the first ``MOST_PLACES`` of them."""
    words = re.compile(r"\s+".join(map(re.escape, flat.split(" "))))
    found: list[int] = []
    at = 0
    while len(found) < MOST_PLACES and (here := words.search(text, at)):
        found.append(here.start())
        at = here.start() + 1
    return found


def rolling_hash(flat: str) -> int:
    """The polynomial hash of a normalised passage modulo 2^64."""
    codes = _codes(flat)
    return int((codes * _powers(len(codes))).sum(dtype=np.uint64))


@dataclass(frozen=True)
class FlatText:
    """A document normalised as a whole, with the way back: where each of its characters begins and ends in the document."""

    codes: Codes
    starts: Places
    ends: Places | None

    def slice(self, start: int, end: int) -> str:
        """A piece of the flat text, as far as it reaches."""
        return self.codes[max(0, start) : max(0, end)].tobytes().decode("utf-32-le", "surrogatepass")

    def contexts(self, start: int, length: int) -> tuple[str, str]:
        """The fingerprints of the text before and after a passage of the flat text, as ``contexts`` takes them."""
        end = start + length
        before, after = self.slice(start - CONTEXT - 1, start), self.slice(end, end + CONTEXT + 1)
        return _context(before.rstrip()[-CONTEXT:]), _context(after.lstrip()[:CONTEXT])

    def span(self, start: int, length: int) -> tuple[int, int]:
        """Where a passage of the flat text stands in the document."""
        last = start + length - 1
        return int(self.starts[start]), int(self.starts[last]) + 1 if self.ends is None else int(self.ends[last])

    def places(self, wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], list[int]]:
        """Where in the flat text passages may stand, each wanted by its length and rolling hash.

        Of a passage that stands in more than ``MOST_PLACES`` places only so many are given.
        """
        found: dict[tuple[int, int], list[int]] = {(length, rolling): [] for length, rolling in wanted if 0 < length <= len(self.codes)}
        longest = max((length for length, _ in found), default=0)
        for block in range(0, len(self.codes), _BLOCK):
            codes = self.codes[block : block + _BLOCK + longest - 1]
            powers = _powers(len(codes))
            sums = np.concatenate((np.zeros(1, dtype=np.uint64), np.cumsum(codes * powers, dtype=np.uint64)))
            for (length, rolling), places in found.items():
                windows = min(len(codes) - length + 1, _BLOCK)
                if windows > 0 and len(places) < MOST_PLACES:
                    same = sums[length : length + windows] - sums[:windows] == np.uint64(rolling) * powers[:windows]
                    places += [block + int(place) for place in np.flatnonzero(same)[: MOST_PLACES - len(places)]]
        return found


def flatten(text: str) -> FlatText:
    """The whole of a document normalised, every character with its place in the document."""
    composed, starts, ends = _composed(text)
    codes = _codes(composed)
    space = np.isin(codes, _SPACES)
    kept = ~space
    kept[1:] |= ~space[:-1]
    if len(codes):
        kept[0] = not space[0]
    places = np.flatnonzero(kept).astype(np.uint32)
    if len(places) and space[places[-1]]:
        places = places[:-1]
    flat = np.where(space[places], np.uint32(32), codes[places])
    return FlatText(flat, places if starts is None else starts[places], None if ends is None else ends[places])


def _codes(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint32)


def _powers(count: int) -> Hashes:
    powers = np.full(count, _BASE, dtype=np.uint64)
    powers[:1] = 1
    return np.cumprod(powers, dtype=np.uint64)


def _composed(text: str) -> tuple[str, Places | None, Places | None]:
    """The text in NFC, and where each character of it begins and ends in the text; None where nothing moved."""
    if unicodedata.is_normalized("NFC", text):
        return text, None, None
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for cluster in _clusters(text):
        piece = unicodedata.normalize("NFC", cluster)
        pieces.append(piece)
        starts += [at] * len(piece)
        at += len(cluster)
        ends += [at] * len(piece)
    return "".join(pieces), np.array(starts, dtype=np.uint32), np.array(ends, dtype=np.uint32)


def _clusters(text: str) -> Iterator[str]:
    """The text cut into the smallest pieces that can be composed each on its own (Unicode Standard Annex 15, section 9).

    No piece is longer than ``_LONGEST_CLUSTER``, since putting marks in order takes time that grows with their square.
    """
    start = 0
    for at, character in enumerate(text):
        if at - start >= _LONGEST_CLUSTER or (at > start and _begins(text[start:at] if at - start < 4 else text[at - 1], character)):
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def _begins(before: str, character: str) -> bool:
    """Whether a character is never composed with what stands before it."""
    if character < _FIRST_MARK:
        return True
    if unicodedata.combining(character):
        return False
    apart = unicodedata.normalize("NFC", before) + unicodedata.normalize("NFC", character)
    return unicodedata.normalize("NFC", before + character) == apart
