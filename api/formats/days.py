"""Dates in words, as the citation styles have them."""

from __future__ import annotations

from typing import Any

__all__ = ["ORDERS", "in_words"]

_ENGLISH = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
_SHORT = ["Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]
_RUSSIAN = ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"]
_RUSSIAN_ALONE = ["январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"]

ORDERS = ("day first", "month first", "short", "russian")
_ABOUT = {"day first": "c ", "month first": "ca. ", "short": "ca. ", "russian": "ок. "}


def in_words(date: dict[str, Any], order: str) -> str:
    """A CSL date in words: ``10 July 1998``, ``July 10, 1998``, ``10 июля 1998 г.``; of one of a set both ends, marked as about."""
    said = "–".join(_one(parts, order) for parts in date.get("date-parts", [])) or str(date.get("literal", ""))
    return (_ABOUT[order] if date.get("circa") else "") + said


def _one(parts: list[int], order: str) -> str:
    year, month, day = (*parts, 0, 0)[:3]
    if order == "russian":
        return f"{day} {_RUSSIAN[month - 1]} {year} г." if day else f"{_RUSSIAN_ALONE[month - 1]} {year} г." if month else f"{year} г."
    months = _SHORT if order == "short" else _ENGLISH
    if not month:
        return str(year)
    if not day:
        return f"{months[month - 1]} {year}"
    return f"{day} {months[month - 1]} {year}" if order == "day first" else f"{months[month - 1]} {day}, {year}"
