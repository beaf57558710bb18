"""Coding sheets: the same rows give the same quads from any format, and every fault is named by its cell."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from pyoxigraph import Literal, NamedNode, Quad
from pyoxigraph import Store as Oxigraph
from workbooks import table, write_csv, write_ods, write_xlsx

from api.cli import main
from api.formats.template import template
from graph.complaints import Complaint
from graph.dataset import BUILT_IN, Dataset, read_dataset
from graph.metadata import Column
from graph.sources import load_sources
from graph.store import Store
from graph.terms import BASE, graph_iri, id_of
from loaders import sheet
from loaders.limits import Limits
from loaders.opening import open_file
from loaders.reading import Opened, Options, Reading
from loaders.sheet.annotate import annotate
from loaders.sheet.grid import Cell
from loaders.sheet.habits import typed
from loaders.sheet.match import tables
from loaders.sheet.place import place_of

GRAPH = graph_iri("load/0123456789ab")
NAMES = sorted(path.stem for path in (BUILT_IN / "tables").glob("*.csv"))
HEADER = tables()["findings"].header


def finding(**said: Any) -> list[Any]:
    """A row of findings that is sound but for what is said."""
    row = {
        "id": "xx-invented",
        "subject": "kz",
        "measure": "use-prohibition",
        "answer": "no",
        "reading": "The invented report says nothing of the sort.",
        "basis": "stated",
        "observed": "2008-10",
        "source": "utyasheva-elliott-2009",
        "locator": "p. 80",
    } | said
    return [row.get(name) for name in HEADER]


def opened(path: Path) -> Opened:
    found = open_file(path, Limits())
    assert isinstance(found, Opened), found
    return found


def read(path: Path, store: Store) -> Reading:
    return sheet.read(opened(path), Options(), GRAPH, store)


def said(reading: Reading) -> list[str]:
    """The complaints without the path of the file."""
    return [str(one).removeprefix(one.file) for one in reading.complaints]


def triples(quads: Any) -> set[tuple[str, str, str]]:
    return {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads}


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_dataset()


@pytest.fixture(scope="module")
def without_tables(dataset: Dataset) -> Store:
    """The built-in acts, sources and codes, and none of the tables."""
    store = Oxigraph()
    for name, contents in dataset.contents.items():
        if not name.startswith("tables/"):
            store.bulk_extend(contents.quads)
    return Store(store, "without tables")


# ---- the same quads from every format ----


def test_all_built_in_tables_come_through_a_workbook_as_they_come_from_csv(tmp_path: Path, dataset: Dataset, without_tables: Store) -> None:
    path = write_xlsx(tmp_path / "all.xlsx", {name: table(BUILT_IN / "tables" / f"{name}.csv") for name in NAMES})

    reading = read(path, without_tables)

    assert reading.complaints == []
    assert triples(reading.quads) == {one for name in NAMES for one in triples(dataset.contents[f"tables/{name}.csv"].quads)}
    assert {quad.graph_name for quad in reading.quads} == {GRAPH}
    assert reading.counts["findings"] == len(table(BUILT_IN / "tables" / "findings.csv")) - 1


@pytest.mark.parametrize("write", [write_xlsx, write_ods], ids=["xlsx", "ods"])
def test_findings_come_through_with_the_store_around_them(tmp_path: Path, dataset: Dataset, write: Any) -> None:
    store = Oxigraph()
    for name, contents in dataset.contents.items():
        if name != "tables/findings.csv":
            store.bulk_extend(contents.quads)
    path = write(tmp_path / f"f.{write.__name__[-4:].strip('_')}", {"findings": table(BUILT_IN / "tables" / "findings.csv")})

    reading = read(path, Store(store, "without findings"))

    assert reading.complaints == []
    assert triples(reading.quads) == triples(dataset.contents["tables/findings.csv"].quads)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_a_table_alone_may_be_a_csv_file_of_any_name(tmp_path: Path, store: Store, delimiter: str) -> None:
    path = write_csv(tmp_path / "my codings.csv", [HEADER, finding()], delimiter)

    assert sheet.recognises(opened(path))
    assert read(path, store).counts == {"findings": 1}


def test_a_source_of_a_sheet_is_as_one_of_the_bibliography(tmp_path: Path, without_tables: Store) -> None:
    wanted = load_sources(BUILT_IN / "sources.bib").quads
    columns = [(column.prop.value, column.name) for column in tables()["sources"].columns if column.prop and not column.virtual]
    rows: dict[str, dict[str, str]] = {}
    for quad in wanted:
        row = rows.setdefault(id_of(quad.subject), {"id": id_of(quad.subject)})  # type: ignore[arg-type]
        if name := next((name for prop, name in columns if prop == quad.predicate.value and name not in row), ""):
            value = quad.object
            row[name] = value.value if isinstance(value, Literal) else id_of(value).rpartition("/")[2]  # type: ignore[arg-type]
    header = tables()["sources"].header
    path = write_xlsx(tmp_path / "s.xlsx", {"sources": [header, *([row.get(name) for name in header] for row in rows.values())]})
    codes = Oxigraph()
    codes.bulk_extend(q for q in without_tables.oxigraph if not q.subject.value.startswith(BASE + "source/"))  # type: ignore[union-attr]

    reading = read(path, Store(codes, "without sources"))

    assert reading.complaints == []
    assert triples(reading.quads) == triples(wanted)


def test_a_finding_may_rest_on_a_source_of_the_same_workbook(tmp_path: Path, store: Store) -> None:
    sources = [["id", "entry_type", "title", "date", "grade"], ["xx-report-2020", "report", "An invented report", "2020", "secondary"]]
    path = write_xlsx(tmp_path / "a.xlsx", {"findings": [HEADER, finding(source="xx-report-2020")], "sources": sources})

    reading = read(path, store)

    assert reading.complaints == []
    assert reading.counts == {"findings": 1, "sources": 1}


def test_columns_may_stand_in_any_order_and_optional_ones_may_lack(tmp_path: Path, store: Store) -> None:
    names = [name for name in reversed(HEADER) if name not in ("unit", "number", "part")]
    row = dict(zip(HEADER, finding(), strict=True))
    path = write_xlsx(tmp_path / "a.xlsx", {"Findings": [[name.upper() + " " for name in names], [row[name] for name in names]]})

    assert triples(read(path, store).quads) == triples(read(write_csv(tmp_path / "findings.csv", [HEADER, finding()]), store).quads)


# ---- what spreadsheet programs make of what was typed ----

DATED = Column("observed", "", None, "", False, False, "", "edtf", "", "", "")
COUNTED = Column("number", "", None, "", False, False, "", "decimal", "", "", "")
NAMED = Column("subject", "", None, "", True, False, "", "thing", "", "", "")
PROSE = Column("reading", "", None, "", True, False, "", "string", "", "en", "")
PLAIN = Column("locator", "", None, "", True, False, "; ", "string", "", "", "")


@pytest.mark.parametrize(
    ("value", "column", "text"),
    [
        (16.0, COUNTED, "16"),
        (0.05, COUNTED, "0.05"),
        (0.1 + 0.2, COUNTED, "0.3"),
        (0.00001, COUNTED, "0.000010"),
        (2008, DATED, "2008"),
        (12.0, PLAIN, "12"),
        (date(2008, 10, 1), DATED, "2008-10-01"),
        (datetime(2008, 10, 1), DATED, "2008-10-01"),
        ("\u00a0kz ", NAMED, "kz"),
        ("\u200bkz", NAMED, "kz"),
        ("“kz”", NAMED, "kz"),
        ("kz/drug\u2011law\u20131998", NAMED, "kz/drug-law-1998"),
        ("2008–10", DATED, "2008-10"),
        ("Says\u00a0“no” – twice.", PROSE, "Says “no” – twice."),
        ("-5", COUNTED, "-5"),
    ],
)
def test_what_is_certain_is_turned_back(value: Any, column: Column, text: str) -> None:
    assert typed(Cell(value), column) == (text, "")


@pytest.mark.parametrize(
    ("cell", "column", "fault"),
    [
        (Cell(date(2008, 10, 1), shows_day=False), DATED, "write 2008-10 or 2008-10-01"),
        (Cell(datetime(2008, 10, 1, 12)), DATED, "write the day alone, 2008-10-01"),
        (Cell(date(2026, 2, 1)), PLAIN, "has made a date (2026-02-01) of it"),
        (Cell(13.1), PLAIN, "may have lost a zero"),
        (Cell(float("inf")), COUNTED, "has made the number inf"),
        (Cell(True), NAMED, "has made a truth value (True)"),
        (Cell(time(1, 2)), DATED, "has made a time"),
        (Cell("0,05"), COUNTED, "write the number with a point"),
        (Cell("=cmd|' /C calc'!A1"), PROSE, "begins as a formula does"),
        (Cell("@SUM(A1)"), PROSE, "begins as a formula does"),
        (Cell("+cmd"), PLAIN, "begins as a formula does"),
    ],
)
def test_what_is_not_certain_is_refused(cell: Cell, column: Column, fault: str) -> None:
    text, found = typed(cell, column)

    assert text == ""
    assert fault in found


def test_date_cells_of_both_programs(tmp_path: Path, store: Store) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = "findings"
    page.append(HEADER)
    page.append(finding(observed=date(2008, 10, 1)))
    page.append(finding(id="xx-second", observed=date(2008, 10, 1)))
    page.cell(3, HEADER.index("observed") + 1).number_format = "mmm yyyy"
    book.save(tmp_path / "a.xlsx")
    shown = {"valuetype": "date", "datevalue": "2008-10-01"}
    rows = [finding(observed=shown | {"text": "01.10.2008"}), finding(id="xx-second", observed=shown | {"text": "Oct 2008"})]

    for path in (tmp_path / "a.xlsx", write_ods(tmp_path / "a.ods", {"findings": [HEADER, *rows]})):
        assert said(read(path, store)) == [
            ":3: sheet findings, row 3, column observed (I3): the cell shows a month or year but holds the day 2008-10-01: "
            "set its format to Text and write 2008-10 or 2008-10-01"
        ]


# ---- faults, all at once, by sheet, row and column ----

FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"answer": None}, "column answer (D2): must not be empty"),
    ({"id": "Has Spaces"}, "column id (A2): 'Has Spaces' is not an id"),
    ({"subject": "Kazakhstan"}, "column subject (B2): 'Kazakhstan' is a name: write the id, kz"),
    ({"subject": "qq"}, "column subject (B2): there is no jurisdiction 'qq'"),
    ({"measure": "use-prohibitio"}, "column measure (C2): there is no measure 'use-prohibitio'; near: use-prohibition"),
    ({"basis": "sure"}, "column basis (F2): there is no finding-basis 'sure'; near: stated"),
    ({"source": "nobody-1900"}, "column source (J2): there is no source 'nobody-1900'"),
    ({"source": "cnd-2021-crp", "part": "csta"}, "column part (K2): there is no source 'cnd-2021-crp#csta'; near: cnd-2021-crp#csto"),
    ({"from": "31.12.2008"}, "column from (G2): "),
    ({"number": "many", "unit": "year"}, "column number (P2): 'many' is not a number"),
    ({"provisions": "kz/drug-law-1998/1;kz/drug-law-1998/2"}, "column provisions (M2): "),
    ({"reading": "=1+1"}, "column reading (E2): this is a formula"),
    ({"id": "kz-substitution-treatment-practice-essay"}, "is in the store already (tables/findings.csv)"),
]


@pytest.mark.parametrize(("wrong", "words"), FAULTS)
def test_a_fault_is_named_by_its_cell(tmp_path: Path, store: Store, wrong: dict[str, Any], words: str) -> None:
    reading = read(write_xlsx(tmp_path / "a.xlsx", {"findings": [HEADER, finding(**wrong)]}), store)

    assert len(reading.complaints) == 1
    assert said(reading)[0].startswith(":2: sheet findings, row 2, column ")
    assert words in said(reading)[0]
    assert list(reading.quads) == []


def test_all_faults_come_at_once_and_sound_rows_are_kept_apart(tmp_path: Path, store: Store) -> None:
    rows = [finding(**({"id": f"xx-{number}"} | wrong)) for number, (wrong, _) in enumerate(FAULTS)]
    reading = read(write_xlsx(tmp_path / "a.xlsx", {"findings": [HEADER, *rows, finding(id="xx-sound")]}), store)

    assert [one.line for one in reading.complaints] == list(range(2, len(FAULTS) + 2))
    assert {quad.subject.value for quad in reading.quads} == {BASE + "finding/xx-sound", BASE + "finding/xx-sound#evidence"}


def test_two_rows_with_one_id(tmp_path: Path, store: Store) -> None:
    reading = read(write_xlsx(tmp_path / "a.xlsx", {"findings": [HEADER, finding(), finding(answer="silent")]}), store)

    assert said(reading) == [
        ":3: sheet findings, row 3, column id (A3): 'xx-invented' is also on row 2: give each row an id of its own",
    ]


def test_one_id_in_two_sheets(tmp_path: Path, store: Store) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"findings": [HEADER, finding()], "more findings": [HEADER, finding(answer="per-se")]})

    assert said(read(path, store)) == [
        ":2: sheet more findings, row 2, column id (A2): 'xx-invented' is also in sheet findings, row 2: give each row an id of its own",
    ]


def test_a_csv_file_needs_no_sheet_in_its_complaints(tmp_path: Path, store: Store) -> None:
    reading = read(write_csv(tmp_path / "findings.csv", [HEADER, finding(answer="")]), store)

    assert said(reading) == [":2: column answer (D2): must not be empty"]


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ([*HEADER[:-1], "units"], "column units (Q1): the table findings has no column 'units'; near: unit"),
        ([*HEADER[:3], "answers", *HEADER[4:]], "row 1: the column 'answer' is missing: add it"),
        ([*HEADER[:-1], "number"], "column number (Q1): the column 'number' stands twice"),
    ],
)
def test_faults_of_the_header(tmp_path: Path, store: Store, header: list[str], words: str) -> None:
    reading = read(write_xlsx(tmp_path / "a.xlsx", {"findings": [header, finding()]}), store)

    assert any(words in one for one in said(reading))
    assert not any("must not be empty" in one for one in said(reading))


def test_what_stands_outside_the_table_is_named_and_what_is_empty_is_not(tmp_path: Path, store: Store) -> None:
    rows = [HEADER, [*finding(), None, "stray"], [None] * 30, [" ", "\u00a0"], []]
    reading = read(write_xlsx(tmp_path / "a.xlsx", {"findings": rows, "Sheet2": [], "# notes": [["mine"]], "thoughts": [["mine"]]}), store)

    assert said(reading) == [
        ":2: sheet findings, row 2, column (S2): this column has no name in the first row: name it or clear it",
        ":1: sheet thoughts, row 1: this sheet is no table of ours, by its name or its header: "
        "name it after its table, or begin its name with #",
    ]


def test_formulas_merged_cells_and_what_is_hidden(tmp_path: Path, store: Store) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = "findings"
    for row in (HEADER, finding(), finding(id="xx-second", locator='=HYPERLINK("http://example.org")')):
        page.append(row)
    page.merge_cells("B5:C6")
    page.row_dimensions[2].hidden = True
    page.sheet_state = "hidden"
    book.create_sheet("gaps")
    book.save(tmp_path / "a.xlsx")

    reading = read(tmp_path / "a.xlsx", store)

    assert [one.partition(": ")[2].partition(":")[0] for one in said(reading)] == [
        "sheet findings, row 3, column locator (L3)",
        "sheet findings, row 5, column (B5)",
    ]
    assert [one.message for one in reading.remarks] == [
        "sheet findings, row 1: this sheet is hidden; it is read like the others",
        "sheet findings, row 2: hidden rows (2); they are read like the others",
    ]


def test_formulas_and_merged_cells_of_an_open_document(tmp_path: Path, store: Store) -> None:
    summed = {"valuetype": "float", "value": "2", "formula": "of:=1+1", "text": "2"}
    merged = {"valuetype": "string", "numbercolumnsspanned": "2", "text": "kz"}
    rows = [HEADER, finding(number=summed, unit="year"), finding(id="xx-second", subject=merged)]

    reading = read(write_ods(tmp_path / "a.ods", {"findings": rows}), store)

    assert [one.partition(": ")[2].partition(": ")[0] for one in said(reading)] == [
        "sheet findings, row 2, column number (P2)",
        "sheet findings, row 3, column (B3)",
    ]


@pytest.mark.parametrize(
    ("member", "contents", "words"),
    [
        ("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0", "macros"),
        ("xl/macrosheets/sheet1.xml", b"<x/>", "macros"),
        ("xl/embeddings/object.bin", b"x", "embedded object"),
        ("docProps/custom.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "declares a document type"),
    ],
)
def test_a_workbook_with_a_program_in_it_is_refused(tmp_path: Path, store: Store, member: str, contents: bytes, words: str) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"findings": [HEADER, finding()]})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(member, contents)

    reading = read(path, store)

    assert len(reading.complaints) == 1
    assert words in said(reading)[0]


def test_a_damaged_workbook_is_refused_in_words(tmp_path: Path, store: Store) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"findings": [HEADER, finding()]})
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, contents in kept.items():
            archive.writestr(name, contents[: len(contents) // 2] if name.endswith("sheet1.xml") else contents)

    assert ["cannot be read" in one for one in said(read(path, store))] == [True]


def test_a_sheet_beyond_the_limits_is_refused(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {"findings": [HEADER, *(finding(id=f"xx-{number}") for number in range(20))]}
    paths = [write_xlsx(tmp_path / "a.xlsx", rows), write_ods(tmp_path / "a.ods", rows), write_csv(tmp_path / "a.csv", rows["findings"])]
    monkeypatch.setenv("DRUGLAW_LIMIT_TABLE_ROWS", "100")

    for path in paths:
        assert any("than are read at once" in one for one in said(read(path, store)))


def test_the_cells_of_a_row_are_known_for_complaints_that_come_later(tmp_path: Path, store: Store) -> None:
    reading = read(write_xlsx(tmp_path / "a.xlsx", {"findings": [HEADER, finding()]}), store)
    iri = BASE + "finding/xx-invented"

    assert str(reading.complaint("a.xlsx", iri, BASE + "ontology#unit", "add the unit")) == (
        "a.xlsx:2: sheet findings, row 2, column unit (Q2): add the unit"
    )
    assert str(reading.complaint("a.xlsx", iri + "#evidence", BASE + "ontology#locator", "say where")) == (
        "a.xlsx:2: sheet findings, row 2, column locator (L2): say where"
    )
    assert str(reading.complaint("a.xlsx", iri, "", "what")).startswith("a.xlsx:2: sheet findings, row 2, column id (A2): ")


# ---- the template ----


@cache
def written(store: Store, lang: str = "en") -> bytes:
    return template(store, lang)


def filled(store: Store, path: Path, lang: str = "en", **sheets: list[list[Any]]) -> Path:
    """The template with rows typed in below its examples."""
    book = openpyxl.load_workbook(io.BytesIO(written(store, lang)))
    for name, rows in sheets.items():
        for number, row in enumerate(rows, 3):
            for column, value in enumerate(row, 1):
                book[name].cell(number, column).value = value
    book.save(path)
    return path


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_template_says_of_every_column_what_goes_there(store: Store, lang: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(store, lang)))
    ours = {name: table for name, table in tables().items() if name in book.sheetnames}

    assert len(ours) >= 10 and book.sheetnames[1] == "findings"
    for name, one in ours.items():
        page = book[name]
        assert [cell.value for cell in page[1]] == one.header
        assert page.freeze_panes == "B2"
        assert all(cell.comment and cell.comment.text for cell in page[1])


def test_the_lists_of_the_template_come_from_the_store(store: Store) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(store)))
    lists = {one.formula1: one for one in book["findings"].data_validations.dataValidation}

    def column(name: str) -> list[Any]:
        where, cells = next(iter(book.defined_names[name].destinations))
        return [row[0].value for row in book[where][cells.replace("$", "")]]

    assert {"list_thing", "list_measure", "list_source", "list_code_finding_basis", "list_code_unit"} <= set(lists)
    assert {"kz", "cis/model-law-1996"} <= set(column("list_thing"))
    assert "Kazakhstan" in column("list_thing_beside")
    assert column("list_code_finding_basis") == ["stated", "inferred"]
    pairs = list(zip(column("list_answer_of_measure"), column("list_answer_of_measure_beside"), strict=True))
    assert [answer for measure, answer in pairs if measure == "substitution-treatment-law"] == [
        "prohibited", "permitted", "silent", "unclear", "not-applicable",
    ]  # fmt: skip


def test_nothing_in_the_template_is_a_formula(store: Store) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(store)))

    assert not [cell.coordinate for page in book.worksheets for row in page.iter_rows() for cell in row if cell.data_type == "f"]


def test_an_empty_template_has_nothing_to_load(tmp_path: Path, store: Store) -> None:
    reading = read(filled(store, tmp_path / "a.xlsx"), store)

    assert said(reading) == [":1: there is no row to load: fill in a sheet below its example"]


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_filled_template_is_a_sheet_and_its_example_is_passed_over(tmp_path: Path, store: Store, lang: str) -> None:
    path = filled(store, tmp_path / "a.xlsx", lang, findings=[finding()])

    assert sheet.recognises(opened(path))
    reading = read(path, store)
    assert (reading.complaints, reading.counts) == ([], {"findings": 1})
    assert "rows that begin with # were passed over" in reading.remarks[-1].message


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_template_and_its_lists_follow_the_measure(tmp_path: Path, store: Store) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(store)))
    page = book["findings"]
    formula = next(one.formula1 for one in page.data_validations.dataValidation if "OFFSET" in one.formula1 and "$C2" in one.formula1)
    for row, measure in ((3, "use-prohibition"), (4, "needle-exchange")):
        page.cell(row, 3).value = measure
        for number in range(1, 4):
            page.cell(row, 20 + number).value = f"=INDEX({formula.replace('$C2', f'$C{row}')},{number})"
    del book[book.sheetnames[0]]
    book.active = 0
    book.save(tmp_path / "a.xlsx")

    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "csv", "--outdir", tmp_path, tmp_path / "a.xlsx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip

    rows = table(tmp_path / "a.csv")
    assert rows[2][20:23] == ["no", "per-se", "public-or-group"]
    assert "provided" in rows[3][20:23]


# ---- faults written into a copy ----


def test_faults_become_remarks_in_a_copy_and_the_sheet_stays_as_it_was(tmp_path: Path, store: Store) -> None:
    path = filled(store, tmp_path / "a.xlsx", findings=[finding(answer="=1+1", basis="sure"), finding(id="xx-sound")])
    before = path.read_bytes()

    annotate(path, read(path, store).complaints, tmp_path / "copy.xlsx")

    page = openpyxl.load_workbook(tmp_path / "copy.xlsx")["findings"]
    remarks = {cell.coordinate: cell.comment.text for row in page.iter_rows(min_row=2) for cell in row if cell.comment}
    assert {place: words.partition(":")[0] for place, words in remarks.items()} == {
        "D3": "this is a formula",
        "F3": "there is no finding-basis 'sure'; near",
    }
    assert (page["D3"].value, page["D3"].data_type) == ("=1+1", "s")
    assert page["F3"].fill.fgColor.rgb.endswith("F8CBAD") and page.data_validations.dataValidation
    assert path.read_bytes() == before


@pytest.mark.parametrize("write", [write_ods, write_csv], ids=["ods", "csv"])
def test_a_copy_of_another_format_is_a_workbook(tmp_path: Path, store: Store, write: Any) -> None:
    rows = [HEADER, finding(basis="sure")]
    path = write(tmp_path / f"findings.{write.__name__[-3:]}", rows if write is write_csv else {"findings": rows})

    annotate(path, read(path, store).complaints, tmp_path / "copy.xlsx")

    page = openpyxl.load_workbook(tmp_path / "copy.xlsx").worksheets[0]
    assert page["F2"].comment and "finding-basis" in page["F2"].comment.text
    assert page["B2"].value == "kz"


def test_a_complaint_says_its_cell_and_back() -> None:
    complaint = Complaint("a.xlsx", 3, "sheet my: list, row 3, column answer (AB3): there is no: such thing")

    assert place_of(complaint) == (("my: list", 3, 28), "there is no: such thing")


# ---- on the command line ----


def test_a_filled_sheet_is_loaded_whole_or_not_at_all(tmp_path: Path, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    kept = ["--store", str(tmp_path / "store")]
    bad = filled(store, tmp_path / "bad.xlsx", findings=[finding(), finding(id="xx-second", basis="sure")])
    good = filled(
        store, tmp_path / "good.xlsx", findings=[finding(), finding(id="xx-second", measure="needle-exchange", answer="provided")]
    )

    assert main(["load", str(bad), "--annotate", str(tmp_path / "copy.xlsx"), *kept]) == 1
    assert "row 4, column basis (F4)" in "".join(capsys.readouterr())
    assert (tmp_path / "copy.xlsx").exists()
    assert main(["load", str(good), *kept]) == 0
    assert main(["load", str(good), *kept]) == 0
    capsys.readouterr()
    assert main(["compare", "--subjects", "kz", "--measures", "needle-exchange", "--as-of", "2008-10-31", "--format", "json", *kept]) == 0
    assert "xx-second" in capsys.readouterr().out


def test_rules_that_rows_break_are_told_with_the_faults_of_their_cells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = [
        finding(id="xx-1", basis="sure"),
        finding(id="xx-2", answer="provided"),
        finding(id="xx-3", answer="silent", locator="p. 81"),
        finding(id="xx-4", locator="p. 82", number=5),
    ]
    path = write_xlsx(tmp_path / "a.xlsx", {"findings": [HEADER, *wrong]})

    assert main(["load", str(path), "--store", str(tmp_path / "store")]) == 1
    told = [line.removeprefix(str(path)).split(": ")[:3] for line in capsys.readouterr().err.splitlines() if line.startswith(str(path))]
    assert [[line, place, what.partition(" 'sure'")[0]] for line, place, what in told] == [
        [":2", "sheet findings, row 2, column basis (F2)", "there is no finding-basis"],
        [":3", "sheet findings, row 3, column answer (D3)", "xx-2"],
        [":4", "sheet findings, row 4, column id (A4)", "xx-3"],
        [":5", "sheet findings, row 5, column id (A5)", "xx-4"],
    ]


def test_the_template_command_never_writes_over_a_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["template", str(tmp_path / "a.xlsx")]) == 0
    assert main(["template", str(tmp_path / "a.xlsx")]) == 2
    assert main(["template", str(tmp_path / "a.csv")]) == 2
    assert "exists: name a new file" in capsys.readouterr().err


def test_no_quad_of_a_sheet_is_lost_or_made_twice(tmp_path: Path, store: Store) -> None:
    quads = list(read(write_xlsx(tmp_path / "a.xlsx", {"findings": [HEADER, finding(locator="p. 80; p. 81")]}), store).quads)

    assert len(quads) == len(set(quads))
    locators = {quad.object for quad in quads if quad.predicate == NamedNode(BASE + "ontology#locator")}
    assert locators == {Literal("p. 80"), Literal("p. 81")}
    assert all(isinstance(quad, Quad) for quad in quads)


# ---- any rows at all ----

WORDS = st.sampled_from(
    [
        "",
        "kz",
        "KZ",
        "Kazakhstan",
        "no such",
        "silent",
        "100%",
        "[2008..2009]",
        "2008-13",
        "..",
        "=1+1",
        "- 5",
        "0,5",
        "p. 3; p. 4",
        "p. 3;",
    ]
)
LETTERS = st.text(st.characters(categories=["L", "N", "P"], exclude_characters="_"), max_size=9)
ROWS = st.lists(st.dictionaries(st.sampled_from(HEADER), WORDS | LETTERS), max_size=6)


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS)
def test_a_row_means_the_same_in_every_format(tmp_path: Path, store: Store, rows: list[dict[str, str]]) -> None:
    grid = [HEADER, *(finding(**{"id": f"xx-{number}"} | row) for number, row in enumerate(rows))]
    readings = [
        read(write_xlsx(tmp_path / "findings.xlsx", {"findings": grid}), store),
        read(write_ods(tmp_path / "findings.ods", {"findings": grid}), store),
        read(write_csv(tmp_path / "findings.csv", grid), store),
    ]

    assert len({tuple(sorted(triples(reading.quads))) for reading in readings}) == 1
    assert len({tuple(sorted({place_of(one)[0][1:] for one in reading.complaints})) for reading in readings}) == 1
