"""Suggestions for the articles of an act, in a terminal."""

from __future__ import annotations

import sys
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

__all__ = ["print_suggestions"]

_SHOWN = 6


def print_suggestions(found: dict[str, Any]) -> None:
    """Print them for reading: each article with its measures, the best first, and the words that spoke for them."""
    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else 100, highlight=False)
    console.print(Text(f"Suggestions for {found['version']}", style="bold"))
    console.print(Text(found["note"], style="italic"))
    for (number, heading), rows in groupby(found["items"], key=lambda one: (one["article"], one["heading"])):
        console.print()
        console.print(Text(" ".join(f"{number} {heading}".split()), style="bold"))
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1), expand=True)
        table.add_column(width=6, justify="right")
        table.add_column(ratio=2)
        table.add_column(ratio=3, style="dim")
        for row in rows:
            mark = " (recorded)" if row["recorded"] else ""
            table.add_row(
                f"{row['score']:.2f}", Text(f"{row['label']} [{row['measure']}]{mark}"), Text(", ".join(row["triggers"][:_SHOWN]))
            )
        console.print(table)
    articles = len({one["article"] for one in found["items"]})
    console.print()
    console.print(Text(f"{found['total']} suggestions for {articles} articles, scores from {found['min_score']:g} up."))
