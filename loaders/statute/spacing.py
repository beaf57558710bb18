"""Words whose letters a conversion set apart (``x ə taya``), put together again where the rest of the text knows them whole."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from loaders.act import ActText, Division
from loaders.statute.words import language, rows

__all__ = ["put_together"]

_LONE = re.compile(r"(?<!\S)[^\W\d_](?!\S)")
_WORD = re.compile(r"[^\W\d_]+(?:[-ʻ’'][^\W\d_]+)*")
_GAP = re.compile(r"(\s{2,}|\n)")
_EDGES = "«»„“”\"'().,;:!?[]…–—−-"
_MOST_PARTS = 14
_JOINED = (
    "letters of words stand apart in this text; in {} headings and paragraphs words were put together again "
    "that stand whole elsewhere in it, the others are left as they are"
)
_UNKNOWN = 100
_SAMPLE = 1_000_000
_LONGEST_ROW = 5_000


def put_together(act: ActText) -> None:
    """Mend headings and texts of an act in place, with a remark; nothing is touched where few letters stand alone.

    A row of pieces is joined only where every joined word stands elsewhere in the text, written together.
    """
    known_alone = language(act.language).lone_letters
    sample = act.text if len(act.text) < 2 * _SAMPLE else act.text[:_SAMPLE] + act.text[len(act.text) // 2 :][:_SAMPLE]
    lone = sum(count for letter, count in Counter(_LONE.findall(sample)).items() if letter.casefold() not in known_alone)
    if lone < 20 or lone * 400 < len(sample) // 6:
        return
    whole = _vocabulary(act.text, known_alone) | _words_of_tables(act.language)
    act.title = _mend(act.title, whole, known_alone)
    mended = 0
    for division in act.walk():
        for field in ("heading", "text"):
            old = getattr(division, field)
            if old and (new := _mend(old, whole, known_alone)) != old:
                setattr(division, field, new)
                mended += 1
    if mended:
        act.remarks.insert(0, (_first(act), _JOINED.format(mended)))


@cache
def _words_of_tables(lang: str) -> set[str]:
    """The words of the tables of a language, of which titles are made."""
    listed = (row["words"] for table in ("phrases", "headings", "languages") for row in rows(table) if row["lang"] == lang)
    return {word for words in listed for word in _WORD.findall(words.casefold().replace("i̇", "i")) if len(word) > 2}


def _first(act: ActText) -> int:
    first: Division | None = next(act.walk(), None)
    return first.start if first else 0


def _damaged(line: str, known_alone: str) -> bool:
    return any(one.casefold() not in known_alone for one in _LONE.findall(line))


def _vocabulary(text: str, known_alone: str) -> set[str]:
    """The words of the lines in which no letter stands alone, in lower case."""
    words: Counter[str] = Counter()
    for line in text.split("\n"):
        if line and not _damaged(line, known_alone):
            words.update(_WORD.findall(line.casefold()))
    return {word for word in words if len(word) > 1} | set(known_alone)


def _mend(text: str, whole: set[str], known_alone: str) -> str:
    if not _damaged(text, known_alone):
        return text
    return "".join(piece if piece.isspace() else _mend_row(piece, whole) for piece in _GAP.split(text))


def _mend_row(row: str, whole: set[str]) -> str:
    """The cheapest reading of a row of pieces: known words cost little, pieces left as they are much, unknown joins are not made."""
    pieces = row.split(" ")
    if not 1 < len(pieces) < _LONGEST_ROW:
        return row
    bare = [piece.casefold().replace("i̇", "i").strip(_EDGES) for piece in pieces]
    opens = [piece[:1] in _EDGES for piece in pieces]
    closes = [piece[-1:] in _EDGES for piece in pieces]
    best = [0.0] + [float("inf")] * len(pieces)
    back = [0] * (len(pieces) + 1)
    for start in range(len(pieces)):
        word = ""
        for end in range(start + 1, min(start + _MOST_PARTS, len(pieces)) + 1):
            if end > start + 1 and (opens[end - 1] or closes[end - 2]):
                break
            word += bare[end - 1]
            joined = end - start > 1
            if joined and word not in whole:
                continue
            cost = 1.0 if word in whole or not word.isalpha() else _UNKNOWN
            if best[start] + cost < best[end]:
                best[end], back[end] = best[start] + cost, start
    found: list[str] = []
    at = len(pieces)
    while at:
        found.append("".join(pieces[back[at] : at]))
        at = back[at]
    return " ".join(reversed(found))
