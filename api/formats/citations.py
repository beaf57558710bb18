"""CSL items formatted as citations: OSCOLA, Bluebook, GOST R 7.0.5 and APA, by citeproc with published CSL styles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

import orjson

from api.formats.dressing import dressed
from api.formats.marked import Run, as_html, as_latex, as_text
from api.formats.processor import set_in_style
from graph.csl import CslItem, csl_date

__all__ = ["MARKUPS", "STYLES", "Markup", "Style", "bibliography", "cited", "with_accessed"]

Markup = Literal["text", "html", "latex"]
MARKUPS = {"text": as_text, "html": as_html, "latex": as_latex}


class Style(NamedTuple):
    """A style as a reader chooses it: its name, the CSL style that is its ground, and the locale of its terms and dates."""

    label: str
    csl: str
    locale: str


STYLES: Mapping[str, Style] = {
    "oscola": Style("OSCOLA", "oscola", "en-GB"),
    "bluebook": Style("Bluebook", "bluebook-law-review", "en-US"),
    "gost": Style("ГОСТ Р 7.0.5-2008", "gost-r-7-0-5-2008-numeric", "ru-RU"),
    "apa": Style("APA", "apa", "en-US"),
}


def bibliography(items: Iterable[CslItem], style: str, accessed: str = "", markup: Markup = "text") -> list[str]:
    """The items as entries of a bibliography, in their order, without numbers.

    ``style`` is one of ``STYLES``; ``accessed`` a full day that stands as the day of access of everything that has an
    address, '' leaves each the day that the data know. The text is safe in the markup that is asked for.
    """
    return [MARKUPS[markup](cited(item, style)) for item in with_accessed(items, accessed)]


def with_accessed(items: Iterable[CslItem], accessed: str) -> list[CslItem]:
    """The items with another day of access, where they have an address; unchanged where ``accessed`` is ''."""
    return [item | {"accessed": csl_date(accessed)} if accessed and "URL" in item else item for item in items]


def cited(item: CslItem, style: str) -> list[Run]:
    """One item in a style, as runs of marked text."""
    return list(_cited(orjson.dumps(item, option=orjson.OPT_SORT_KEYS), style))


@lru_cache(maxsize=20_000)
def _cited(written: bytes, style: str) -> tuple[Run, ...]:
    dress = dressed(orjson.loads(written), style)
    return tuple(dress.finished(set_in_style(dress.item, STYLES[style].csl, STYLES[style].locale)))
