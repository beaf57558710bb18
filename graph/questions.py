"""Ask a store a named question: one ``.rq`` file in ``graph/queries/``, its values bound, never pasted in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import cast

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Variable

from graph.store import Store

__all__ = ["Row", "Term", "ask", "question", "text"]

Term = NamedNode | BlankNode | Literal
Row = dict[str, Term]


@cache
def question(name: str) -> str:
    """The SPARQL text of a named question."""
    return files("graph").joinpath("queries", f"{name}.rq").read_text(encoding="utf-8")


def ask(store: Store, name: str, **values: Term | Iterable[Term]) -> Iterator[Row]:
    """The rows that answer a named SELECT question, unbound variables left out of each.

    A single value is bound to the variable of its name; several become a ``VALUES`` block, written from terms that
    the store's own library has checked.
    """
    single: dict[Variable, Term] = {}
    query = question(name)
    for variable, value in values.items():
        if isinstance(value, NamedNode | BlankNode | Literal):
            single[Variable(variable)] = value
        else:
            query += f"\nVALUES ?{variable} {{ {' '.join(map(str, value))} }}"
    found = cast(QuerySolutions, store.oxigraph.query(query, use_default_graph_as_union=True, substitutions=cast("Mapping[Variable, object]", single)))  # type: ignore[arg-type]
    names = [variable.value for variable in found.variables]
    for solution in found:
        yield {name: cast(Term, term) for name in names if (term := solution[name]) is not None}


def text(row: Row, name: str) -> str:
    """The text of one value of a row, '' where it is unbound."""
    term = row.get(name)
    return term.value if term is not None else ""
