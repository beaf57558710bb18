"""The encoding of a text, from its bytes alone: told with certainty, or not at all."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log

__all__ = ["NUL_FAULT", "Encoded", "find_encoding"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_USUAL = ("cp1251", "koi8_r", "koi8_u", "cp1252")
_EIGHT_BIT = (*_USUAL, "kz1048", "koi8_t", "cp866", "iso8859_5", "mac_cyrillic", "cp1250")
_SAMPLE = 1 << 18
_NOISE = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_PUNCTUATION = frozenset("«»„“”‘’–—…№§°• ")
_CAPITAL_INSIDE = re.compile(r"(?<=[а-яёіїєґўқғҳҷӣӯәңөұүһ])[А-ЯЁІЇЄҐЎҚҒҲҶӢӮӘҢӨҰҮҺ]")
_MIXED_WORD = re.compile(r"[A-Za-z](?=[\u0400-\u04ff])|(?<=[\u0400-\u04ff])[A-Za-z]")
_CERTAIN = 8.0  # the better reading must be e**8 times as likely as the next
_RARE = 6.0  # and a rare encoding must be e**6 times as likely as a usual one to be as likely
_PLAUSIBLE = -5.0  # below this mean, the letters are not those of a language we know
_SELDOM = 500  # one NUL byte in so many may be a letter that a conversion lost
_WAY_OUT = "open it in the program that wrote it and save it as UTF-8"
NUL_FAULT = f"this holds NUL bytes, so it is no text: {_WAY_OUT}"
"""What is said of a file with NUL bytes that are no letters lost from a text."""


@dataclass(frozen=True)
class Encoded:
    """The encoding of a text (a Python codec), or '' and the ``fault``: what is wrong, on which ``line``, and what to do."""

    encoding: str = ""
    fault: str = ""
    line: int = 1


def find_encoding(data: bytes, declared: str = "") -> Encoded:
    """The encoding of a text: UTF-8, UTF-16 or UTF-32, or an eight-bit one of the Cyrillic, English or Romanian alphabet.

    ``declared`` is what the document says of itself (an HTML or XML declaration); it decides where the letters do not.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data, encoding)
    if wide := _without_mark(data):
        return _checked(data, wide)
    if b"\0" in data and not _lost_letters(data):
        return Encoded(fault=NUL_FAULT, line=_line(data, data.index(0)))
    if len(_NOISE.findall(data[:_SAMPLE])) > max(4, min(len(data), _SAMPLE) // 100):
        return Encoded(fault="this is neither text nor a document of a known kind: load the document itself", line=1)
    return _text(data, declared)


def _lost_letters(data: bytes) -> bool:
    """Whether the NUL bytes stand for single letters that a conversion lost: few, apart from one another, in sound UTF-8."""
    count = data.count(0)
    if count * _SELDOM > len(data) or b"\0\0" in data or len(_NOISE.findall(data)) > 2 * count:
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _text(data: bytes, declared: str) -> Encoded:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end >= len(data) - 1 and error.reason.startswith("unexpected end"):
            return Encoded(fault="the file ends inside a character, so it was cut off: get the whole file", line=_line(data, error.start))
        escaped = data[:_SAMPLE].decode("utf-8", errors="surrogateescape")
        lost = len(re.findall("[\udc80-\udcff]", escaped))
        if sum(character > "\x7f" for character in escaped) > 2 * lost:  # mostly sound UTF-8: damaged, not another encoding
            return Encoded(fault=f"this is not UTF-8 text throughout: {_WAY_OUT}", line=_line(data, error.start))
        return _eight_bit(data, declared)
    return Encoded("utf-8")


def _checked(data: bytes, encoding: str) -> Encoded:
    name = encoding.upper().removesuffix("-SIG")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        cut = "truncated" in error.reason or "unexpected end" in error.reason
        fault = (
            "the file ends inside a character, so it was cut off: get the whole file" if cut else f"this is not sound {name}: {_WAY_OUT}"
        )
        return Encoded(fault=fault, line=_line(data, error.start))
    if "\0" in text:
        return Encoded(fault=f"this holds NUL characters, so it is no text: {_WAY_OUT}", line=text.count("\n", 0, text.index("\0")) + 1)
    return Encoded(encoding)


def _without_mark(data: bytes) -> str:
    """UTF-16 that does not say so: half of its bytes, the high ones, take very few values."""
    sample = data[:4096]
    if len(sample) < 4:
        return ""
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if sum(byte < 0x06 or byte in (0x10, 0x20, 0x21) for byte in high) < 0.97 * len(high) or not any(
            byte < 0x06 or byte == 0x10 for byte in high
        ):
            continue
        read = sample[: len(sample) // 2 * 2].decode(encoding, errors="replace")
        if sum(
            character.isalnum() or character.isspace() or character in _PUNCTUATION or 0x20 < ord(character) < 0x7F for character in read
        ) > 0.9 * len(read):
            return encoding
    return ""


def _line(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1


def _eight_bit(data: bytes, declared: str) -> Encoded:
    sample = data[:_SAMPLE]
    found = sorted(((_likelihood(sample, encoding), encoding) for encoding in _EIGHT_BIT), reverse=True)
    (best, encoding), high = found[0], sum(byte > 0x7F for byte in sample)
    text = sample.decode(encoding, errors="replace")
    rival = next((score for score, other in found[1:] if sample.decode(other, errors="replace") != text), float("-inf"))
    if best - rival < _CERTAIN or best / max(high, 1) < _PLAUSIBLE:
        encoding = _codec(declared)
        if not encoding:
            return Encoded(fault=f"the encoding of this text cannot be told: {_WAY_OUT}", line=1)
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return Encoded(fault=f"this seems to be {encoding}, but not throughout: {_WAY_OUT}", line=_line(data, error.start))
    return Encoded(encoding)


def _codec(name: str) -> str:
    try:
        encoding = codecs.lookup(name).name.replace("-", "_") if name else ""
    except (LookupError, ValueError):
        return ""
    return encoding if encoding in _EIGHT_BIT else ""


def _likelihood(sample: bytes, encoding: str) -> float:
    """The log likelihood of the letters beyond ASCII, in the language they fit best, less what no spelling does inside a word."""
    counts = Counter(sample)
    text = sample[:65536].decode(encoding, errors="replace")
    faults = 6.0 * len(_CAPITAL_INSIDE.findall(text)) + 4.0 * len(_MIXED_WORD.findall(text))
    read = {byte: bytes([byte]).decode(encoding, errors="replace") for byte in counts if byte > 0x7F}
    return max(_fit(counts, read, logs) for logs in _languages()) - faults - (0.0 if encoding in _USUAL else _RARE)


def _fit(counts: Counter[int], read: dict[int, str], logs: dict[str, float]) -> float:
    return sum(counts[byte] * logs.get(letter.lower(), -4.0 if letter in _PUNCTUATION else -12.0) for byte, letter in read.items())


@cache
def _languages() -> list[dict[str, float]]:
    """For each language, the log of how often each letter stands in it: the r-th of n letters about ln((n+1)/r)/n (Gusein-Zade, 1988)."""
    with files("loaders").joinpath("letters.csv").open(encoding="utf-8") as file:
        alphabets = [row["letters"] for row in csv.DictReader(file)]
    return [{letter: log(log((len(letters) + 1) / rank) / len(letters)) for rank, letter in enumerate(letters, 1)} for letters in alphabets]
