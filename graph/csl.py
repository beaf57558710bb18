"""What a citation is made of: items of the Citation Style Language (CSL), and their dates.

Source: CSL 1.0.2 specification and its JSON schema, csl-data.json.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from graph.dates import DateError, span

__all__ = ["CslItem", "csl_date", "edtf", "known_date", "language_name", "language_tag", "names", "one_line"]

CslItem = dict[str, Any]
"""One item of CSL-JSON. ``custom`` holds what CSL has no field for, ``note`` says the same in words."""

_MARKS = "~?%"
_BREAKS = re.compile(r"[\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]+")


def one_line(text: str) -> str:
    """The text on one line: no control character, line break or mark of direction gets into a citation."""
    return _BREAKS.sub(" ", text).strip()


def known_date(written: str) -> dict[str, Any] | None:
    """The CSL date of an EDTF date; None for a text that is no date, since what was loaded may hold anything."""
    try:
        span(written)
    except DateError:
        return None
    return csl_date(written)


def csl_date(written: str, *, whole: bool = False) -> dict[str, Any]:
    """An EDTF date as a CSL date: of what is known, and no more.

    Of one of a set what all its days share, or else the first and last year with ``circa``, as ``~`` and ``?`` have it.
    ``whole`` keeps both ends of a set as they are.
    """
    ends = written.strip("[]").split("..") if written.startswith("[") else [written]
    first, last = ([int(part) for part in end.strip(_MARKS).split("-")] for end in (ends[0], ends[-1]))
    shared = [one for one, both in zip(first, _agreed(first, last), strict=False) if both]
    if whole and first != last:
        return {"date-parts": [first, last], "circa": True}
    date: dict[str, Any] = {"date-parts": [shared] if shared else [first[:1], last[:1]]}
    return date | {"circa": True} if not shared or any(mark in written for mark in _MARKS) else date


def _agreed(first: list[int], last: list[int]) -> Iterator[bool]:
    """For each part of the shorter date whether both agree so far: year, then month, then day."""
    agree = True
    for one, other in zip(first, last, strict=False):
        agree = agree and one == other
        yield agree


def edtf(date: dict[str, Any]) -> str:
    """A CSL date as BibLaTeX and RIS have it: ``2008-10``, ``2008~``, ``2010~/2011~`` for one of two years; '' for one in words only."""
    ends = ["-".join(f"{part:02d}" if place else f"{part:04d}" for place, part in enumerate(end)) for end in date.get("date-parts", [])]
    return "/".join(end + ("~" if date.get("circa") else "") for end in ends)


def names(written: str) -> list[dict[str, str]]:
    """Authors joined by '; ': a comma parts family from given name, an institution is one name. "others" is no name."""
    found = []
    for one in (part.strip() for part in written.split(";")):
        family, comma, given = one.partition(",")
        if one and one != "others":
            found.append({"family": family.strip(), "given": given.strip()} if comma and given.strip() else {"literal": one})
    return found


@cache
def _languages() -> dict[str, str]:
    with files("graph").joinpath("languages.csv").open(encoding="utf-8") as file:
        return {row["name"]: row["tag"] for row in csv.DictReader(file)}


def language_tag(name: str) -> str:
    """The BCP 47 tag of a language that BibLaTeX names: ``ru`` for russian; '' for one that is not in the list."""
    return _languages().get(name.lower(), "")


def language_name(tag: str) -> str:
    """The BibLaTeX name of a language by its tag; '' for one that is not in the list."""
    return next((name for name, one in _languages().items() if one == tag), "")
