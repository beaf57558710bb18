"""The pieces of a citation of law in the words of a style: title, place, kind, number, day, article, day of the law."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from api.formats.days import in_words
from graph.csl import CslItem
from loaders.statute.words import names_article

__all__ = ["Law", "law_words"]

_LETTERS = str.maketrans("ABVGDEZIKLMNOPRSTUFHabvgdezijklmnoprstuf", "АБВГДЕЗИКЛМНОПРСТУФХабвгдезийклмнопрстуф")
_ROMAN = re.compile(r"[IVXLCDM]+")


class Law(NamedTuple):
    """The pieces of a citation of law, each in the words of one style; '' where the data do not say it."""

    title: str
    place: str
    genre: str
    number: str
    date: str
    year: str
    days: str
    section: str
    at: str
    is_case: bool
    url: str
    accessed: str
    release: str
    item: CslItem


class _Words(NamedTuple):
    lang: str
    days: str
    number: str
    article: str
    paragraph: str
    at: str
    either: str
    disagree: str


_WORDS = {
    "oscola": _Words("en", "day first", "No {}", "art {}", "para {}", "as at {}", " or ", " [sources disagree]"),
    "bluebook": _Words("en", "month first", "No. {}", "art. {}", "para. {}", "as of {}", " or ", " (sources disagree)"),
    "apa": _Words("en", "month first", "No. {}", "art. {}", "para. {}", "as of {}", " or ", " [sources disagree]"),
    "gost": _Words("ru", "russian", "№ {}", "ст. {}", "п. {}", "по состоянию на {}", " или ", " (источники расходятся)"),
}
_PARTS = {"preamble": "преамбула", "annex": "приложение"}


def law_words(item: CslItem, style: str) -> Law:
    """What a style says of an act, treaty, judgment or one of its provisions."""
    words, said = _WORDS[style], item["custom"]
    labels = said["labels"][words.lang]
    title = _title(item, style)
    number, year = str(item.get("number", "")), str((item.get("issued", {}).get("date-parts") or [[""]])[0][0])
    told = _says(title, number, year)
    is_treaty, is_case = item["type"] == "treaty", item["type"] == "legal_case"
    return Law(
        title=title,
        place="" if is_treaty else labels.get("place", ""),
        genre="" if told or (is_treaty and words.lang == "en") or _names(title, labels["genre"]) else labels["genre"],
        number="" if told or not number else words.number.format(_cyrillic(number) if words.lang == said.get("own") == "ru" else number),
        date="" if told else _day(item, words),
        year=year,
        days=_days(item, words),
        section=_section(item, words),
        at=words.at.format(in_words(said["as_of"], words.days)) if "as_of" in said and not is_case else "",
        is_case=is_case,
        url=item.get("URL", ""),
        accessed=in_words(item["accessed"], "short" if style == "bluebook" else words.days) if "accessed" in item else "",
        release=item.get("version", ""),
        item=item,
    )


def _title(item: CslItem, style: str) -> str:
    titles = item["custom"]["titles"]
    english, own = titles.get("en", ""), item["custom"].get("own", "")
    if style == "gost":
        return str(titles.get("ru") or titles.get(own) or english)
    original = (
        ""
        if item["type"] in ("treaty", "legal_case") or own == "en"
        else titles.get(own) or titles.get("ru") or next(iter(titles.values()), "")
    )
    if not original or not english or original == english:
        return str(english or original)
    if style == "oscola":
        return f"{english} [{original}]" if "(" in original else f"{english} ({original})"
    return f"{original} [{english}]"


def _names(title: str, genre: str) -> bool:
    """Whether a title has the word for its kind in it, as "Criminal Code" has."""
    return bool(re.search(rf"\b{re.escape(genre.casefold())}\b", title.casefold()))


def _says(title: str, number: str, year: str) -> bool:
    """Whether a title tells number and year itself, as "Law No. 126 of 2021" does; letters may be of another alphabet."""
    digits = re.findall(r"\d+", number)
    return bool(digits and year) and all(re.search(rf"(?<!\d){one}(?!\d)", title) for one in (digits[0], year))


def _cyrillic(number: str) -> str:
    """The number of a Russian act in its own letters: 3-FZ is 3-ФЗ. Roman numerals stay."""
    return re.sub("[A-Za-z]+", lambda found: found[0] if _ROMAN.fullmatch(found[0]) else found[0].translate(_LETTERS), number)


def _dates(item: CslItem) -> list[dict[str, Any]]:
    said = item["custom"]
    dates = list(said.get("dates", []))
    if item["type"] == "treaty" and "in_force" in said and said["in_force"] not in dates:
        dates.append(said["in_force"])
    return dates


def _day(item: CslItem, words: _Words) -> str:
    """The day by which an act is known: alone where it is its only one, else with what happened on it. Of a treaty every day."""
    dates, main = _dates(item), item["custom"].get("main", "")
    if item["type"] == "treaty":
        return _days(item, words)
    named = next((one for one in dates if one["role"] == main), dates[0] if dates else None)
    if not named:
        return ""
    dated = main not in ("", "published")
    alone = dated and (len(dates) == 1 or words.lang == "ru" or item["type"] == "legal_case")
    return ("" if alone else f"{named['labels'][words.lang]} ") + _either(named["dates"], words)


def _days(item: CslItem, words: _Words) -> str:
    """Every day of an act with what happened on it, where it has several."""
    dates = _dates(item)
    labelled = [f"{one['labels'][words.lang]} {_either(one['dates'], words)}" for one in dates]
    return ", ".join(labelled) if len(dates) > 1 or item["type"] == "treaty" else ""


def _either(dates: Sequence[dict[str, Any]], words: _Words) -> str:
    said = words.either.join(in_words(one, words.days) for one in dates)
    return said + words.disagree if len(dates) > 1 else said


def _section(item: CslItem, words: _Words) -> str:
    number, printed = str(item.get("section", "")), item["custom"].get("printed", "")
    if not number[:1].isdigit():
        name, _, rest = number.partition("-")
        return f"{_PARTS.get(name, name) if words.lang == 'ru' else name} {rest}".strip()
    other = re.search(r"[^\W\d_]", printed) and not names_article(printed)
    return (words.paragraph if item["type"] == "legal_case" or other else words.article).format(number)
