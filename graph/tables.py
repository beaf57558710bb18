"""Our own tables in: one CSV file and its CSVW metadata -> quads and complaints."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from graph.complaints import Complaint, Contents, not_utf8
from graph.metadata import METADATA_SUFFIX, Column, Table, read_metadata
from graph.rows import Fault, Row, load_rows
from graph.terms import graph_iri

__all__ = ["METADATA_SUFFIX", "Column", "Table", "load_table", "read_metadata"]


def load_table(path: Path, metadata: Path, shown_as: str | None = None) -> Contents:
    """What one CSV file says, in the named graph of that file, with all its faults.

    ``metadata`` is the CSVW file that describes it; ``shown_as`` the name complaints give to the file (its path).
    """
    table = read_metadata(metadata)
    graph = graph_iri(f"tables/{path.name}")
    contents = Contents()
    name = shown_as or str(path)
    load_rows(_rows(path, table, name, contents), table, graph, contents, partial(_complaint, name))
    return contents


def _complaint(name: str, fault: Fault) -> Complaint:
    return Complaint(name, fault.line, f"{fault.column}: {fault.message}" if fault.column else fault.message)


def _rows(path: Path, table: Table, name: str, contents: Contents) -> Iterator[Row]:
    """The rows that have as many fields as the header; what is wrong with the others goes into the contents."""
    header = table.header
    for line, fields, fault in _records(path):
        if fault or (line == 1 and (fault := _header_fault(fields, table))):
            contents.complaints.append(Complaint(name, line, fault))
            contents.unread.append(table.about.partition("{")[0])
            break
        if line == 1:
            header = fields
            continue
        if len(fields) != len(header):
            fault = f"{len(fields)} fields where the header has {len(header)}: look for a missing or extra comma or quote"
            contents.complaints.append(Complaint(name, line, fault))
            continue
        yield Row(line, dict.fromkeys(table.header, "") | dict(zip(header, fields, strict=True)))


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


def _header_fault(found: list[str], table: Table) -> str:
    wanted, required = table.header, {column.name for column in table.columns if column.required}
    if found == wanted[: len(found)] and required <= set(found):
        return ""  # a table written before its last columns were added is read as one that leaves them empty
    if len(found) == 1 and found[0].count(";") == len(wanted) - 1:
        return "the columns are separated by semicolons: save the file with commas"
    missing = [name for name in wanted if name not in found]
    unknown = [name for name in found if name not in wanted]
    said = [f"unknown column '{name}'" for name in unknown] + [f"column '{name}' is missing" for name in missing]
    return f"{'; '.join(said) or 'the columns are in another order'}: the first line must be {','.join(wanted)}"
