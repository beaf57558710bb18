"""What the columns of a comparison as CSV mean: its metadata in CSVW.

Source: W3C, Metadata Vocabulary for Tabular Data (2015), sections 5.3 to 5.7 and 6.4; Model for Tabular Data, section 5.2 on the link.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any, cast

from api.formats.editions import Edition
from api.formats.rows import json_document
from api.formats.stated import Stated
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


def csvw_bytes(comparison: Comparison, edition: Edition) -> bytes:
    """The metadata of the CSV that the same comparison and edition make, whose ``url`` is its path on the server."""
    stated = Stated(comparison, edition, "csv-metadata.json")
    schema = _wide(comparison) if edition.layout == "wide" else _long(comparison)
    document = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": Receipt.of(comparison, edition).url("csv"),
        "dc:title": {"@value": stated.title, "@language": comparison.query.lang},
        "dc:license": {"@id": "https://creativecommons.org/licenses/by/4.0/"},
        "dialect": {"header": True, "encoding": "utf-8"},
        "tableSchema": schema,
        "notes": [
            {"about": stated.about},
            {"cautions": [*stated.cautions, _GUARD]},
            {"legend": {one.shown: one.meaning for one in stated.legend}},
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
    """The matrix. A name has letters, digits and _ only: the rest of an id is percent-encoded in it."""
    first = next(column for column in _columns() if column["name"] == "measure")
    labels = {lang: comparison.knowledge.subjects(lang) for lang in LANGUAGES}
    columns = [
        {
            "name": re.sub(r"[^A-Za-z0-9_]", lambda sign: f"%{ord(sign[0]):02X}", subject.id),
            "titles": subject.id,
            "dc:title": [{"@value": line(labels[lang][subject.id].label), "@language": lang} for lang in LANGUAGES],
            "required": True,
            "dc:subject": {"@id": f"{BASE}{subject_kind(subject.id)}/{subject.id}"},
        }
        for subject in comparison.subjects
    ]
    return {"primaryKey": ["measure"], "rowTitles": ["measure"], "columns": [first, *columns]}
