"""A SPARQL query from the user's own file, its result as a table, CSV or JSON."""

from __future__ import annotations

import io
from pathlib import Path

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, serialize
from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph.errors import AskError
from graph.store import Store
from graph.terms import PREFIXES

__all__ = ["answer"]


def answer(store: Store, file: Path, format_: str) -> str:
    """The result of the query in ``file`` as ``table``, ``csv`` or ``json``; a graph is always N-Triples.

    Our prefixes need no declaration. Raises AskError where the query cannot be read.
    """
    try:
        return _answer(store, file.read_text(encoding="utf-8"), format_)
    except (SyntaxError, ValueError, RuntimeError) as error:
        raise AskError(f"{file}: the query cannot be asked: {error}") from error


def _answer(store: Store, query: str, format_: str) -> str:
    found = store.oxigraph.query(query, use_default_graph_as_union=True, prefixes=PREFIXES)
    if not isinstance(found, QuerySolutions | QueryBoolean):
        return (serialize(found, format=RdfFormat.N_TRIPLES) or b"").decode()
    if format_ == "table" and isinstance(found, QuerySolutions):
        return _table(found)
    wanted = QueryResultsFormat.CSV if format_ == "csv" and isinstance(found, QuerySolutions) else QueryResultsFormat.JSON
    return (found.serialize(format=wanted) or b"").decode() + ("\n" if wanted is QueryResultsFormat.JSON else "")


def _table(found: QuerySolutions) -> str:
    table = Table()
    for variable in found.variables:
        table.add_column(variable.value, overflow="fold")
    for solution in found:
        table.add_row(*(Text("" if term is None else getattr(term, "value", str(term))) for term in solution))
    out = io.StringIO()
    console = Console(file=out, width=160)
    console.print(table)
    console.print(f"{table.row_count} rows")
    return out.getvalue()
