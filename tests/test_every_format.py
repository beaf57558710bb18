"""One comparison, every format: read back, all of them say the same, and no kind of gap becomes another or a no."""

from __future__ import annotations

import csv
import io
import zipfile

import openpyxl
import pytest
from hostile_words import READING, hostile_comparison
from lxml import etree, html
from markdown_it import MarkdownIt
from readers import READERS, from_tex, of_wide_csv, words_of

from api.formats.comparison import cell_text
from api.formats.editions import FORMATS, Edition, written
from api.formats.fields import guarded, unguarded
from api.formats.visible import line, visible
from graph.comparison import Comparison, Query, compare
from graph.knowledge import Knowledge
from graph.rules import Cell

READ = [name for name, reader in READERS.items() if reader]
TREATMENT = ("compulsory-treatment", "compulsory-treatment-prison", "substitution-treatment-law", "substitution-treatment-practice")
MANY = (
    *TREATMENT,
    "use-prohibition",
    "public-use-custody",
    "compulsory-testing",
    "user-registration",
    "needle-exchange",
    "threshold-amounts",
)
SOME = (*TREATMENT, "use-prohibition", "compulsory-testing", "user-registration", "registration-restrictions")
PART = "source:utyasheva-elliott-2009#table-4"
CASES = {
    **{
        day: Query(measures=MANY, as_of=day) for day in ("1999-12-31", "2004-06-01", "2008-10-31", "2016-05-01", "2021-02-01", "2026-03-02")
    },
    "table 4": Query(measures=SOME, as_of="2008-10-31", rule=PART),
    "the pilot begins": Query(("kz", "uz", "tj"), TREATMENT, "2008-06-01"),
    "code and news": Query(("kz", "ru"), ("public-use-custody",), "2024-01-31"),
    "known in 2010": Query(("kz", "kg"), MANY, "2016-05-01", known_by="2010-01-01"),
    "press alone": Query((), TREATMENT, "2016-05-01", grade="press"),
    "one cell": Query(("kz",), ("use-prohibition",), "2016-05-01"),
}


def expected(cell: Cell) -> str:
    """A cell in words, as ``model.md`` promises them, with what stands beside its answer."""
    possible = " (possible)" if cell.certainty == "possible" else ""
    return cell_text(cell) + possible + (" (rivals)" if cell.rivals and cell.status == "answered" else "")


@pytest.fixture(scope="module")
def compared(knowledge: Knowledge) -> dict[str, Comparison]:
    return {name: compare(knowledge, query) for name, query in CASES.items()}


def test_every_format_has_a_reader() -> None:
    assert set(READERS) == set(FORMATS)


def test_the_cases_hold_every_kind_of_cell(compared: dict[str, Comparison]) -> None:
    said = " ".join(expected(cell) for found in compared.values() for cell in found.cells.values())
    for kind in ("disputed: ", "silent", "unclear", "not-applicable", "not-researched", "(carried ", "(possible)", "(rivals)", "no "):
        assert kind in said, kind


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("format_", READ)
def test_every_format_says_the_same(compared: dict[str, Comparison], format_: str, case: str) -> None:
    found = compared[case]
    wanted = {key: expected(cell) for key, cell in found.cells.items()}

    assert READERS[format_](written(found, format_, Edition()), found) == wanted  # type: ignore[misc]


@pytest.mark.parametrize("case", CASES)
def test_the_wide_csv_says_the_same(compared: dict[str, Comparison], case: str) -> None:
    found = compared[case]

    assert of_wide_csv(written(found, "csv", Edition("wide")), found) == {key: cell_text(cell) for key, cell in found.cells.items()}


@pytest.mark.parametrize("format_", [name for name in FORMATS if name not in ("json", "csv")])
def test_every_format_says_where_it_comes_from(compared: dict[str, Comparison], format_: str) -> None:
    said = words_of(written(compared["known in 2010"], format_, Edition()))

    for word in ("known_by=2010-01-01", "best-evidence", "2016-05-01", compared["known in 2010"].release):
        assert word in said


# ---- the same in Russian ----


@pytest.mark.parametrize("format_", ["md", "html", "docx", "tex", "xlsx"])
def test_in_russian_the_labels_stand_for_the_slugs(knowledge: Knowledge, format_: str) -> None:
    query = Query(measures=MANY, as_of="2008-10-31", lang="ru")
    found = compare(knowledge, query)
    labels = {one.id: one.label for one in (*found.codebook.answers.values(), *found.codebook.codes.values())}

    def russian(cell: Cell) -> str:
        if cell.status == "disputed":
            return f"{labels['disputed']}: " + " | ".join(labels[answer] for answer in cell.answers)
        shown = labels[cell.answer or cell.status] + (f" ({labels['carried']} {cell.carried_from})" if cell.carried_from else "")
        return shown + (f" ({labels['possible']})" if cell.certainty == "possible" else "") + (" (есть возражения)" if cell.rivals else "")

    wanted = {key: russian(cell) for key, cell in found.cells.items()}
    assert len({labels[kind] for kind in ("no", "silent", "unclear", "not-applicable", "not-researched", "disputed")}) == 6
    assert READERS[format_](written(found, format_, Edition()), found) == wanted  # type: ignore[misc]


# ---- labels and readings that want to be something else ----


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    return hostile_comparison(tmp_path_factory.mktemp("hostile"))


@pytest.mark.parametrize("format_", READ)
def test_hostile_words_stay_words(hostile: Comparison, format_: str) -> None:
    wanted = {key: expected(cell) for key, cell in hostile.cells.items()}
    contents = written(hostile, format_, Edition())

    assert READERS[format_](contents, hostile) == wanted  # type: ignore[misc]


def test_hostile_words_are_no_formulas_in_a_workbook(hostile: Comparison) -> None:
    contents = written(hostile, "xlsx", Edition())
    book = openpyxl.load_workbook(io.BytesIO(contents))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]

    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "inlineStr"}
    assert [cell.value for cell in cells if cell.value == visible(READING)]
    assert all(cell.quotePrefix for cell in cells if str(cell.value).startswith(("=", "+", "-", "@")))
    assert {cell.hyperlink.target.partition(":")[0] for cell in cells if cell.hyperlink} <= {"http", "https"}


@pytest.mark.parametrize("layout", ["long", "wide"])
def test_hostile_words_are_guarded_in_a_csv_and_come_back(hostile: Comparison, layout: str) -> None:
    rows = list(csv.reader(io.StringIO(written(hostile, "csv", Edition(layout)).decode(), newline="")))
    fields = [field for row in rows for field in row]

    assert not [field for field in fields if field.startswith(tuple("=+-@\t\r"))]
    assert layout == "wide" or READING in [unguarded(field) for field in fields]


@pytest.mark.parametrize(
    "value", ["=1", "+1+1", "-x", "@a", "\t=1", "\r=1", "'", "''=1", "'a", "plain", "-0.5", "+7", "1e5", "-1,5", "", "–"]
)
def test_the_guard_of_a_csv_comes_off(value: str) -> None:
    assert unguarded(guarded(value)) == value
    assert guarded(value)[:1] not in ("=", "@", "\t", "\r") and (guarded(value)[:1] not in ("+", "-") or float(value.replace(",", ".")))


def test_no_field_of_the_built_in_comparison_needs_the_guard(compared: dict[str, Comparison]) -> None:
    found = csv.reader(io.StringIO(written(compared["2016-05-01"], "csv", Edition()).decode()))
    assert [field for row in found for field in row if field.startswith("'")] == []


def test_hostile_words_are_no_markup_on_a_page(hostile: Comparison) -> None:
    for page in (
        written(hostile, "html", Edition()).decode(),
        MarkdownIt("gfm-like", {"linkify": False}).render(written(hostile, "md", Edition()).decode()),
    ):
        root = html.fromstring(page)
        assert not root.xpath("//script | //img | //b | //iframe | //@onclick | //@onerror")
        assert {href.partition(":")[0] for href in root.xpath("//@href") if not href.startswith("#")} <= {"http", "https"}
        assert line(READING) in " ".join(root.text_content().split())


def test_hostile_words_are_no_commands_in_latex(hostile: Comparison) -> None:
    document = written(hostile, "tex", Edition()).decode()

    assert "\\input" not in document and document.count("\\end{document}") == 1
    assert line(READING) in from_tex(document)


def test_hostile_words_are_no_fields_and_links_in_word(hostile: Comparison) -> None:
    package = zipfile.ZipFile(io.BytesIO(written(hostile, "docx", Edition())))
    links = etree.fromstring(package.read("word/_rels/document.xml.rels")).xpath("//*[@TargetMode='External']/@Target")
    fields = etree.fromstring(package.read("word/document.xml")).xpath("//@*[local-name()='instr']")

    assert {link.partition(":")[0] for link in links} <= {"http", "https"}
    assert {field.split()[0] for field in fields} <= {"SEQ", "NOTEREF"}
    assert line(READING) in "".join(etree.fromstring(package.read("word/endnotes.xml")).itertext())
