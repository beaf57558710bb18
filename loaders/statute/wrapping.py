"""Paragraphs that were broken into lines of one width, put together again where blank lines or indents show where they begin."""

from __future__ import annotations

import re
from itertools import pairwise

from loaders.statute.line import Line

__all__ = ["fills", "joined", "line_width"]

_WIDEST, _NARROWEST = 130, 40
_LOOKED_AT = 4000
_TOLERANCE = 0.88
_LABELLED = re.compile(r"\(?\d{1,4}(?:[-–.]\d{1,3})*[.)]|\(?[^\W\d_]\)|[-–—•§]")


def joined(lines: list[Line]) -> list[Line]:
    """The lines, those of one paragraph joined where the text was wrapped; the same lines where it was not."""
    sample = lines[:_LOOKED_AT]
    width = _width(sample)
    if not width:
        return lines
    margin = sorted(line.indent for line in sample)[len(sample) // 20] + 2
    for least in (_WIDEST, margin):  # paragraphs set off by blank lines alone, or by indents too
        inside = [(one, after) for one, after in pairwise(sample) if not _begins(after, least)]
        if len(inside) * 5 < len(sample) or len(inside) * 20 > len(sample) * 19:
            continue
        if sum(1 for one, after in inside if _full(one, after, width)) * 10 >= len(inside) * 9:
            return _join(lines, width, least)
    return lines


def line_width(lines: list[Line]) -> int:
    """The width to which a text is broken without a sign of where its paragraphs begin; 0 for any other text."""
    sample = lines[:_LOOKED_AT]
    width = _width(sample)
    inside = [(one, after) for one, after in pairwise(sample) if after.words[0].islower()] if width else []
    broken = len(inside) * 5 > len(sample) and sum(1 for one, after in inside if _full(one, after, width)) * 10 >= len(inside) * 9
    return width if broken else 0


def fills(line: Line, after: Line, width: int) -> bool:
    """Whether a line is so full that the next one may go on with it, and that one is not full itself."""
    return bool(width) and _full(line, after, width) and len(after.words) < width * 0.8


def _width(sample: list[Line]) -> int:
    if len(sample) < 40:
        return 0
    width = sorted(len(line.words) + line.indent for line in sample)[len(sample) * 49 // 50]
    return width if _NARROWEST <= width <= _WIDEST else 0


def _begins(line: Line, least: int) -> bool:
    return line.blank or line.indent >= least


def _full(one: Line, after: Line, width: int) -> bool:
    """Whether the first word of the next line would not have fitted on this one."""
    return len(one.words) + one.indent + 1 + len(after.words.partition(" ")[0]) > width * _TOLERANCE


def _join(lines: list[Line], width: int, least: int) -> list[Line]:
    divided = sum(1 for line in lines if line.words.endswith("-") and line.words[-2:-1].isalpha()) * 70 > len(lines)
    found: list[Line] = []
    pieces: list[str] = []
    before: Line | None = None
    for line in lines:
        goes_on = before is not None and not _begins(line, least) and _full(before, line, width)
        if goes_on and not _LABELLED.match(line.words):
            pieces.append(line.words)
        else:
            _close(found, pieces, divided)
            found.append(line)
            pieces = [line.words]
        before = line
    _close(found, pieces, divided)
    return found


def _close(found: list[Line], pieces: list[str], divided: bool) -> None:
    if len(pieces) > 1:
        found[-1] = found[-1]._replace(words=_together(pieces, divided))


def _together(pieces: list[str], divided: bool) -> str:
    """The pieces as one text; words are whole again where the text divides them at the ends of lines."""
    text = [pieces[0]]
    for before, piece in pairwise(pieces):
        if before.endswith("-") and before[-2:-1].isalpha() and piece[0].islower():
            if divided:
                text[-1] = text[-1][:-1]
            text.append(piece)
        else:
            text.append(" " + piece)
    return "".join(text)
