"""Fields of a CSV file that a spreadsheet would take for formulas: guarded, so that the guard can be taken off again.

A program that reads CSV gets what was written; a spreadsheet that opens it calculates what begins with ``=``, ``+``, ``-``
or ``@``, also behind a tab or the end of a line (OWASP, "CSV Injection"). Such a field gets an apostrophe in front, and so
does one that begins with an apostrophe: of a field that begins with one, taking off the first gives the value. Plain
numbers such as ``-0.5`` are no formulas and stay as they are.
"""

from __future__ import annotations

import re

__all__ = ["guarded", "unguarded"]

_GUARD = "'"
_RISKY = re.compile(r"['=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?([eE][+-]?\d+)?")


def guarded(field: str) -> str:
    """The field as it may stand in a file that a spreadsheet opens."""
    return _GUARD + field if _RISKY.match(field) and not _NUMBER.fullmatch(field) else field


def unguarded(field: str) -> str:
    """The value of a field that ``guarded`` wrote."""
    return field.removeprefix(_GUARD)
