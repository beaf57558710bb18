"""How wide a text is in a picture, and texts that keep to their room."""

from __future__ import annotations

import re
import textwrap

__all__ = ["SIZE", "cut", "folded", "width_of", "wrapped"]

SIZE = 11
"""The usual size of letters, in pixels."""

_EMS = dict.fromkeys(" .,:;'|!ijlI", 0.33) | dict.fromkeys("()[]trf/-·", 0.42) | dict.fromkeys("mwMWШЩЖЮФшщжюфмы—…@%", 0.97)


def width_of(text: str, size: float = SIZE) -> float:
    """About how many pixels wide a text is in the font of the pictures, at a size in pixels; rather too many than too few."""
    return sum(_EMS.get(one, _em(one)) for one in text) * size


def _em(one: str) -> float:
    return 1.0 if one >= "\u2e80" else 0.72 if one.isupper() else 0.63


def cut(text: str, room: float, size: float = SIZE) -> str:
    """The text, or as much of it as fits into ``room`` pixels, with an ellipsis."""
    text = " ".join(text.split())
    if width_of(text, size) <= room:
        return text
    kept = ""
    for one in text:
        if width_of(kept + one + "…", size) > room:
            break
        kept += one
    return kept.rstrip() + "…"


def folded(text: str, room: float, size: float = SIZE) -> list[str]:
    """The text in one or two lines that fit into ``room`` pixels, cut where two are too few."""
    words, first = " ".join(text.split()).split(" "), ""
    while words and width_of(f"{first} {words[0]}".strip(), size) <= room:
        first = f"{first} {words.pop(0)}".strip()
    rest = " ".join(words)
    return [line for line in (first, cut(rest, room, size)) if line] or [""]


def wrapped(text: str, letters: int) -> list[str]:
    """The lines of a text: a sentence broken at its spaces, a path without any behind its separators."""
    if " " in text or len(text) <= letters:
        return textwrap.wrap(text, letters, break_on_hyphens=False)
    lines = [""]
    for piece in re.split("(?<=[&,/?])", text):
        if lines[-1] and len(lines[-1]) + len(piece) > letters:
            lines.append("")
        lines[-1] += piece
    return [part for line in lines for part in textwrap.wrap(line, letters)]
