"""The counts of a comparison in groups, as data, as rows for a table, and for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph.comparison import Comparison
from graph.counts import Group

__all__ = ["groups_data", "groups_rows", "print_groups"]

_GAPS = ("silent", "unclear", "not-applicable", "disputed", "not-researched")


def groups_data(groups: Sequence[Group]) -> list[dict[str, Any]]:
    """The groups with the counts of their answers and the cells behind each, as ``subject:measure``."""
    return [
        {
            "group": group.names,
            "total": group.total,
            "counts": [
                {
                    "answer": one.answer,
                    "gap": one.answer in _GAPS,
                    "n": len(one.cells),
                    "carried": one.carried,
                    "possible": one.possible,
                    "with_rivals": one.with_rivals,
                    "cells": [f"{subject}:{measure}" for subject, measure in one.cells],
                }
                for one in group.counts
            ],
        }
        for group in groups
    ]


def groups_rows(comparison: Comparison, groups: Sequence[Group]) -> list[dict[str, Any]]:
    """One row for each group and answer, with what the comparison was asked for."""
    return [
        item["group"]
        | {name: count[name] for name in ("answer", "n")}
        | {"of": item["total"]}
        | {name: count[name] for name in ("carried", "possible", "with_rivals", "cells")}
        | {"as_of": comparison.as_of, "known_by": comparison.known_by, "rule": comparison.query.rule, "release": comparison.release}
        for item in groups_data(groups)
        for count in item["counts"]
    ]


def print_groups(comparison: Comparison, groups: Sequence[Group], console: Console) -> None:
    """Print a line for each group, its answers with their counts, the largest names of gaps spelt out."""
    console.print(f"Answers counted, as of {comparison.as_of} (rule {comparison.query.rule}, release {comparison.release})\n")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in groups[0].names if groups else ():
        table.add_column(name)
    table.add_column("cells", justify="right")
    table.add_column("answers", ratio=1)
    for group in groups:
        counts = ", ".join(f"{one.answer} {len(one.cells)}{f' ({one.carried} carried)' if one.carried else ''}" for one in group.counts)
        table.add_row(*map(Text, group.names.values()), str(group.total), Text(counts))
    console.print(table)
