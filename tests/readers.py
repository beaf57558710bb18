"""Every format of a comparison read back into its cells, each with a reader that somebody else wrote."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable

import docx
import openpyxl
from lxml import etree, html
from markdown_it import MarkdownIt

from api.formats.fields import unguarded
from api.formats.visible import line, visible
from graph.comparison import Comparison

__all__ = ["READERS", "from_tex", "of_wide_csv", "words_of"]

Cells = dict[tuple[str, str], str]
"""The words of each cell by (subject, measure), without the number of its note."""


def _carried(text: str, day: str) -> str:
    return f"{text} (carried {day})" if day else text


def of_json(contents: bytes, comparison: Comparison) -> Cells:
    found = {}
    for cell in json.loads(contents)["cells"]:
        shown = cell["answer"] or cell["status"]
        if cell["status"] == "disputed":
            shown = "disputed: " + " | ".join(sorted({rival["answer"] for rival in cell["rivals"]}))
        marks = " (possible)" if cell["certainty"] == "possible" else ""
        marks += " (rivals)" if cell["rivals"] and cell["status"] != "disputed" else ""
        found[cell["subject"], cell["measure"]] = _carried(shown, cell["carried_from"] or "") + marks
    return found


def of_csv(contents: bytes, comparison: Comparison) -> Cells:
    """The long table names what is disputed only by its sources."""
    found = {}
    for row in csv.DictReader(io.StringIO(contents.decode())):
        shown = row["answer"] or row["status"]
        if row["status"] == "disputed":
            rivals = comparison.cells[row["subject"], row["measure"]].rivals
            assert row["sources"].split("; ") == list(dict.fromkeys(one.source for one in rivals))
            shown = "disputed: " + " | ".join(sorted({one.answer for one in rivals}))
        marks = " (possible)" if row["certainty"] == "possible" else ""
        marks += " (rivals)" if int(row["n_rivals"]) and row["status"] != "disputed" else ""
        found[row["subject"], row["measure"]] = _carried(shown, row["carried_from"]) + marks
    return found


def of_wide_csv(contents: bytes, comparison: Comparison) -> Cells:
    rows = csv.DictReader(io.StringIO(contents.decode()))
    return {(subject, row["measure"]): unguarded(cell) for row in rows for subject, cell in row.items() if subject != "measure"}


def of_xlsx(contents: bytes, comparison: Comparison) -> Cells:
    """By ids, which stand in the hidden second column; the sheet ``cells`` must say the same."""
    book = openpyxl.load_workbook(io.BytesIO(contents))
    rows = list(book["comparison"].iter_rows(values_only=True))
    assert list(rows[0][3:]) == [visible(subject.label) for subject in comparison.subjects]
    matrix = {(subject.id, str(row[1])): str(cell) for row in rows[1:] for subject, cell in zip(comparison.subjects, row[3:], strict=True)}
    cells = list(book["cells"].iter_rows(values_only=True))
    at = {name: place for place, name in enumerate(cells[0])}
    assert {(row[at["subject"]], row[at["measure"]]): row[at["shown"]] for row in cells[1:]} == matrix
    return matrix


def of_tables(tables: Iterable[list[list[str]]], comparison: Comparison) -> Cells:
    """The cells of tables whose first row names subjects and whose first column names measures, by their labels."""
    found: Cells = {}
    subjects = iter(comparison.subjects)
    for head, *rows in tables:
        shown = [next(subjects) for _ in head[1:]]
        assert head[1:] == [line(subject.label) for subject in shown]
        measures = iter(comparison.measures)
        for label, *cells in rows:
            if any(cells) and cells != [label] * len(cells):
                measure = next(measures)
                assert label == line(measure.label)
                found |= {(subject.id, measure.id): cell for subject, cell in zip(shown, cells, strict=True)}
        assert next(measures, None) is None
    return found


def of_docx(contents: bytes, comparison: Comparison) -> Cells:
    document = docx.Document(io.BytesIO(contents))
    return of_tables(([[cell.text for cell in row.cells] for row in table.rows] for table in document.tables), comparison)


def of_markdown(contents: bytes, comparison: Comparison) -> Cells:
    rendered = MarkdownIt("commonmark").enable("table").render(contents.decode())
    return of_tables(_rows(html.fromstring(rendered)), comparison)


def of_html(contents: bytes, comparison: Comparison) -> Cells:
    return of_tables(_rows(html.fromstring(contents.decode())), comparison)


def _rows(page: etree._Element) -> Iterable[list[list[str]]]:
    for sign in page.xpath("//table//sup"):
        sign.drop_tree()
    for table in page.iter("table"):
        rows = [["".join(cell.itertext()) for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
        yield [[re.sub(r" \[\d+\]$", "", cell) for cell in row] for row in rows]


NAMES = {
    "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textless": "<", "textgreater": ">", "textbar": "|",
    "allowbreak": "", "textquotesingle": "'", "textasciigrave": "`", "char34": '"',
}  # fmt: skip
TOKEN = re.compile(r"\\note\{\d+\}|\\foreignlanguage\{russian\}|\\(?:textbf|textit)(?=\{)|\\([A-Za-z]+\d*)\{\}|\\([{}$&#%_-])|[{}~]")


def from_tex(text: str) -> str:
    """What LaTeX prints for a text that was escaped for it."""

    def printed(token: re.Match[str]) -> str:
        if token[1]:
            return NAMES[token[1]]
        return {"-": "\u00ad"}.get(token[2], token[2]) if token[2] else "\u00a0" if token[0] == "~" else ""

    return TOKEN.sub(printed, text).replace("[U+FFFD]", "\ufffd")


def of_tex(contents: bytes, comparison: Comparison) -> Cells:
    tables = re.findall(r"\\begin\{longtable\}(.*?)\\end\{longtable\}", contents.decode(), re.S)
    return of_tables((_longtable(table) for table in tables), comparison)


def _longtable(table: str) -> list[list[str]]:
    head = re.search(r"\\toprule (.*?)\\\\ \\midrule\\endfirsthead", table)
    assert head
    body = table.split("\\endfoot\n")[1]
    rows = [line.removesuffix("\\\\") for line in body.splitlines() if line.endswith("\\\\")]
    return [[from_tex(cell) for cell in re.split(r" (?<!\\)& ", row)] for row in (head[1], *rows)]


def of_svg(contents: bytes, comparison: Comparison) -> Cells:
    """Each field of the picture carries its ids, and says in its last line what it shows."""
    picture = etree.fromstring(contents)
    fields = picture.xpath("//*[@data-id]")
    return {tuple(field.get("data-id").split()): field.get("aria-label").splitlines()[-1] for field in fields}


READERS: dict[str, Callable[[bytes, Comparison], Cells] | None] = {
    "json": of_json,
    "csv": of_csv,
    "xlsx": of_xlsx,
    "docx": of_docx,
    "tex": of_tex,
    "md": of_markdown,
    "html": of_html,
    "svg": of_svg,
    "csv-metadata.json": None,  # describes the csv and has no cells
    "png": None,  # painted from the svg
    "bib": None,  # lists the sources
    "ris": None,
    "csl": None,
}
"""A reader for each format; none for those that have no words of their own."""


def words_of(contents: bytes) -> str:
    """All text in a file, that of the members of a package one after the other."""
    if contents.startswith(b"PK"):
        package = zipfile.ZipFile(io.BytesIO(contents))
        members = [package.read(name) for name in package.namelist() if name.endswith((".xml", ".rels"))]
        return " ".join("".join(etree.fromstring(member).itertext()) for member in members)
    return contents.decode("utf-8", "replace").replace("\\allowbreak{}", "").replace("\\_", "_")
