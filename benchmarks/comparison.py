"""How long the comparison takes, as ratios: the served table against SPARQL on rdflib's own engine, in one run.

Run: python benchmarks/comparison.py. The same well-ordered question (comparison.rq) is asked of Oxigraph and of rdflib
over the same triples, and the cells of all three ways are compared before anything is timed.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import orjson
import rdflib
from pyoxigraph import Literal, NamedNode, RdfFormat

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from api.formats.comparison import as_json
from graph.comparison import Query, compare
from graph.knowledge import Knowledge
from graph.questions import ask, bind, question, text
from graph.store import open_store
from graph.terms import PREFIXES, id_of

DAY = "2008-10-31"
NUMBER = Literal(DAY.replace("-", ""), datatype=NamedNode(PREFIXES["xsd"] + "integer"))
Cells = dict[tuple[str, str], frozenset[str]]


def median(call: Callable[[], object], times: int) -> float:
    """The median of some runs, in seconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    store = open_store()
    knowledge = Knowledge(store)
    everything = Query(subjects=sorted({finding.subject for finding in knowledge.findings}), as_of=DAY)
    graph = rdflib.Graph()
    dumped = store.oxigraph.dump(format=RdfFormat.N_QUADS) or b""
    for quad in rdflib.Dataset().parse(data=dumped, format="nquads").quads():
        graph.add(quad[:3])
    query = bind(question("comparison"), day=NUMBER)

    def shown() -> Cells:
        cells = compare(knowledge, everything).cells
        return {key: frozenset(cell.answers) for key, cell in cells.items() if cell.answers and cell.answer != "not-applicable"}

    def oxigraph() -> Cells:
        rows = ask(store, "comparison", day=NUMBER)
        return {(id_of(text(r, "subject")), id_of(text(r, "measure"))): frozenset(text(r, "answers").split(" | ")) for r in rows}

    def on_rdflib() -> Cells:
        rows = graph.query(query)
        return {(id_of(str(r.subject)), id_of(str(r.measure))): frozenset(str(r.answers).split(" | ")) for r in rows}  # type: ignore[union-attr]

    applicable = shown()
    assert oxigraph() == applicable, "Oxigraph gives other cells"
    start = time.perf_counter()
    assert on_rdflib() == applicable, "rdflib gives other cells"
    slow = time.perf_counter() - start
    served = median(lambda: orjson.dumps(as_json(compare(knowledge, Query(as_of=DAY)))), 50)
    middle = median(oxigraph, 5)
    print(f"{len(graph)} triples, {len(applicable)} cells with an answer, equal by all three ways")
    print(f"compare.json, all subjects and measures: {served * 1000:8.1f} ms")
    print(f"comparison.rq on Oxigraph:               {middle * 1000:8.1f} ms  ({middle / served:.0f} times as long)")
    print(f"comparison.rq on rdflib's engine:        {slow * 1000:8.1f} ms  ({slow / served:.0f} times as long)")


if __name__ == "__main__":
    main()
