"""Ask a store a named question: one ``.rq`` file in ``graph/queries/``, its values bound, never pasted in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import cast

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions

from graph.store import Store

__all__ = ["Row", "Term", "ask", "bind", "question", "text"]

Term = NamedNode | BlankNode | Literal
Row = dict[str, Term]


@cache
def question(name: str) -> str:
    """The SPARQL text of a named question, its parameters at their example values."""
    return files("graph").joinpath("queries", f"{name}.rq").read_text(encoding="utf-8")


def bind(query: str, **values: Term | Iterable[Term]) -> str:
    """The query with other values in its ``VALUES ?name { ... }`` blocks.

    Every parameter of a question stands in such a block, with an example. The terms write themselves, so no text of a
    caller gets into the query unescaped. Raises KeyError for a name that the query has no block for.
    """
    for name, value in values.items():
        terms = [value] if isinstance(value, NamedNode | BlankNode | Literal) else list(value)
        written = f"VALUES ?{name} {{ {' '.join(map(str, terms))} }}"
        query, count = re.subn(rf"VALUES \?{name} \{{[^}}]*\}}", lambda _, block=written: block, query)  # type: ignore[misc]
        if not count:
            raise KeyError(name)
    return query


def ask(store: Store, name: str, **values: Term | Iterable[Term]) -> Iterator[Row]:
    """The rows that answer a named SELECT question, unbound variables left out of each."""
    query = bind(question(name), **values)
    found = cast(QuerySolutions, store.oxigraph.query(query, use_default_graph_as_union=True))
    names = [variable.value for variable in found.variables]
    for solution in found:
        yield {name: cast(Term, term) for name in names if (term := solution[name]) is not None}


def text(row: Row, name: str) -> str:
    """The text of one value of a row, '' where it is unbound."""
    term = row.get(name)
    return term.value if term is not None else ""
