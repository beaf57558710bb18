"""The rows of a table, from wherever they were read -> quads and complaints."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from graph import dates
from graph.complaints import Complaint, Contents
from graph.metadata import Column, Table, fill, named_in
from graph.terms import BASE, UNSAFE, subject_iri

__all__ = ["Fault", "Row", "entries", "load_rows", "term"]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_CONTROL = re.compile(r"[\x00-\x1f]")
_NUMBERS = {"integer": re.compile(r"-?[0-9]+"), "decimal": re.compile(r"-?[0-9]+(\.[0-9]+)?")}
_EDTF: dict[str, Callable[[str], object]] = {
    "edtf": dates.span,
    "edtf-open": lambda text: None if text == ".." else dates.span(text),
    "edtf-interval": dates.interval,
}


@dataclass(frozen=True)
class Row:
    """One row: the line it stands on, a text for every column, and what kept a field from being read at all."""

    line: int
    values: Mapping[str, str]
    faults: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """What is wrong with one field of a row; ``column`` is '' where it is the row as a whole."""

    line: int
    column: str
    message: str


def load_rows(
    rows: Iterable[Row],
    table: Table,
    graph: NamedNode,
    contents: Contents,
    complain: Callable[[Fault], Complaint],
    counted_in: str = "line",
) -> None:
    """Add to ``contents`` what the rows of one table say, in ``graph``, and all their faults.

    ``complain`` puts a fault into the words of the file it was found in. Of a row with a fault the sound fields are kept,
    so that one fault is not reported as two. ``counted_in``: what the file has, lines or rows.
    """
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        faults = list(_row_faults(row, table))
        faulty = {fault.column for fault in faults}
        faulty |= {column.name for column in table.columns if named_in(column.value_url) & faulty}
        key = tuple(row.values[name] for name in table.key)
        if faulty.intersection(table.key):
            contents.unread.append(table.about.partition("{")[0])
        elif key in seen:
            faults.append(Fault(row.line, "", f"'{'#'.join(key)}' is also on {counted_in} {seen[key]}: give each row an id of its own"))
        else:
            seen[key] = row.line
            contents.lines[fill(table.about, row.values)] = row.line
            contents.quads += _row_quads(row.values, table, graph, faulty)
            contents.spoiled.update(
                (fill(column.about, row.values), column.prop.value) for column in table.columns if column.name in faulty and column.prop
            )
        contents.complaints += map(complain, faults)


def _row_faults(row: Row, table: Table) -> Iterator[Fault]:
    for column in table.columns:
        if column.name in row.faults:
            yield Fault(row.line, column.name, row.faults[column.name])
        elif not column.virtual:
            for message in _field_faults(row.values[column.name], column):
                yield Fault(row.line, column.name, message)


def _field_faults(text: str, column: Column) -> Iterator[str]:
    if not text:
        if column.required:
            yield "must not be empty"
        return
    if text != text.strip() or _CONTROL.search(text):
        yield f"'{text.strip()}' has spaces around it or a control character in it: take them out"
        return
    for value in entries(text, column):
        yield from _value_faults(value, column)


def _value_faults(value: str, column: Column) -> Iterator[str]:
    if not value or value != value.strip():
        yield f"an empty entry or stray space in the list: join entries with '{column.separator}' exactly"
    elif column.separator and column.separator.strip() in value:
        yield f"'{value}' is a list without a space: join entries with '{column.separator}' exactly"
    elif column.kind in _EDTF:
        try:
            _EDTF[column.kind](value)
        except dates.DateError as error:
            yield str(error)
    elif column.kind in _NUMBERS and not _NUMBERS[column.kind].fullmatch(value):
        yield f"'{value}' is not a number: write digits only, with a point for decimals"
    elif column.pattern and not re.fullmatch(column.pattern, value):
        yield f"'{value}' is not an id: use lower-case letters, digits and single hyphens"
    elif (column.value_url or column.kind == "thing") and not _makes_iri(value, column):
        yield f"'{value}' has a character that no identifier may have: write the id, such as per-se or kz/drug-law-1998, not the name"
    elif (column.value_url or column.kind == "thing") and value != value.lower() and "#" not in value and column.name != "source":
        yield f"'{value}' has capital letters: ids are lower case, write '{value.lower()}'"


def _makes_iri(value: str, column: Column) -> bool:
    """Whether an identifier may hold all the characters of a value, whatever stands in the other columns of its row."""
    try:
        NamedNode(fill(column.value_url or f"{BASE}{{{column.name}}}", defaultdict(lambda: "x", {column.name: value})))
    except ValueError:
        return False
    return not UNSAFE.search(value)


def _row_quads(values: Mapping[str, str], table: Table, graph: NamedNode, faulty: set[str]) -> Iterator[Quad]:
    for column in table.columns:
        if column.prop is None or column.name in faulty or not (column.virtual or values[column.name]):
            continue
        about = NamedNode(fill(column.about, values))
        for text in [""] if column.virtual else entries(values[column.name], column):
            yield Quad(about, column.prop, term(text, column, values), graph)


def entries(text: str, column: Column) -> list[str]:
    """The values that one field holds: one, or as many as its separator joins."""
    return text.split(column.separator) if column.separator else [text]


def term(text: str, column: Column, values: Mapping[str, str]) -> NamedNode | Literal:
    """What one value of a column stands for; ``values`` are the other fields of its row."""
    if column.value_url:
        return NamedNode(fill(column.value_url, {**values, column.name: text}))
    if column.kind == "thing":
        return subject_iri(text)
    if column.lang:
        return Literal(text, language=column.lang)
    if column.kind in _NUMBERS:
        return Literal(text, datatype=NamedNode(_XSD + column.kind))
    return Literal(text)
