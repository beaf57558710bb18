"""Our own tables in: one CSV file and its CSVW metadata -> quads and complaints.

The metadata beside each table say what a column means: its property, whether it must be filled, its type, how lists
are split, and the template of the IRI it stands for. No column is known to this code by name.

Source: W3C, Metadata Vocabulary for Tabular Data (2015) and Generating RDF from Tabular Data on the Web (2015); of
them the parts our metadata use: ``aboutUrl``, ``propertyUrl``, ``valueUrl``, ``required``, ``separator``,
``datatype`` (string with ``format``, integer, decimal), ``lang``, ``primaryKey`` and virtual columns. Two kinds of value
that CSVW has no word for are named in ``dc:type``: the EDTF profiles, and ``thing`` (a short id of a subject).
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from graph import dates
from graph.complaints import Complaint, Contents, not_utf8
from graph.terms import UNSAFE, graph_iri, subject_iri

__all__ = ["Column", "Table", "load_table", "read_metadata"]

METADATA_SUFFIX = "-metadata.json"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_PLACE = re.compile(r"\{\+?(\w+)\}")
_CONTROL = re.compile(r"[\x00-\x1f]")
_NUMBERS = {"integer": re.compile(r"-?[0-9]+"), "decimal": re.compile(r"-?[0-9]+(\.[0-9]+)?")}
_EDTF: dict[str, Callable[[str], object]] = {
    "edtf": dates.span,
    "edtf-open": lambda text: None if text == ".." else dates.span(text),
    "edtf-interval": dates.interval,
}


@dataclass(frozen=True)
class Column:
    """One column as the metadata describe it; ``kind`` is the datatype or the ``dc:type``."""

    name: str
    about: str
    prop: NamedNode | None
    value_url: str
    required: bool
    virtual: bool
    separator: str
    kind: str
    pattern: str
    lang: str


@dataclass(frozen=True)
class Table:
    """A table: its row template, its key and its columns in order."""

    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def header(self) -> list[str]:
        """The column names that the first line of the file must have."""
        return [column.name for column in self.columns if not column.virtual]


@cache
def read_metadata(path: Path) -> Table:
    """The table that a CSVW metadata file describes."""
    schema = json.loads(path.read_text(encoding="utf-8"))["tableSchema"]
    columns = tuple(_column(raw, schema["aboutUrl"]) for raw in schema["columns"])
    return Table(schema["aboutUrl"], tuple(schema["primaryKey"]), columns)


def _column(raw: dict[str, Any], about: str) -> Column:
    datatype = raw.get("datatype", "string")
    base = datatype if isinstance(datatype, str) else datatype["base"]
    return Column(
        name=raw["name"],
        about=raw.get("aboutUrl", about),
        prop=None if raw.get("suppressOutput") else NamedNode(raw["propertyUrl"]),
        value_url=raw.get("valueUrl", ""),
        required=raw.get("required", False),
        virtual=raw.get("virtual", False),
        separator=raw.get("separator", ""),
        kind=raw.get("dc:type", base),
        pattern="" if isinstance(datatype, str) else datatype.get("format", ""),
        lang=raw.get("lang", ""),
    )


def load_table(path: Path, metadata: Path, shown_as: str | None = None) -> Contents:
    """What one CSV file says, in the named graph of that file, with all its faults.

    ``metadata`` is the CSVW file that describes it; ``shown_as`` the name complaints give to the file (its path).
    Of a row with a fault the sound fields are kept, so that one fault is not reported as two.
    """
    table = read_metadata(metadata)
    graph = graph_iri(f"tables/{path.name}")
    contents = Contents()
    name = shown_as or str(path)
    seen: dict[tuple[str, ...], int] = {}
    for line, fields, fault in _records(path):
        if fault or (line == 1 and (fault := _header_fault(fields, table.header))):
            contents.complaints.append(Complaint(name, line, fault))
            contents.unread.append(table.about.partition("{")[0])
            break
        if line == 1:
            continue
        if len(fields) != len(table.header):
            fault = f"{len(fields)} fields where the header has {len(table.header)}: look for a missing or extra comma or quote"
            contents.complaints.append(Complaint(name, line, fault))
            continue
        _take_row(dict(zip(table.header, fields, strict=True)), table, graph, Complaint(name, line, ""), seen, contents)
    return contents


def _take_row(
    values: dict[str, str],
    table: Table,
    graph: NamedNode,
    place: Complaint,
    seen: dict[tuple[str, ...], int],
    contents: Contents,
) -> None:
    """Add one row to the contents: its sound fields as quads, its faults as complaints at ``place``."""
    faulty = set()
    for column in table.columns:
        for fault in () if column.virtual else _field_faults(values[column.name], column):
            contents.complaints.append(Complaint(place.file, place.line, f"{column.name}: {fault}"))
            faulty.add(column.name)
    key = tuple(values[name] for name in table.key)
    if faulty.intersection(table.key):
        contents.unread.append(table.about.partition("{")[0])
    elif key in seen:
        fault = f"'{'#'.join(key)}' is also on line {seen[key]}: give each row an id of its own"
        contents.complaints.append(Complaint(place.file, place.line, fault))
    else:
        seen[key] = place.line
        contents.lines[_fill(table.about, values)] = place.line
        contents.quads += _row_quads(values, table, graph, faulty)
        contents.spoiled.update(
            (_fill(column.about, values), column.prop.value) for column in table.columns if column.name in faulty and column.prop
        )


def _records(path: Path) -> Iterator[tuple[int, list[str], str]]:
    """Line number, fields and fault ('' if none) of each record; a fault of the file itself ends it."""
    line = 0
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            for fields in reader:
                if fields:
                    yield line + 1, fields, ""
                line = reader.line_num
    except csv.Error as error:
        yield (
            line + 1,
            [],
            f"the line cannot be read ({error}): put quotes around a field with a comma or quote, and double the quotes in it",
        )
    except UnicodeDecodeError:
        fault = not_utf8(path, "")
        yield fault.line, [], fault.message
    if line == 0:
        yield 1, [], "the file is empty: its first line must name the columns"


def _header_fault(found: list[str], wanted: list[str]) -> str:
    if found == wanted:
        return ""
    if len(found) == 1 and found[0].count(";") == len(wanted) - 1:
        return "the columns are separated by semicolons: save the file with commas"
    missing = [name for name in wanted if name not in found]
    unknown = [name for name in found if name not in wanted]
    said = [f"unknown column '{name}'" for name in unknown] + [f"column '{name}' is missing" for name in missing]
    return f"{'; '.join(said) or 'the columns are in another order'}: the first line must be {','.join(wanted)}"


def _field_faults(text: str, column: Column) -> Iterator[str]:
    if not text:
        if column.required:
            yield "must not be empty"
        return
    if text != text.strip() or _CONTROL.search(text):
        yield f"'{text.strip()}' has spaces around it or a control character in it: take them out"
        return
    for value in _entries(text, column):
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
    elif (column.value_url or column.kind == "thing") and UNSAFE.search(value):
        yield f"'{value}' has a character that no identifier may have: write the id, such as per-se or kz/drug-law-1998, not the name"
    elif (column.value_url or column.kind == "thing") and value != value.lower() and "#" not in value and column.name != "source":
        yield f"'{value}' has capital letters: ids are lower case, write '{value.lower()}'"


def _fill(template: str, values: dict[str, str]) -> str:
    return _PLACE.sub(lambda place: values[place[1]], template)


def _row_quads(values: dict[str, str], table: Table, graph: NamedNode, faulty: set[str]) -> Iterator[Quad]:
    for column in table.columns:
        if column.prop is None or column.name in faulty or not (column.virtual or values[column.name]):
            continue
        about = NamedNode(_fill(column.about, values))
        for text in [""] if column.virtual else _entries(values[column.name], column):
            yield Quad(about, column.prop, _term(text, column, values), graph)


def _entries(text: str, column: Column) -> list[str]:
    return text.split(column.separator) if column.separator else [text]


def _term(text: str, column: Column, values: dict[str, str]) -> NamedNode | Literal:
    if column.value_url:
        return NamedNode(_fill(column.value_url, {**values, column.name: text}))
    if column.kind == "thing":
        return subject_iri(text)
    if column.lang:
        return Literal(text, language=column.lang)
    if column.kind in _NUMBERS:
        return Literal(text, datatype=NamedNode(_XSD + column.kind))
    return Literal(text)
