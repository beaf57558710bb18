"""The comparison as data and text: JSON and CSV (long and wide)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from api.formats.editions import Edition
from api.formats.fields import guarded
from api.formats.rows import json_document
from api.receipts import Receipt
from graph.codebook import Measure
from graph.comparison import Comparison
from graph.findings import Finding
from graph.knowledge import Subject
from graph.rules import Cell
from graph.tallies import TallyCheck, tallies_of

__all__ = ["LONG", "as_csv", "as_json", "cell_as_json", "cell_text", "csv_bytes", "json_bytes", "long_row", "tallies_as_json"]

LONG = (
    *("subject", "measure", "status", "answer", "basis", "certainty", "since", "carried_from", "reading"),
    *("provisions", "sources", "n_supports", "n_rivals", "as_of", "known_by", "rule", "release"),
)


def json_bytes(comparison: Comparison, edition: Edition) -> bytes:
    """The comparison as a JSON file."""
    receipt = Receipt.of(comparison, edition)
    said = {"receipt": receipt.url()} | receipt.claims(comparison.knowledge.store.data_sha256, "json")
    return json_document(as_json(comparison) | said)


def csv_bytes(comparison: Comparison, edition: Edition) -> bytes:
    """The comparison as a CSV file in UTF-8."""
    return as_csv(comparison, edition.layout).encode()


def as_json(comparison: Comparison) -> dict[str, Any]:
    """The comparison as the object that ``/compare.json`` promises."""
    write = cache(Finding.as_dict)  # a finding that stands in several cells is written once
    citations = comparison.knowledge.citations
    return {
        "as_of": comparison.as_of,
        "known_by": comparison.known_by or None,
        "rule": comparison.query.rule,
        "grade": comparison.query.grade or None,
        "release": comparison.release,
        "receipt": comparison.receipt,
        "undated_sources_left_out": comparison.undated,
        "tallies": tallies_as_json(tallies_of(comparison)),
        "subjects": [{"id": subject.id, "label": subject.label} for subject in comparison.subjects],
        "measures": [measure.as_dict() for measure in comparison.measures],
        "cells": [
            {
                "subject": subject.id,
                "measure": measure.id,
                **cell_as_json(cell, citations, write),
            }
            for subject, measure, cell in comparison.rows()
        ],
    }


def tallies_as_json(checks: Iterable[TallyCheck]) -> list[dict[str, Any]]:
    """What sources count of their own entries, beside the cells that show them."""
    return [
        {
            "id": one.tally.id,
            "source": one.tally.source,
            "part": one.tally.part or None,
            "subject": one.tally.subject,
            "measures": list(one.tally.measures),
            "answers": list(one.tally.answers),
            "number": one.tally.number,
            "shown": one.shown,
            "unclear": one.unclear,
            "locator": one.tally.locator,
            "note": one.sentence,
        }
        for one in checks
    ]


def cell_as_json(cell: Cell, citations: Mapping[str, str], write: Callable[[Finding], dict[str, Any]] = Finding.as_dict) -> dict[str, Any]:
    """One cell as every interface writes it; ``citations`` has how each provision is cited."""
    return {
        **_values(cell),
        "provisions": [{"id": one, "label": citations.get(one, one)} for one in _provisions(cell)],
        "evidence": [{"source": one.source, "locator": one.locator, "grade": one.grade} for one in cell.decisive],
        "supports": [write(one) for one in cell.supports],
        "rivals": [write(one) for one in cell.rivals],
        "unsettled": [write(one) for one in cell.unsettled],
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
    """The comparison as CSV (RFC 4180): one row a cell, or with ``layout='wide'`` measures against subjects.

    What a spreadsheet would calculate is guarded as ``api.formats.fields`` says.
    """
    file = io.StringIO()
    writer = csv.writer(file)
    if layout == "wide":
        rows = [["measure", *(subject.id for subject in comparison.subjects)], *_wide(comparison)]
    else:
        rows = [[*LONG], *(long_row(comparison, *row) for row in comparison.rows())]
    writer.writerows(map(guarded, row) for row in rows)
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
