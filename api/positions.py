"""Positions narrowed by who holds them, and by when they were made and known."""

from __future__ import annotations

from api.library import Item, Library, days
from api.parameters import several
from graph.dates import Span
from graph.errors import UnknownIdError
from graph.terms import BASE

__all__ = ["forms", "held_by", "made_and_known"]


def forms(path: str) -> set[str]:
    """The ways to write an id: ``place/cis-states`` and ``cis-states``."""
    return {path.lower(), path.partition("/")[2].lower() or path.lower()}


def held_by(items: list[Item], by: str, every: list[Item]) -> list[Item]:
    """The positions held by these, by id or by a part of the name or office; UnknownIdError for who holds none at all."""
    for one in several(by):
        if not any(_is_held_by(item, one) for item in every):
            raise UnknownIdError(
                "holder of a position", one, {form for item in every for path in item["organisations"] for form in forms(path)}
            )
    return [item for item in items if not by or any(_is_held_by(item, one) for one in several(by))]


def _is_held_by(item: Item, wanted: str) -> bool:
    said = f"{item['name'] or ''} {item['office'] or ''}".lower()
    return wanted in said or any(wanted in forms(path) for path in item["organisations"])


def made_and_known(
    library: Library, items: list[Item], day: int, known_by: int | None, *, made_later: bool = False
) -> tuple[list[Item], dict[str, int], set[str]]:
    """The positions made by a day and known by another, how many were left out and why, and the undated sources among them.

    Days are integers such as 20081031; ``made_later`` keeps also what was made after the first. What has no date counts from the
    publication of its source.
    """
    made, published = library.things("Position"), library.things("Source")
    kept: list[Item] = []
    left_out = {"made_later": 0, "undated": 0, "known_later": 0, "undated_source": 0}
    undated = set()
    for item in items:
        source = days(published.get(f"{BASE}source/{item['source']}", {}), "published")
        when = days(made[f"{BASE}position/{item['id']}"], "date")
        latest = when.latest if when else source.latest if source else 0
        if not made_later and when and when.earliest > day:
            left_out["made_later"] += 1
        elif not made_later and not when and latest > day:
            left_out["undated"] += 1
        elif known_by is not None and source is None:
            left_out["undated_source"] += 1
            undated.add(item["source"])
        elif known_by is not None and source is not None and source.latest > known_by:
            left_out["known_later"] += 1
        else:
            kept.append(item | {"made": _made(when, latest, day)})
    return kept, left_out, undated


def _made(when: Span | None, latest: int, day: int) -> str:
    """Whether a position was made by the day: ``certain``, ``possible`` or ``later``; ``latest`` is its last day, 0 where none is known."""
    if latest and latest <= day:
        return "certain"
    return "later" if when and when.earliest > day else "possible"
