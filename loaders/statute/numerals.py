"""Numbers of divisions as the prints give them: 13 1, 13-1, 13¹, XIV, BIRINCHI; and their normal form."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

__all__ = ["Number", "read_number", "roman"]

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_ROMAN_ALIKE = str.maketrans("ІӀХСМivxlcdm", "IIXCMIVXLCDM")
_ROMAN = re.compile(r"[IVXLCDMІӀХСМ]{1,9}(?![^\W\d_])|[ivxl]{1,7}(?![^\W\d_])")
_WELL_FORMED = re.compile(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,4})")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_SIGN = re.compile(r"[\s.]*(?:№|N[ºo°]?\s?(?=\d))?\s*")
_DIGITS = re.compile(r"\d{1,6}(?!\d)")
_SPACED_DIGITS = re.compile(r"\d(?:[ \u00a0]{1,2}\d)*(?!\d)|\d{1,6}(?!\d)")
_SUFFIX = re.compile(
    r"""[ \u00a0]?([⁰¹²³⁴-⁹]+(?:⁻[⁰¹²³⁴-⁹]+)?)                      # 13¹
      | \s?[-–—−‑‐]\s?(\d{1,3})(?![\d\w])           # 13-1
      | \.(\d{1,3})(?=[\s.:)\]⁰¹²³⁴-⁹-]|$)(?!\.\d)  # 13.1
      | \.(\d{1,3})(?=\.\d)
      | [ \u00a0](\d{1,2})(?=\s*[.:]|\s*$)          # 13 1
      | \s?\((\d{1,2})\)(?=\s*[.:]|\s*$)            # 13(1)
      | [\^/_*]\(?(\d{1,3})\)?                      # 13^1, 13/1
    """,
    re.VERBOSE,
)
_SPACED_SUFFIX = re.compile(r"\s{0,3}[-–—−‑]\s{0,3}(\d(?:[ \u00a0]\d)*)(?!\d)")
_LETTER = re.compile(r"[ \u00a0]?((?:bis|ter|quater|quinquies)\b)|[-–]?([^\W\d_])(?=[.:)]|\s|$)")


class Number(NamedTuple):
    """A number read from a heading: its first part, the further parts of an inserted one, how it was written, where it ends."""

    base: int
    parts: tuple[int, ...]
    letter: str
    printed: str
    end: int
    way: str  # digits, roman or word
    mark: str = ""  # what stands between the parts
    by_chapter: bool = False  # the first part is the number in a chapter (6.8), not an insertion

    @property
    def normal(self) -> str:
        """The normal form, ``13-1`` whatever the print; ``6.8`` where articles are numbered within chapters."""
        if self.by_chapter and self.parts:
            return f"{self.base}." + "-".join(map(str, self.parts)) + self.letter
        return "-".join(map(str, (self.base, *self.parts))) + self.letter


def roman(text: str) -> int | None:
    """The value of a Roman numeral, also one typed with Cyrillic letters; None for anything else."""
    plain = text.translate(_ROMAN_ALIKE)
    if not plain or not _WELL_FORMED.fullmatch(plain):
        return None
    values = [_VALUES[letter] for letter in plain]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def read_number(line: str, at: int, *, spaced: bool, ordinals: Callable[[str, int], tuple[int, int] | None]) -> Number | None:
    """The number that begins at ``at``, or None.

    ``spaced``: the word before it was printed letter by letter, so the digits may be too. ``ordinals`` finds an ordinal word.
    """
    sign = _SIGN.match(line, at)
    start = sign.end() if sign else at
    if found := (_SPACED_DIGITS if spaced else _DIGITS).match(line, start):
        base = int(re.sub(r"\s", "", found[0])[:6])
        return _suffixes(line, start, found.end(), base, "digits", spaced)
    if found := _ROMAN.match(line, start):
        value = roman(found[0])
        if value:
            end = found.end()
            glued = re.compile(r"\d{1,2}(?!\d)").match(line, end)
            if glued:
                return Number(value, (int(glued[0]),), "", line[start : glued.end()], glued.end(), "roman")
            return _suffixes(line, start, end, value, "roman", spaced)
    if word := ordinals(line, start):
        return Number(word[0], (), "", line[start : word[1]], word[1], "word")
    return None


def _suffixes(line: str, start: int, end: int, base: int, way: str, spaced: bool) -> Number:
    parts: list[int] = []
    mark = ""
    while len(parts) < 4:
        found = (_SPACED_SUFFIX.match(line, end) if spaced else None) or _SUFFIX.match(line, end)
        if not found:
            break
        digits = next(group for group in found.groups() if group)
        parts.extend(int(one) for one in re.sub(r"\s", "", digits).translate(_SUPERSCRIPTS).split("-"))
        mark = mark or line[end]
        end = found.end()
    letter = ""
    if way == "digits" and (found := _LETTER.match(line, end)):
        letter = (found[1] or found[2]).lower()
        if found[1] or line[end] not in "-–":
            end = found.end()
        else:
            letter = ""
    return Number(base, tuple(parts), letter, line[start:end], end, way, mark)
