"""How long the printed table takes, as ratios: against the plain way of python-docx and pandas to write the bare matrix, in one run.

Run: python benchmarks/printed.py. The bare matrix has the words of the cells and nothing else: no notes, no sources, no legend.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import docx
import pandas

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from api.formats.comparison import cell_text
from api.formats.editions import Edition, written
from graph.comparison import Query, compare
from graph.knowledge import Knowledge
from graph.store import open_store


def median(call: Callable[[], object], times: int = 5) -> float:
    """The median of some runs, in seconds of the processor."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        call()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def main() -> None:
    found = compare(Knowledge(open_store()), Query(as_of="2008-10-31"))
    rows = [[measure.label, *(cell_text(found.cells[one.id, measure.id]) for one in found.subjects)] for measure in found.measures]
    head = ["measure", *(one.label for one in found.subjects)]

    def bare_docx() -> None:
        document = docx.Document()
        table = document.add_table(len(rows) + 1, len(head))
        for row, words in enumerate([head, *rows]):
            for column, word in enumerate(words):
                table.cell(row, column).text = word
        document.save(io.BytesIO())

    def bare_xlsx() -> None:
        pandas.DataFrame(rows, columns=head).to_excel(io.BytesIO(), index=False)

    start = time.process_time()
    written(found, "md", Edition())
    print(f"the first printed table formats its citations: {time.process_time() - start:.2f} s; they are kept for the next")
    for name, bare in (("docx", bare_docx), ("xlsx", bare_xlsx)):
        ours, theirs = median(lambda name=name: written(found, name, Edition())), median(bare)
        print(f"{name}: {ours:.2f} s, {len(found.cells)} cells with notes and sources; bare {theirs:.2f} s; ratio {ours / theirs:.2f}")
    for name in ("tex", "html", "md", "csv-metadata.json", "csv"):
        print(f"{name}: {median(lambda name=name: written(found, name, Edition())):.3f} s")


if __name__ == "__main__":
    main()
