"""A worked row for a table of the template."""

from __future__ import annotations

import csv
import re

from pyoxigraph import Literal, NamedNode

from graph.choices import named_kind
from graph.dataset import BUILT_IN
from graph.metadata import Column, Table, fill
from graph.store import Store
from graph.terms import id_of
from loaders.sheet.words import plan

__all__ = ["example"]


def example(table: Table, store: Store) -> list[str]:
    """A row of the data: the thing that the plan names, out of the store, or else the first row of the built-in table."""
    if key := plan()["examples"].get(table.name):
        return _row(table, key, store)
    path = BUILT_IN / "tables" / f"{table.name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return next(iter([*csv.reader(file)][1:]), [])


def _row(table: Table, key: str, store: Store) -> list[str]:
    """The row that the store would have in a table for the thing of this key; nothing where it does not know it."""
    row = []
    for column in (one for one in table.columns if not one.virtual):
        about = NamedNode(fill(column.about, {table.key[0]: key}))
        objects = [quad.object for quad in store.oxigraph.quads_for_pattern(about, column.prop, None, None)] if column.prop else []
        row.append(column.separator.join(sorted(_written(one, column) for one in objects)) if column.prop else key)
    return row if any(row[1:]) else []


def _written(value: object, column: Column) -> str:
    if isinstance(value, NamedNode):
        return id_of(value) if column.kind == "thing" else re.split("[/#]", value.value)[-1] if named_kind(column) else value.value
    return value.value if isinstance(value, Literal) else ""
