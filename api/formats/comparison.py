"""The comparison as data and text: JSON, CSV (long and wide), Markdown."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import orjson

from api.formats.editions import Edition
from graph.codebook import Measure
from graph.comparison import Comparison
from graph.findings import Finding
from graph.knowledge import Subject
from graph.rules import Cell

__all__ = ["LONG", "as_csv", "as_json", "as_markdown", "cell_text", "csv_bytes", "json_bytes", "long_row", "markdown_bytes"]

LONG = (
    *("subject", "measure", "status", "answer", "basis", "certainty", "since", "carried_from", "reading"),
    *("provisions", "sources", "n_supports", "n_rivals", "as_of", "known_by", "rule", "release"),
)


def json_bytes(comparison: Comparison, edition: Edition) -> bytes:
    """The comparison as an indented JSON file."""
    return orjson.dumps(as_json(comparison), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def csv_bytes(comparison: Comparison, edition: Edition) -> bytes:
    """The comparison as a CSV file in UTF-8."""
    return as_csv(comparison, edition.layout).encode()


def markdown_bytes(comparison: Comparison, edition: Edition) -> bytes:
    """The comparison as a Markdown file in UTF-8."""
    return as_markdown(comparison).encode()


def as_json(comparison: Comparison) -> dict[str, Any]:
    """The comparison as the object that ``/compare.json`` promises."""
    written: dict[str, dict[str, Any]] = {}

    def write(finding: Finding) -> dict[str, Any]:
        if finding.id not in written:
            written[finding.id] = finding.as_dict()
        return written[finding.id]

    citations = comparison.knowledge.citations
    return {
        "as_of": comparison.as_of,
        "known_by": comparison.known_by or None,
        "rule": comparison.query.rule,
        "grade": comparison.query.grade or None,
        "release": comparison.release,
        "receipt": comparison.receipt,
        "undated_sources_left_out": comparison.undated,
        "subjects": [{"id": subject.id, "label": subject.label} for subject in comparison.subjects],
        "measures": [measure.as_dict() for measure in comparison.measures],
        "cells": [
            {
                "subject": subject.id,
                "measure": measure.id,
                **_values(cell),
                "provisions": [{"id": one, "label": citations.get(one, one)} for one in _provisions(cell)],
                "evidence": [{"source": one.source, "locator": one.locator, "grade": one.grade} for one in cell.decisive],
                "supports": [write(one) for one in cell.supports],
                "rivals": [write(one) for one in cell.rivals],
                "unsettled": [write(one) for one in cell.unsettled],
            }
            for subject, measure, cell in comparison.rows()
        ],
    }


def _values(cell: Cell) -> dict[str, Any]:
    chosen = cell.chosen
    return {
        "status": cell.status,
        "answer": cell.answer or None,
        "basis": chosen.basis if chosen else None,
        "certainty": cell.certainty or None,
        "since": (chosen.from_ or None) if chosen else None,
        "carried_from": cell.carried_from or None,
        "reading": chosen.reading if chosen else None,
        "conditions": (chosen.conditions or None) if chosen else None,
        "because": cell.because,
    }


def _provisions(cell: Cell) -> list[str]:
    return list(dict.fromkeys(provision for finding in cell.decisive for provision in finding.provisions))


def cell_text(cell: Cell, named: Callable[[str], str] = str) -> str:
    """A cell where only text fits: the answer, ``disputed: a | b`` or the kind of gap, and from when it is carried.

    ``named`` gives the words for a slug; without it the slugs stand themselves.
    """
    if cell.status == "disputed":
        return f"{named('disputed')}: {' | '.join(map(named, cell.answers))}"
    carried = f" ({named('carried')} {cell.carried_from})" if cell.carried_from else ""
    return named(cell.answer or cell.status) + carried


def as_csv(comparison: Comparison, layout: str = "long") -> str:
    """The comparison as CSV (RFC 4180): one row a cell, or with ``layout='wide'`` measures against subjects."""
    file = io.StringIO()
    writer = csv.writer(file)
    if layout == "wide":
        writer.writerow(["measure", *(subject.id for subject in comparison.subjects)])
        writer.writerows(_wide(comparison))
    else:
        writer.writerow(LONG)
        writer.writerows(long_row(comparison, *row) for row in comparison.rows())
    return file.getvalue()


def _wide(comparison: Comparison) -> list[list[str]]:
    cells = comparison.cells
    return [[m.id, *(cell_text(cells[s.id, m.id]) for s in comparison.subjects)] for m in comparison.measures]


def long_row(comparison: Comparison, subject: Subject, measure: Measure, cell: Cell) -> list[str]:
    """The values of one cell in the order of the columns ``LONG``."""
    shown = cell.decisive or cell.rivals
    values = _values(cell) | {
        "subject": subject.id,
        "measure": measure.id,
        "provisions": "; ".join(_provisions(cell)),
        "sources": "; ".join(dict.fromkeys(finding.source for finding in shown)),
        "n_supports": len(cell.supports),
        "n_rivals": len(cell.rivals),
        "as_of": comparison.as_of,
        "known_by": comparison.known_by,
        "rule": comparison.query.rule,
        "release": comparison.release,
    }
    return ["" if values[name] is None else str(values[name]) for name in LONG]


def as_markdown(comparison: Comparison) -> str:
    """The comparison as a Markdown table with the sources of each answered cell as notes."""
    lines = [
        f"# Drug law compared, as of {comparison.as_of}",
        "",
        f"Rule `{comparison.query.rule}`, release {comparison.release}, `{comparison.receipt}`",
        "",
        "| measure | " + " | ".join(_escape(subject.label) for subject in comparison.subjects) + " |",
        "|---" * (len(comparison.subjects) + 1) + "|",
    ]
    notes: dict[str, int] = {}
    for measure in comparison.measures:
        cells = (comparison.cells[subject.id, measure.id] for subject in comparison.subjects)
        lines.append(f"| {_escape(measure.label)} | " + " | ".join(_noted(cell, notes) for cell in cells) + " |")
    return "\n".join([*lines, "", *(f"{number}. {_escape(note)}" for note, number in notes.items()), ""])


def _noted(cell: Cell, notes: dict[str, int]) -> str:
    numbers = [str(notes.setdefault(f"{one.source}, {one.locator}", len(notes) + 1)) for one in cell.decisive or cell.rivals]
    return _escape(cell_text(cell)) + (f" [{', '.join(numbers)}]" if numbers else "")


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")
