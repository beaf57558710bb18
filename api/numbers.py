"""The numbers of the sources: those that concern a thing, and what a later revision of an export changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from api.library import Item, Library, value_of
from graph.terms import DL, id_of

__all__ = ["changed_numbers", "numbers_of", "written"]

_UNDATED = "file-"  # an export that does not say its day is neither earlier nor later than another
_SAME = ("area", "indicator", "unit", "population", "said_by")


def numbers_of(library: Library, kind: str, wanted: str) -> list[Item]:
    """The numbers that are for a state or other area, that a source gives, or that count an indicator."""
    column = {"source": "source", "indicator": "indicator"}.get(kind, "area")
    value = wanted if column != "area" else f"{kind}/{wanted}"
    found = [item for item in library.table("observations", "Observation") if item[column] == value]
    return sorted(found, key=lambda item: (item["indicator"], item["period"] or "", item["revision"] or "", item["id"]))


def written(number: Item) -> str:
    """A number in a line, with everything that qualifies it."""
    value = number["printed"] or " ".join(part for part in (number["qualifier"], number["value"]) if part)
    whom = f" ({number['population']})" if number["population"] else ""
    revision = f", revision {number['revision']}" if number["revision"] else ""
    return f"{number['indicator']}, {number['period'] or 'undated'}: {value} {number['unit']}{whom} [{number['source']}{revision}]"


def changed_numbers(library: Library) -> list[Item]:
    """What each revision of a series says otherwise than the one before it.

    Compared are numbers of the same area, indicator, unit, population and author, where both revisions have some; a period that
    only one of them has is ``null`` in the other. The id is that of the later number, where there is one.
    """
    return library.keep(("changed numbers",), lambda: sorted(_changed(library), key=lambda one: [str(value) for value in one.values()]))


def _changed(library: Library) -> Iterator[Item]:
    series = {id_of(source): value_of(said, DL + "series") for source, said in library.things("Source").items()}
    numbers: dict[tuple[str, ...], dict[str, dict[str, Item]]] = defaultdict(lambda: defaultdict(dict))
    for item in library.table("observations", "Observation"):
        if item["revision"] and not item["revision"].startswith(_UNDATED) and (one := series.get(item["source"])):
            key = (one, *(item[name] or "" for name in _SAME))
            numbers[key][item["revision"]][item["period"] or ""] = item
    for key, revisions in numbers.items():
        for earlier, later in pairwise(sorted(revisions)):
            before, after = revisions[earlier], revisions[later]
            for period in sorted(before.keys() | after.keys()):
                old, new = before.get(period), after.get(period)
                if _value(old) != _value(new):
                    same = dict(zip(("series", *_SAME), key, strict=True))
                    values = {"from_revision": earlier, "to_revision": later, "before": _value(old), "after": _value(new)}
                    named = new or old or {}
                    yield {"id": named["id"], **{name: value or None for name, value in same.items()}, "period": period or None, **values}


def _value(number: Item | None) -> str | None:
    return str(number["printed"] or number["value"]) if number else None
