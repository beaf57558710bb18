"""Which lines stand in a quotation: an amending act quotes articles of another act, and they are not its own."""

from __future__ import annotations

import re

from loaders.statute.line import Line

__all__ = ["quoted_lines"]

_LONGEST = 600
_CLOSED = re.compile(r"[»”“\"][\s;.,)]*$")
_PAIRS = {"«": ("«", "»"), "„": ("„", "“”"), "“": ("“", "”"), '"': ('"', '"')}
_BEHIND_COLON = re.compile(r":\s*[«„“\"]")


def quoted_lines(lines: list[Line], interesting: set[int]) -> set[int]:
    """The numbers of those ``interesting`` lines that stand inside a quotation of several lines.

    A quotation begins at the start of a line, or behind a colon, and is believed only where it ends within some hundred lines.
    """
    if not interesting:
        return set()
    quoted: set[int] = set()
    opened = -1
    opener = closers = ""
    depth = 0
    for at, line in enumerate(lines):
        words = line.words
        if opened < 0:
            start = 0 if words[0] in _PAIRS else -1
            if start < 0 and ":" in words and (found := _BEHIND_COLON.search(words)):
                start = found.end() - 1
            if start < 0:
                continue
            opener, closers = _PAIRS[words[start]]
            depth = 0
            opened = at
            words = words[start:]
        if opener == '"':
            odd = words.count('"') % 2
            depth = (1 if odd else 0) if opened == at else (0 if odd or _CLOSED.search(words) else 1)
        else:
            depth += words.count(opener) - sum(words.count(one) for one in closers)
        if depth <= 0:
            quoted.update(number for number in range(opened + 1, at + 1) if number in interesting)
            opened = -1
        elif at - opened > _LONGEST:
            opened = -1
    return quoted
