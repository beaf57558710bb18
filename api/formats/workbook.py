"""The comparison as a workbook (.xlsx): the matrix, its cells and findings as rows, the sources, and what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from api.formats.comparison import LONG, long_row
from api.formats.editions import Edition
from api.formats.package import day_of_package, repacked
from api.formats.paper import Paper, Printed
from api.formats.shades import DISPUTED, SHADES
from api.formats.visible import visible
from graph.comparison import Comparison
from graph.findings import Finding
from loaders.sheet.put import put

__all__ = ["xlsx_bytes"]


def _font(color: str = "1C2430", **how: Any) -> Font:
    return Font(name="Calibri", size=11, color=color, **how)


_FAINT = _font("404040", italic=True)
_HEAD = PatternFill("solid", fgColor="1F3A5F")
_GROUP = PatternFill("solid", fgColor="F2F4F6")
_LINE = Side(style="thin", color="B8BEC6")
_BORDER = Border(_LINE, _LINE, _LINE, _LINE)
_DASH = Side(style="mediumDashed", color=DISPUTED)
_DASHED = Border(_DASH, _DASH, _DASH, _DASH)
_TOP = Alignment(vertical="top", wrap_text=True)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_COMMENT = 6_000
_FINDING = (
    *("role", "subject", "measure", "finding", "answer", "reading", "conditions", "basis", "from", "until", "observed"),
    *("source", "part", "grade", "locator", "provisions", "articles", "looked_in", "number", "unit"),
)
_TALLEST = 150
_WIDTHS = {"reading": 60, "conditions": 40, "note": 80, "source": 30, "sources": 30, "citation": 90, "address": 50, "meaning": 90}


def xlsx_bytes(comparison: Comparison, edition: Edition) -> bytes:
    """The comparison as a workbook (Office Open XML, ISO/IEC 29500-1); every text is a text, also where it looks like a formula."""
    paper = Paper(comparison, edition, "xlsx")
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "comparison"
    _matrix(sheet, paper)
    _rows(book.create_sheet("cells"), paper, [*LONG, "subject_label", "measure_label", "shown", "because", "note"], _cells(paper))
    _rows(book.create_sheet("findings"), paper, _FINDING, _findings(comparison))
    sources = [(one.number, one.key, one.grade, one.published, one.text, one.address) for one in paper.sources]
    _rows(book.create_sheet("sources"), paper, ("number", "key", "grade", "published", "citation", "address"), sources)
    _about(book.create_sheet("about"), paper)
    properties = book.properties
    properties.title, properties.creator, properties.language = paper.title, "druglaw", comparison.query.lang
    properties.identifier = paper.mark
    properties.created = day_of_package(comparison.as_of).replace(tzinfo=None)
    written = BytesIO()
    book.save(written)
    return repacked(written.getvalue(), {"docProps/core.xml": _core(book)})


def _core(book: Workbook) -> bytes:
    """The properties of the workbook without the moment at which it was saved."""
    book.properties.modified = book.properties.created
    written: bytes = tostring(book.properties.to_tree())
    return written


def _matrix(sheet: Worksheet, paper: Paper) -> None:
    said, table = paper.said, paper.tables[0]
    _head(sheet, [said["measure"], "id", said["group"], *(one.label for one in table.subjects)], (34, 18, 20), rest=17)
    sheet.column_dimensions["B"].hidden = True
    row = 1
    for group, measures in table.groups:
        for measure in measures:
            row += 1
            texts = [measure.label, measure.id, group]
            for column, text in enumerate(texts, 1):
                _put(sheet, row, column, text).fill = _GROUP
            sheet.cell(row, 1).font = _font(bold=True)
            printed = [paper.cells[subject.id, measure.id] for subject in table.subjects]
            for column, one in enumerate(printed, len(texts) + 1):
                _shade(_put(sheet, row, column, one.text), one)
            sheet.row_dimensions[row].height = _height([measure.label, *(one.text for one in printed)], [34] + [17] * len(printed))
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.subjects) + 3)}{row}"
    _for_print(sheet, paper, columns="A:A")


def _shade(cell: Cell, printed: Printed) -> None:
    if shade := SHADES.get(printed.kind):
        cell.fill = PatternFill("solid", fgColor=shade)
        cell.font = _FAINT if printed.kind != "disputed" else _font(bold=True)
    cell.border = _DASHED if printed.kind == "disputed" else _BORDER
    if printed.note:
        text = _short(f"{printed.note.number}. {printed.note}")
        cell.comment = Comment(text, "druglaw", height=min(60 + 16 * ceil(len(text) / 60), 600), width=420)


def _short(text: str) -> str:
    return text if len(text) <= _COMMENT else text[:_COMMENT] + " … (sheet cells, column note)"


def _cells(paper: Paper) -> list[list[Any]]:
    rows = []
    for subject, measure, cell in paper.comparison.rows():
        printed = paper.cells[subject.id, measure.id]
        note = f"{printed.note.number}. {printed.note}" if printed.note else ""
        said = [subject.label, measure.label, printed.text, cell.because, note]
        rows.append([*_typed(LONG, long_row(paper.comparison, subject, measure, cell)), *said])
    return rows


def _typed(names: Sequence[str], values: Sequence[str]) -> list[Any]:
    return [int(value) if name.startswith("n_") else _day(value) for name, value in zip(names, values, strict=True)]


def _day(text: str) -> str | date:
    """A full day as a date, where a spreadsheet can hold it (from 1900-03-01, before which programs differ); else the text."""
    if _DAY.fullmatch(text) and text >= "1900-03-01":
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text


def _findings(comparison: Comparison) -> list[list[Any]]:
    cited = comparison.knowledge.citations
    rows = []
    for _, _, cell in comparison.rows():
        for role, findings in (("supports", cell.supports), ("rival", cell.rivals), ("unsettled", cell.unsettled)):
            rows += [[_value(role, one, name, cited) for name in _FINDING] for one in findings]
    return rows


def _value(role: str, finding: Finding, name: str, cited: dict[str, str]) -> Any:
    said = finding.as_dict() | {"role": role, "finding": finding.id}
    said["articles"] = [cited.get(one, one) for one in finding.provisions]
    value = said[name]
    return "; ".join(value) if isinstance(value, list) else _day(value or "") if name in ("from", "until", "observed") else value or ""


def _about(sheet: Worksheet, paper: Paper) -> None:
    terms = [(term.shown, term.explained.removeprefix(":").strip()) for term in paper.legend]
    rows = [(paper.title, ""), *paper.about.items(), *((paper.said["cautions"], one) for one in paper.cautions), (paper.said["legend"], "")]
    for row, texts in enumerate([*rows, *terms], 1):
        for column, text in enumerate(texts, 1):
            _put(sheet, row, column, text)
        sheet.cell(row, 1).font = _font(bold=True)
        sheet.row_dimensions[row].height = _height(texts, [32, 100])
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 32, 100
    _for_print(sheet, paper, rows="")


def _rows(sheet: Worksheet, paper: Paper, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """A list with a heading that stays in sight, filters, and its widths."""
    widths = [_WIDTHS.get(name, 18) for name in names]
    _head(sheet, names, widths)
    for number, values in enumerate(rows, 2):
        for column, value in enumerate(values, 1):
            _put(sheet, number, column, value)
        sheet.row_dimensions[number].height = min(_height([str(value) for value in values], widths), _TALLEST)
        if names[-1] == "address" and values[-1]:
            sheet.cell(number, len(names)).hyperlink = str(values[-1])
            sheet.cell(number, len(names)).font = _font("0B4F8A", underline="single")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(names))}{len(rows) + 1}"
    _for_print(sheet, paper)


def _put(sheet: Worksheet, row: int, column: int, value: Any) -> Cell:
    if isinstance(value, str):
        cell = put(sheet, row, column, visible(value).replace("\r", "\n"))
    else:
        found = sheet.cell(row, column, value)
        assert isinstance(found, Cell)
        cell = found
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
    cell.alignment = _TOP
    return cell


def _head(sheet: Worksheet, names: Sequence[str], widths: Sequence[int], rest: int = 18) -> None:
    widths = [*widths, *[rest] * (len(names) - len(widths))]
    sheet.row_dimensions[1].height = _height(names, widths)
    for column, name in enumerate(names, 1):
        cell = _put(sheet, 1, column, name)
        cell.fill, cell.font, cell.border = _HEAD, _font("FFFFFF", bold=True), _BORDER
        sheet.column_dimensions[get_column_letter(column)].width = widths[column - 1]


def _height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """The height in points that wrapped texts need; no program but Excel finds it by itself."""
    return 15.0 * max(ceil((len(text) or 1) / (width * 0.85)) for text, width in zip(texts, widths, strict=True)) + 3


def _for_print(sheet: Worksheet, paper: Paper, *, rows: str = "1:1", columns: str = "") -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if rows:
        sheet.print_title_rows = rows
    if columns:
        sheet.print_title_cols = columns
    header, footer = sheet.oddHeader, sheet.oddFooter
    assert header is not None and footer is not None
    header.left.text = paper.title.replace("&", "&&")
    footer.left.text = f"druglaw {paper.comparison.release}, {paper.comparison.query.rule}".replace("&", "&&")
    footer.right.text = "&P / &N"
