"""The divisions of an act's text as items, joined with what was entered by hand for the same articles."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from api.library import Item
from loaders.act import ActText, Division, full_number
from loaders.statute.words import names_article

__all__ = ["TEXT_FIELDS", "entries", "joined", "number_order"]

TEXT_FIELDS = ("level", "heading", "text", "eid", "status", "notes", "version")
"""What an item has of its text; null, or an empty list, where no text is loaded."""

_PARTS = re.compile(r"\d+|\D+")


def entries(act: ActText, version: str) -> list[Item]:
    """Every division of a text, in its order.

    ``number`` of what stands in an article is that by which it is cited (``27-1(2)``), and of anything else its own. A
    paragraph that the print does not number is left out of a citation, where the citation then still means one thing.
    ``text`` is all that stands in the division; of a chapter and the like only what stands in itself.
    """
    found: list[Item] = []
    divisions = list(_walk(act.divisions))
    short = [_short_number(above, one) for above, one in divisions]
    meant = Counter(short)
    for (above, one), number in zip(divisions, short, strict=True):
        cited = full_number(above, one) or (number if meant[number] == 1 else "")
        inside = one.level == "article" or any(up.level == "article" for up in above)
        found.append(
            {
                "id": f"{version.rpartition('/')[0]}/{cited}" if cited else f"{version}#{one.eid}",
                "number": (cited if inside else one.number) or None,
                "printed": one.printed or None,
                "level": one.level,
                "heading": one.heading or None,
                "text": one.text if _holds_articles(one) else one.whole_text(),
                "eid": one.eid,
                "status": one.status or None,
                "notes": list(one.notes),
                "version": version,
                "depth": len(above),
            }
        )
    return found


def _walk(divisions: Iterable[Division], above: Sequence[Division] = ()) -> Iterable[tuple[list[Division], Division]]:
    for one in divisions:
        yield list(above), one
        yield from _walk(one.children, [*above, one])


def _short_number(above: list[Division], one: Division) -> str:
    """The number by which a division of an article is cited where what has no number around it is passed over."""
    return full_number([up for up in above if up.number or up.level == "article"], one) if one.number else ""


def _holds_articles(division: Division) -> bool:
    return division.level != "article" and any(one.level == "article" for one in division.walk())


def number_order(number: str | None) -> list[tuple[int, str]]:
    """A key that sorts numbers as a lawyer does: 27, 27(2), 27-1, 28, 103, and what begins with a word (annex-1) last."""
    parts = _PARTS.findall(number or "")
    return [(int(part), "") if part.isdecimal() else (-1 if place else 10**9, part) for place, part in enumerate(parts)]


def joined(entered: Sequence[Item], loaded: Sequence[Item], empty: Item) -> list[Item]:
    """The loaded entries, each with the fields of what was entered for it; ``empty`` where nothing was.

    An entry of one wording of an article stands behind the article, with the words of the text where it is of the same day.
    What was entered and the text does not have stands before the first article with a higher number.
    """
    cited = {one["number"] for one in loaded if _is_cited(one)}
    by_number: dict[str, list[Item]] = defaultdict(list)
    for one in entered:
        by_number[one["number"]].append(one)
    missing = [one for one in sorted(entered, key=lambda one: number_order(one["number"])) if one["number"] not in cited]
    found: list[Item] = []
    for one in loaded:
        if one["level"] == "article":
            while missing and number_order(missing[0]["number"]) < number_order(one["number"]):
                found.append(_without_text(missing.pop(0)) | {"depth": one["depth"]})
        own = by_number[one["number"]] if _is_cited(one) else []
        itself = next((two for two in own if two["id"] == one["id"]), empty)
        found.append(itself | one | {"printed": itself.get("printed") or one["printed"]})
        day = one["version"].rpartition("/")[2]
        wordings = [two for two in own if two is not itself]
        found += [one | two if two["id"] == f"{one['id']}/{day}" else _without_text(two) | {"depth": one["depth"]} for two in wordings]
    return found + [_without_text(one) for one in missing]


def _is_cited(loaded: Item) -> bool:
    """Whether the number of an entry is that of an article or of something in one; chapters have numbers that no entry means."""
    return "#" not in loaded["id"]


def _without_text(entered: Item) -> Item:
    return dict.fromkeys(TEXT_FIELDS) | {"notes": []} | entered | {"level": _level_of(entered)}


def _level_of(entered: Item) -> str | None:
    """``article`` where the number and the print of an entry show that it is one; None where that is not sure."""
    number, printed = entered["number"] or "", (entered["printed"] or "").casefold()
    is_article = number[:1].isdigit() and "(" not in number and names_article(printed)
    return "article" if is_article else None
