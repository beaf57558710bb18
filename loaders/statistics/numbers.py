"""Numbers and periods as statistical exports print them, read without losing a sign."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from graph import dates

__all__ = ["Number", "period_of", "read_number"]

_NUMBER = r"[+-]?[0-9](?:[0-9\u0020\u00a0\u2009\u202f,.'’]*[0-9])?(?:[eE][+-]?[0-9]{1,3})?|[+-]?[.,][0-9]+"
_PRINTED = re.compile(
    rf"(?P<mark>[^\d\s+.,\[(-]{{0,2}})\s*(?P<number>{_NUMBER})\s*%?"
    rf"(?:\s*[\[(]\s*(?P<lower>[^\]\)]*?)\s*(?:[\u2013\u2014;]|\bto\b|(?<=[\d\s])-)\s*(?P<upper>[^\]\)]*?)\s*[\])])?"
)
_MARKED = re.compile(rf"(?P<mark>[^\d\s+.,-]{{0,2}})\s*(?P<number>{_NUMBER})\s*%?")
_YEAR = re.compile(r"(?:YR)?(?P<year>[0-9]{4})(?:\.0)?(?: ?\[YR[0-9]{4}\])?")
_DAY = re.compile(r"([0-9]{4}(?:-[0-9]{2}){1,2})(?:T[0-9:.Z+-]*)?")
_PART = re.compile(r"(?P<year>[0-9]{4})-?(?P<kind>[QSTH])(?P<part>[1-4])")
_MONTH = re.compile(r"([0-9]{4})-?M([0-9]{2})")
_RANGE = re.compile(r"([0-9]{4})\s*[-\u2013/]\s*([0-9]{4})")
_MONTHS = {"Q": 3, "T": 4, "S": 6, "H": 6}
_DIGITS = 30
_LONGEST = 200


@dataclass(frozen=True)
class Number:
    """A number as it is printed: its sign ('' or ``<``, ``~`` ...), and the ends of its range where they are plain numbers."""

    value: Decimal
    mark: str = ""
    lower: Decimal | None = None
    upper: Decimal | None = None


def read_number(printed: str, decimal: str = ".", signs: Iterable[str] = ()) -> Number | None:
    """The number in a cell such as ``1 200``, ``<0.1`` or ``12.3 [10.1-14.5]``, or None for what is no number.

    ``signs`` are words that may stand before a number besides signs of one or two characters, in small letters: ``about``.
    """
    text = printed.strip()
    word = max((one for one in signs if text.casefold().startswith(one)), key=len, default="")
    found = _PRINTED.fullmatch(text[len(word) :].strip()) if len(text) <= _LONGEST else None
    value = _value(found["number"], decimal) if found else None
    if found is None or value is None or (word and found["mark"]):
        return None
    return Number(value, word or found["mark"], bound(found["lower"] or "", decimal), bound(found["upper"] or "", decimal))


def bound(printed: str, decimal: str) -> Decimal | None:
    """The end of a range where it is a plain number; None for a marked one such as ``<100``, which is no number to reckon with."""
    found = _MARKED.fullmatch(printed.strip()) if len(printed) <= _LONGEST else None
    return _value(found["number"], decimal) if found and not found["mark"] else None


def _value(written: str, decimal: str) -> Decimal | None:
    """A written number; signs between thousands must stand before three digits each."""
    whole, point, rest = written.rpartition(decimal)
    if not point:
        whole, rest = written, ""
    exponent = ""
    if power := re.search(r"[eE][+-]?[0-9]+$", rest or whole):
        exponent = power[0]
        whole, rest = (whole, rest[: power.start()]) if rest else (whole[: power.start()], "")
    groups = re.split(r"[\u0020\u00a0\u2009\u202f'’" + (r"," if decimal == "." else r".") + "]", whole)
    if len(groups) > 1 and not (1 <= len(groups[0].lstrip("+-")) <= 3 and all(len(group) == 3 for group in groups[1:])):
        return None
    try:
        value = Decimal(f"{''.join(groups) or '0'}.{rest or '0'}{exponent}") if point else Decimal("".join(groups) + exponent)
    except InvalidOperation:
        return None
    return value if abs(value.adjusted()) < _DIGITS and len(value.as_tuple().digits) <= _DIGITS else None


def period_of(printed: str) -> str:
    """The EDTF date or interval of a period such as ``2015``, ``2015-Q1``, ``2015-03`` or ``2014-2016``, '' for what is none.

    Source: SDMX 2.1, section 6, 4.2.6 (reporting periods, for a reporting year that begins on 1 January).
    """
    text = printed.strip()
    if year := _YEAR.fullmatch(text):
        made = year["year"]
    elif day := _DAY.fullmatch(text):
        made = day[1]
    elif month := _MONTH.fullmatch(text):
        made = f"{month[1]}-{month[2]}"
    elif part := _PART.fullmatch(text):
        length = _MONTHS[part["kind"]]
        last = int(part["part"]) * length
        made = f"{part['year']}-{last - length + 1:02d}/{part['year']}-{last:02d}" if last <= 12 else ""
    elif span := _RANGE.fullmatch(text):
        made = f"{span[1]}/{span[2]}"
    else:
        return ""
    try:
        return made if made and dates.interval(made) else ""
    except dates.DateError:
        return ""
