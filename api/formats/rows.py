"""Rows of any list as CSV or Markdown, and any document as JSON."""

from __future__ import annotations

import csv
import io
from typing import Any

import orjson

from api.formats.fields import guarded

__all__ = ["Row", "as_csv", "as_markdown", "json_document"]

Row = dict[str, Any]


def _flat(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(_flat, value))
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_flat(one)}" for name, one in value.items() if one not in (None, "", []))
    return "" if value is None else str(value)


def json_document(document: object) -> bytes:
    """A document as indented JSON (RFC 8259): one form for page and terminal, so that both give the same bytes."""
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def as_csv(rows: list[Row]) -> str:
    """Rows as CSV (RFC 4180), the columns of all of them; lists inside a field joined by semicolons.

    What a spreadsheet would calculate is guarded as ``api.formats.fields`` says.
    """
    file = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.writer(file)
    writer.writerow(map(guarded, names))
    writer.writerows([guarded(_flat(row.get(name))) for name in names] for row in rows)
    return file.getvalue()


def as_markdown(rows: list[Row]) -> str:
    """Rows as one Markdown table."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [names, ["---"] * len(names), *([_flat(row.get(name)) for name in names] for row in rows)]
    return "".join("| " + " | ".join(_escape(cell) for cell in line) + " |\n" for line in lines)


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")
