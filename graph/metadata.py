"""What the columns of a table mean: its CSVW metadata.

The metadata beside each table say what a column means: its property, whether it must be filled, its type, how lists
are split, and the template of the IRI it stands for. No column is known to the code by name.

Source: W3C, Metadata Vocabulary for Tabular Data (2015) and Generating RDF from Tabular Data on the Web (2015); of
them the parts our metadata use: ``aboutUrl``, ``propertyUrl``, ``valueUrl``, ``required``, ``separator``,
``datatype`` (string with ``format``, integer, decimal), ``lang``, ``primaryKey`` and virtual columns. Two kinds of value
that CSVW has no word for are named in ``dc:type``: the EDTF profiles, and ``thing`` (a short id of a subject).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode

__all__ = ["METADATA_SUFFIX", "Column", "Table", "fill", "named_in", "read_metadata"]

METADATA_SUFFIX = "-metadata.json"
_PLACE = re.compile(r"\{\+?(\w+)\}")


@dataclass(frozen=True)
class Column:
    """One column as the metadata describe it; ``kind`` is the datatype or the ``dc:type``, ``description`` is for people."""

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
    description: str


@dataclass(frozen=True)
class Table:
    """A table: its name and title, its row template, its key and its columns in order."""

    name: str
    title: str
    description: str
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
    document = json.loads(path.read_text(encoding="utf-8"))
    schema = document["tableSchema"]
    columns = tuple(_column(raw, schema["aboutUrl"]) for raw in schema["columns"])
    return Table(
        name=path.name.removesuffix(METADATA_SUFFIX).removesuffix(".csv"),
        title=document["dc:title"],
        description=document["dc:description"],
        about=schema["aboutUrl"],
        key=tuple(schema["primaryKey"]),
        columns=columns,
    )


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
        description=raw.get("dc:description", ""),
    )


def named_in(template: str) -> set[str]:
    """The columns that a template needs."""
    return set(_PLACE.findall(template))


def fill(template: str, values: Mapping[str, str]) -> str:
    """The IRI that a template makes of the fields of a row, such as ``finding/{id}``."""
    return _PLACE.sub(lambda place: values[place[1]], template)
