"""The workbook that a coder fills: a sheet for each table, drop-down lists out of the store, the codebook and a guide."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from math import ceil

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from pyoxigraph import Literal

from api.formats.dropdowns import Known, Lists, validation_of
from api.formats.examples import example
from graph.choices import Choices, decides, named_kind
from graph.codebook import load_codebook
from graph.metadata import Column, Table
from graph.questions import ask, text
from graph.store import Store
from loaders.sheet.match import COMMENT, tables
from loaders.sheet.put import put
from loaders.sheet.words import Words, plan, words

__all__ = ["template"]

_NEEDED = PatternFill("solid", fgColor="1F3A5F")
_FREE = PatternFill("solid", fgColor="C9D6E8")
_EXAMPLE = Font(italic=True, color="808080")
_TOP = Alignment(vertical="top", wrap_text=True)
_LONG, _SHORT = 48, 22


def template(store: Store, lang: str = "en") -> bytes:
    """The workbook (.xlsx) with the lists and the codebook of the store, in English (``en``) or Russian (``ru``)."""
    said = words(lang)
    known = Known(store, Choices(store, lang), load_codebook(store, lang), _definitions(store, lang), said)
    book = Workbook()
    guide = book.active
    assert isinstance(guide, Worksheet)
    _guide(guide, said)
    sheets = {name: book.create_sheet(name) for name in plan()["sheets"]}
    _codebook(book.create_sheet(said["sheets"]["codebook"]), known)
    lists = Lists(book.create_sheet(said["sheets"]["lists"]))
    lists.sheet.freeze_panes = "A2"
    for name, sheet in sheets.items():
        _table(sheet, tables()[name], lists, known)
    book.active = list(book.sheetnames).index(plan()["sheets"][0])
    guide.sheet_view.tabSelected = False
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _guide(sheet: Worksheet, said: Words) -> None:
    sheet.title = said["sheets"]["guide"]
    sheet.sheet_view.showGridLines = False
    for row, (term, meaning) in enumerate(said["guide"], 1):
        _wrapped(sheet, row, (term, meaning), (34, 100))
        sheet.cell(row, 1).font = Font(bold=True, size=11 if meaning else 14)


def _codebook(sheet: Worksheet, known: Known) -> None:
    codebook, said, choices = known.codebook, known.said, known.choices
    for column, heading in enumerate(said["codebook"], 1):
        _head(put(sheet, 1, column, heading), needed=True)
    sheet.freeze_panes = "B2"
    asked = [((one.id, one.label, one.kind, one.question, one.rule), one.scheme, one.example) for one in codebook.measures.values()]
    unasked = [scheme for scheme in codebook.schemes if scheme not in {scheme for _, scheme, _ in asked}]
    others = [(("", choices.labels.get(f"answer-scheme/{scheme}", scheme), "", "", ""), scheme, "") for scheme in unasked]
    for row, (described, scheme, worked) in enumerate((*asked, *others), 2):
        answers = [codebook.answers[answer] for answer in codebook.schemes.get(scheme, [])]
        meanings = "\n".join(f"{one.id} ({one.label}): {one.definition}" for one in answers)
        _wrapped(sheet, row, (*described, meanings, worked), (32, 28, 12, 40, 60, 80, 50))


def _wrapped(sheet: Worksheet, row: int, texts: Sequence[str], widths: Sequence[int]) -> None:
    """A row of texts over as many lines as they need; no program but Excel finds the height by itself."""
    lines = 1
    for column, (words_, width) in enumerate(zip(texts, widths, strict=True), 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        put(sheet, row, column, words_).alignment = _TOP
        lines = max(lines, sum(ceil((len(part) or 1) / (width * 0.95)) for part in words_.split("\n")))
    sheet.row_dimensions[row].height = min(15 * lines + 3, 400)


def _definitions(store: Store, lang: str) -> dict[str, str]:
    """What each property of the ontology means, where the metadata do not say it in this language."""
    if lang == "en":
        return {}
    return {text(row, "term"): text(row, "definition") for row in ask(store, "ontology-terms", lang=Literal(lang))}


def _table(sheet: Worksheet, table: Table, lists: Lists, known: Known) -> None:
    sheet.freeze_panes = "B2"
    sheet.row_dimensions[1].height = 22
    columns = [column for column in table.columns if not column.virtual]
    for number, column in enumerate(columns, 1):
        letter = get_column_letter(number)
        _head(cell := put(sheet, 1, number, column.name), needed=column.required)
        cell.comment = Comment(_note(column, table, known.meant, known.said), "druglaw", height=140, width=320)
        long = bool(column.lang) or column.name in table.key
        sheet.column_dimensions[letter].width = _LONG if long else _SHORT
        if column.kind not in ("integer", "decimal"):
            sheet.column_dimensions[letter].number_format = "@"
        if validation := validation_of(column, table, lists, known):
            sheet.add_data_validation(validation)
            validation.add(f"{letter}2:{letter}{plan()['rows'] + 1}")
    for number, value in enumerate(example(table, known.store), 1):
        if value:
            cell = put(sheet, 2, number, f"{COMMENT} {value}" if number == 1 else value)
            cell.font, cell.number_format = _EXAMPLE, "@"


def _head(cell: Cell, *, needed: bool) -> None:
    cell.fill = _NEEDED if needed else _FREE
    cell.font = Font(bold=True, color="FFFFFF" if needed else "1F3A5F")
    cell.alignment = Alignment(vertical="center")


def _note(column: Column, table: Table, meant: dict[str, str], said: Words) -> str:
    meaning = (meant.get(column.prop.value, "") if column.prop else said["key"]) if meant else column.description
    lines = [meaning or column.description, said["required"] if column.required else said["optional"]]
    if column.separator:
        lines.append(said["several"].format(separator=column.separator))
    if kind := said["kinds"].get(column.kind):
        lines.append(kind)
    if decider := decides(column, table):
        lines.append(said["depends"].format(column=decider))
    elif named_kind(column) is not None:
        lines.append(said["listed"])
    return "\n".join(lines)
