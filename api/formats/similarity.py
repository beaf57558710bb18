"""How alike subjects answer, as lines for a terminal."""

from __future__ import annotations

import io

from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph.comparison import Comparison
from graph.similarity import Similarity

__all__ = ["as_lines"]


def as_lines(comparison: Comparison, found: Similarity) -> str:
    """A line for each pair, in the order of the table, with the number of cells behind each share."""
    out = io.StringIO()
    console = Console(file=out, width=80, highlight=False)
    console.print(f"How alike countries answer, as of {comparison.as_of} (rule {comparison.query.rule}, release {comparison.release})")
    weights = ", ".join(f"{measure} {weight:g}" for measure, weight in found.weights.items())
    console.print(f"Your weights: {weights}; all others 1.\n" if weights else "Every measure counts 1.\n")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("subjects", ratio=1)
    for name in ("equal", "of", "percent"):
        table.add_column(name, justify="right")
    for pair in found.pairs.values():
        share = "too few" if pair.share is None else f"{100 * pair.share:.0f}"
        table.add_row(Text(f"{pair.first} {pair.second}"), str(pair.equal), str(pair.comparable), share)
    console.print(table)
    if found.apart:
        console.print(f"\nLeft out of the clustering, with too few comparable cells: {', '.join(found.apart)}")
    for join in found.joins:
        console.print(Text(f"{', '.join(join.first)} with {', '.join(join.second)} at distance {join.distance:.2f}"))
    return out.getvalue()
