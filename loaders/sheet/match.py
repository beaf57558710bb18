"""Which of our tables a sheet is, and which of its columns is which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from graph.dataset import BUILT_IN
from graph.errors import nearest
from graph.metadata import METADATA_SUFFIX, Table, read_metadata
from loaders.sheet.grid import Grid, Problem
from loaders.sheet.words import reserved

__all__ = ["COMMENT", "Matched", "columns_of", "passed_over", "table_of", "tables"]

COMMENT = "#"
_ALIKE = 0.6


@cache
def tables() -> dict[str, Table]:
    """Every table that a sheet can be, by name: those of the data, and the sources."""
    own = Path(str(files("loaders"))) / "sheet"
    found = [*(BUILT_IN / "tables").glob("*" + METADATA_SUFFIX), *own.glob("*" + METADATA_SUFFIX)]
    return {table.name: table for table in sorted(map(read_metadata, found), key=lambda table: table.name)}


def passed_over(grid: Grid) -> bool:
    """Whether a sheet is none of the coder's: an empty one, one of the template's own, or one whose name begins with ``#``."""
    return not grid.rows or grid.name.startswith(COMMENT) or _plain(grid.name) in {_plain(name) for name in reserved()}


def table_of(grid: Grid) -> Table | None:
    """The table that a sheet is by its name or, where no table is called so, by its header."""
    if found := tables().get(_plain(grid.name).replace("_", "-")):
        return found
    header = {name for _, name in _header(grid)}
    alike = {name: _alike(header, table) for name, table in tables().items()}
    best = max(alike, key=lambda name: alike[name])
    return tables()[best] if alike[best] >= _ALIKE and list(alike.values()).count(alike[best]) == 1 else None


def _alike(header: set[str], table: Table) -> float:
    needed = {column.name for column in table.columns if column.required}
    return min(len(header & set(table.header)) / max(len(header), 1), len(header & needed) / len(needed))


def _header(grid: Grid) -> Iterator[tuple[int, str]]:
    """The columns of a sheet that have a name in its first row, and that name as we write names."""
    for column, cell in sorted(grid.rows[min(grid.rows)].items()) if grid.rows else ():
        if isinstance(cell.value, str) and (name := _plain(cell.value)) and not cell.fault:
            yield column, name


def _plain(name: str) -> str:
    return "_".join(name.replace("\u00a0", " ").strip().rstrip("*").lower().split())


@dataclass(frozen=True)
class Matched:
    """Where the columns of a table stand in a sheet. ``table`` asks for no column that the sheet lacks; ``whole``: its key is there."""

    table: Table
    at: dict[str, int]
    ignored: frozenset[int]
    faults: list[Problem]
    whole: bool


def columns_of(grid: Grid, table: Table) -> Matched:
    """The columns of a sheet matched by name in any order, and what is wrong with its header."""
    row = min(grid.rows)
    at: dict[str, int] = {}
    ignored, faults = set(), []
    for column, name in _header(grid):
        if name.startswith(COMMENT):
            ignored.add(column)
        elif name not in table.header:
            near = nearest(name, table.header, 3)
            said = f"the table {table.name} has no column '{name}'{'; near: ' + ', '.join(near) if near else ''}"
            faults.append(Problem(grid.name, row, column, f"{said}: correct the name, or begin it with {COMMENT}", name))
            ignored.add(column)
        elif name in at:
            faults.append(Problem(grid.name, row, column, f"the column '{name}' stands twice: take one out", name))
            ignored.add(column)
        else:
            at[name] = column
    missing = [column.name for column in table.columns if column.required and column.name not in at]
    faults += [Problem(grid.name, row, 0, f"the column '{name}' is missing: add it") for name in missing]
    easier = tuple(replace(column, required=False) if column.name in missing else column for column in table.columns)
    return Matched(replace(table, columns=easier), at, frozenset(ignored), faults, not set(table.key) & set(missing))
