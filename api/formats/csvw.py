"""What the columns of a comparison as CSV mean: its metadata in CSVW.

Source: W3C, Metadata Vocabulary for Tabular Data (2015), sections 5.3 to 5.7 and 6.4; Model for Tabular Data, section 5.2 on the link.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any, cast

from api.formats.editions import Edition
from api.formats.paper import Paper
from api.formats.rows import json_document
from api.formats.visible import line
from api.receipts import Receipt
from graph.comparison import Comparison
from graph.knowledge import LANGUAGES
from graph.terms import BASE, subject_kind

__all__ = ["csvw_bytes", "described_as"]

_GUARD = (
    "A field that a spreadsheet would calculate (it begins with = + - @ or white space and is no number), and one that begins with an "
    "apostrophe, has an apostrophe in front: of a field that begins with one, leave out the first."
)


@cache
def _columns() -> list[dict[str, Any]]:
    return cast(list[dict[str, Any]], json.loads(files("api").joinpath("formats", "columns.json").read_text(encoding="utf-8")))


def csvw_bytes(comparison: Comparison, edition: Edition, url: str = "") -> bytes:
    """The metadata of the CSV that the same comparison and edition make; ``url`` is where it lies (default: its path on the server)."""
    paper = Paper(comparison, edition, "csv-metadata.json")
    schema = _wide(comparison) if edition.layout == "wide" else _long(comparison)
    document = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": url or Receipt.of(comparison, edition).url("csv"),
        "dc:title": {"@value": paper.title, "@language": comparison.query.lang},
        "dc:license": {"@id": "https://creativecommons.org/licenses/by/4.0/"},
        "dialect": {"header": True, "encoding": "utf-8"},
        "tableSchema": schema,
        "notes": [
            {"about": paper.about},
            {"cautions": [*paper.cautions, _GUARD]},
            {"legend": {one.shown: one.meaning for one in paper.legend}},
        ],
    }
    return json_document(document)


def described_as(metadata: bytes, url: str) -> bytes:
    """The same metadata for a CSV file that lies at ``url``, such as the name of the file beside them."""
    return json_document(json.loads(metadata) | {"url": url})


def _long(comparison: Comparison) -> dict[str, Any]:
    """One row a cell. The ids of subjects become IRIs where all are of one kind: a template cannot tell kinds apart."""
    columns = [dict(column) for column in _columns()]
    kinds = {subject_kind(subject.id) for subject in comparison.subjects}
    if len(kinds) == 1:
        columns[0]["valueUrl"] = f"{BASE}{kinds.pop()}/{{+subject}}"
    return {"primaryKey": ["subject", "measure"], "rowTitles": ["subject", "measure"], "columns": columns}


def _wide(comparison: Comparison) -> dict[str, Any]:
    """The matrix. Its columns have no names of their own: an id such as cis/model-law-2006 cannot be one."""
    first = next(column for column in _columns() if column["name"] == "measure")
    labels = {lang: comparison.knowledge.subjects(lang) for lang in LANGUAGES}
    columns = [
        {
            "titles": {lang: list(dict.fromkeys((subject.id, line(labels[lang][subject.id].label)))) for lang in LANGUAGES},
            "required": True,
            "dc:subject": {"@id": f"{BASE}{subject_kind(subject.id)}/{subject.id}"},
        }
        for subject in comparison.subjects
    ]
    return {"primaryKey": ["measure"], "rowTitles": ["measure"], "columns": [first, *columns]}
