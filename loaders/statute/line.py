"""One line of a text."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Line"]


class Line(NamedTuple):
    """One line that is not blank: where it begins in the text, what it says, trimmed, its indent, and whether a blank line is above."""

    start: int
    words: str
    indent: int = 0
    blank: bool = False
