"""How fast statutes are parsed, as ratios to work that cannot be avoided, and how much memory that takes, in one run.

Run: DRUGLAW_SOURCES=FOLDER python benchmarks/statute.py [MEGABYTES]. A text of some 50 MB is made of numbered copies of the
real texts (of an invented act where the folder is not given). The named alternatives: splitting the same text into stripped
lines, and one bare bulk load of the quads that the text gives. With the folder, recall and precision of articles and
headings are printed for every text that has a gold list.
"""

from __future__ import annotations

import csv
import os
import re
import resource
import sys
import time
from pathlib import Path

from pyoxigraph import Store as Oxigraph

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graph.terms import graph_iri
from loaders.act import ActText
from loaders.act_quads import VersionPlace, act_quads, assign_eids
from loaders.limits import Limits
from loaders.opening import open_file
from loaders.plain import plain_text
from loaders.statute.parsing import parse

ROOT = Path(__file__).resolve().parent.parent
LISTS = ROOT / "tests" / "data" / "statutes"
INVENTED = ROOT / "tests" / "data" / "statute" / "ru.txt"
HEADING = re.compile(r"^(Статья )(\d+)", re.MULTILINE)


def main() -> None:
    megabytes = float(sys.argv[1]) if len(sys.argv) > 1 else 50
    folder = os.environ.get("DRUGLAW_SOURCES")
    if folder:
        agreement(Path(folder))
    made = Path(folder, "statutes/by/marriage-and-family-code.ru.txt") if folder else INVENTED
    speed(copies(made.read_text(encoding="utf-8"), megabytes))


def agreement(folder: Path) -> None:
    """Print how the articles of each real text agree with its gold list, by number and by heading hash."""
    from tests.test_statute_gold import Article, compare, gold

    print("text                                     recall  precision  headings: recall  precision  repealed")
    for row in csv.DictReader((LISTS / "texts.csv").open(encoding="utf-8")):
        opened = open_file(folder / row["file"], Limits())
        assert not isinstance(opened, list), opened
        act = parse(plain_text(opened, Limits()).text)
        found = [Article(one.number, one.heading, one.status == "repealed") for one in act.walk() if one.level == "article"]
        one = compare(found, gold(row["list"]))
        figures = f"{one.recall:7.2%} {one.precision:10.2%} {one.heading_recall:17.2%} {one.heading_precision:10.2%} {one.repealed:9.2%}"
        print(f"{row['list']:40}{figures}  {row['condition']}")


def copies(text: str, megabytes: float) -> str:
    """Copies of an act, one behind the other, each with article numbers of its own."""
    first = text.index("\n", text.rindex("Статья 1")) if text.count("Статья 1.") > 1 else 0
    body, made, size, copy = text[first:] if first > 1000 else text, [], 0, 0
    while size < megabytes * 1e6:
        made.append(HEADING.sub(lambda found, copy=copy: f"{found[1]}{int(found[2]) + copy * 300}", body))  # type: ignore[misc]
        size += len(made[-1].encode())
        copy += 1
    return "\n".join(made)


def speed(text: str) -> None:
    """Print megabytes a second and ratios for one long text."""
    megabytes = len(text.encode()) / 1e6
    before = memory()
    lines, _ = taken(lambda: [line.strip() for line in text.split("\n")])
    parsing, act = taken(lambda: parse(text, "ru"))
    after = memory()
    assert isinstance(act, ActText)
    assign_eids(act)
    place = VersionPlace("by/example", "2020-01-01", graph_iri("load/benchmark"))
    making, quads = taken(lambda: list(act_quads(act, place)))
    assert isinstance(quads, list)
    loading, _ = taken(lambda: Oxigraph().bulk_extend(quads))
    divisions = sum(1 for _ in act.walk())
    print(f"\n{megabytes:.0f} MB, {divisions} divisions, {len(quads)} quads ({len(quads) / divisions:.1f} a division)")
    print(f"parsing {megabytes / parsing:.1f} MB/s of processor time: {parsing / lines:.0f} times splitting into lines")
    print(f"making quads {making:.1f} s, bare bulk load of them {loading:.1f} s; parsing took {parsing / loading:.2f} times the bulk load")
    print(f"memory: {after - before:.0f} MB more while parsing, {(after - before) / megabytes:.1f} times the text")


def taken(call: object) -> tuple[float, object]:
    """Processor seconds of a call, and what it gave."""
    start = time.process_time()
    result = call() if callable(call) else None
    return time.process_time() - start or 1e-9, result


def memory() -> float:
    """The most memory that this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
