"""What is to be told of an export as a whole: what was left out of it, and what keeps it from being taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from pyoxigraph import Literal

from graph.questions import ask
from graph.store import Store
from graph.terms import dl, iri
from loaders.reading import Options
from loaders.statistics.mapping import Indicator
from loaders.statistics.quads import observation_iri
from loaders.statistics.rows import Figure, Rows
from loaders.statistics.table import Table

__all__ = ["faults", "left_out", "remarks"]

_LISTED = 5


def remarks(rows: Rows, table: Table, revision: str, figures: list[Figure]) -> Iterator[str]:
    """What a reader of the load should know of the rows that were not taken, and of the date of the export."""
    if rows.areas_left:
        yield f"{_rows(rows.areas_left.total())} of areas without an entry here left out: {_most(rows.areas_left)}"
    if rows.indicators_left:
        unnamed = f"of indicators that the mapping '{table.mapping.name}' does not name left out"
        yield f"{_rows(rows.indicators_left.total())} {unnamed}: {_most(rows.indicators_left)}"
    if rows.empty:
        yield f"cells without a number passed over: {rows.empty}"
    if rows.marks_left:
        yield f"marks that the mapping gives no qualifier for stand beside numbers: {_most(rows.marks_left)}"
    if rows.unused:
        yield f"columns that the mapping does not use: {', '.join(rows.unused)}"
    if figures and not revision:
        unsaid = "the export does not say when its numbers were last updated"
        yield f"{unsaid}: give the day with --revision, or they cannot be told from a later export"


def left_out(rows: Rows) -> str:
    """Why no row was taken."""
    areas, indicators = rows.areas_left.total(), rows.indicators_left.total()
    return f"{rows.rows} rows read, {areas} of other areas, {indicators} of other indicators, {rows.empty} empty cells"


def faults(
    figures: list[Figure], known: dict[str, str], table: Table, undated: str, options: Options, store: Store
) -> Iterator[tuple[int, str]]:
    """What keeps sound rows from being taken: a source or indicator nobody explains, a number that the store has otherwise."""
    if options.source and not any(ask(store, "statements", thing=iri(f"source/{options.source}"))):
        yield 1, f"there is no source '{options.source}' in the store: leave --source out, or correct the key"
    for new in {one.indicator.id: one.indicator for one in figures if one.indicator.id not in known}.values():
        if missing := _missing(new):
            needed = f"give {', '.join(missing)} for '{new.code}' in the mapping"
            yield table.line, f"the indicator '{new.id}' is new here: {needed}, or the id of one that exists"
    for one in figures:
        node = observation_iri(one, table.mapping, undated)
        for quad in store.oxigraph.quads_for_pattern(node, dl("value"), None):
            if isinstance(quad.object, Literal) and Decimal(quad.object.value) != one.value:
                there = f"the store has {quad.object.value} for {one.indicator.id}, {one.period}, in the same revision"
                yield one.line, f"{there}, here stands {one.printed}: give the day of this export's update with --revision"


def _missing(one: Indicator) -> list[str]:
    """What an indicator that is new must have and this one lacks."""
    return [name for name, value in (("label-en", one.label_en), ("label-ru", one.label_ru), ("definition", one.definition)) if not value]


def _most(left: Counter[str]) -> str:
    first = ", ".join(f"{name} ({count})" for name, count in left.most_common(_LISTED))
    return first + (f" and {len(left) - _LISTED} more" if len(left) > _LISTED else "")


def _rows(count: int) -> str:
    return f"{count} row" + ("" if count == 1 else "s")
