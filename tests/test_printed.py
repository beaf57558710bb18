"""The printed table: its notes and sources; a workbook, a Word document and LaTeX that other programs accept; a page that stands alone."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import docx
import openpyxl
import pytest
from csvw import CSVW, Table
from hostile_words import hostile_comparison
from lxml import etree, html
from readers import of_tables
from starlette.testclient import TestClient

from api.app import create_app
from api.cli import main
from api.formats.editions import Edition, written
from api.formats.paper import Paper
from api.formats.standalone import policy
from graph.comparison import Comparison, Query, compare
from graph.errors import WrongValueError
from graph.knowledge import Knowledge
from graph.store import Store

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ASKED = "as_of=2016-05-01&measures=public-use-custody,use-prohibition,substitution-treatment-practice"
OPTIONS = ["--as-of", "2016-05-01", "--measures", "public-use-custody,use-prohibition,substitution-treatment-practice"]


@pytest.fixture(scope="module")
def client(store: Store) -> TestClient:
    return TestClient(create_app(store))


@pytest.fixture(scope="module")
def table(knowledge: Knowledge) -> Comparison:
    """Fourteen subjects: more than fit beside each other on a page."""
    return compare(knowledge, Query(measures=tuple(OPTIONS[3].split(",")), as_of="2016-05-01"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    return hostile_comparison(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(autouse=True)
def opened_once(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    """The built-in data are opened once for all commands: it takes most of their time."""
    monkeypatch.setattr("api.commands.common.open_store", lambda directory: store)


def needed(program: str) -> str:
    """The program, or no test where it is not installed; CI must have it."""
    if not shutil.which(program) and not os.environ.get("CI"):
        pytest.skip(f"no {program} on this machine")
    return program


# ---- notes and sources ----


def test_a_note_tells_reading_article_source_grade_and_rivals(knowledge: Knowledge) -> None:
    paper = Paper(compare(knowledge, Query(("kz",), ("public-use-custody",), "2024-01-31")), Edition(), "md")
    note = paper.cells["kz", "public-use-custody"].note
    assert note

    chosen = note.said[0]
    assert chosen.before.startswith("yes: ") and "KZ Criminal Code 2014, art. 296(1)" in chosen.before
    assert (chosen.source.key, chosen.source.grade) == ("kz-criminal-code-text", "primary")
    assert ", art. 296(1)" in chosen.after and ", primary" in chosen.after
    assert [one.source.key for one in note.said if one.before.startswith("Otherwise, no: ")] == ["caricc-2024-01"]
    assert "Primary evidence goes before" in note.why and "Carried on from" in note.why


def test_notes_and_sources_are_numbered_as_they_are_met_and_stand_once(table: Comparison) -> None:
    paper = Paper(table, Edition(), "docx", 7)

    assert [one.number for one in paper.notes] == list(range(1, len(paper.notes) + 1))
    met = [cell.note.number for cell in paper.cells.values() if cell.note]
    assert list(dict.fromkeys(met)) == sorted(set(met)) and len(met) > len(set(met))
    assert [one.number for one in paper.sources] == list(range(1, len(paper.sources) + 1))
    assert {one.key for one in paper.sources} == {said.source.key for note in paper.notes for said in note.said}
    assert [len(part.subjects) for part in paper.tables] == [7, 7]


def test_a_gap_that_was_looked_into_has_a_note_and_one_nobody_looked_into_has_none(knowledge: Knowledge) -> None:
    found = compare(knowledge, Query((), (), "1970-01-01"))
    cells = Paper(found, Edition(), "md").cells

    assert {cell.kind for cell in cells.values()} <= {"not-researched", "not-applicable", "answered", "silent"}
    assert any(cell.note for cell in cells.values()) and any(not cell.note for cell in cells.values())
    assert not [cell for cell in cells.values() if cell.note and cell.note.why == "No finding applies on this day."]


def test_the_style_and_day_of_access_are_those_asked_for(knowledge: Knowledge) -> None:
    found = compare(knowledge, Query(("kz",), ("public-use-custody",), "2024-01-31"))
    gost = written(found, "md", Edition(style="gost", accessed="2026-11-25")).decode()

    assert "дата обращения: 25.11.2026" in gost and "дата обращения" not in written(found, "md", Edition()).decode()
    assert "style=gost&accessed=2026-11-25" in gost


def test_undated_sources_that_were_left_out_are_counted(knowledge: Knowledge) -> None:
    found = compare(knowledge, Query(("kz",), ("public-use-custody",), "2024-01-31", known_by="2024-01-31"))
    assert found.undated and f"{found.undated} sources without a date" in written(found, "md", Edition()).decode()


def test_more_cells_than_a_document_holds_are_refused_and_a_csv_takes_them(knowledge: Knowledge) -> None:
    found = compare(knowledge, Query(tuple(knowledge.subjects())[:310], as_of="2016-05-01"))

    with pytest.raises(WrongValueError, match="a docx holds at most 20000"):
        written(found, "docx", Edition())
    assert len(written(found, "csv", Edition()).splitlines()) > 20_000 and written(found, "csv-metadata.json", Edition())


# ---- workbook ----


def test_the_workbook_is_one_to_work_with(table: Comparison) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(table, "xlsx", Edition())))
    sheet, cells, sources = book["comparison"], book["cells"], book["sources"]

    assert book.sheetnames == ["comparison", "cells", "findings", "sources", "about"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("B2", "A1:Q4", "$1:$1")
    assert sheet.page_setup.orientation == "landscape"
    assert "KZ Criminal Code 2014, art. 296(1)" in sheet["E3"].comment.text
    head = [cell.value for cell in cells[1]]
    assert cells.cell(2, head.index("as_of") + 1).value == datetime(2016, 5, 1)
    assert {cell.data_type for cell in cells["M"][1:]} == {"n"}
    assert [row[0].value for row in sources.iter_rows(min_row=2)] == list(range(1, sources.max_row))
    assert dict(book["about"].iter_rows(values_only=True))["as_of"] == "2016-05-01"


# ---- Word ----


def part(contents: bytes, name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(contents)).read(name))


def test_the_word_document_is_whole(table: Comparison) -> None:
    contents = written(table, "docx", Edition())
    body, notes = part(contents, "word/document.xml"), part(contents, "word/endnotes.xml")
    relations = part(contents, "word/_rels/document.xml.rels")

    used = body.xpath("//@*[local-name()='id' and namespace-uri()='http://schemas.openxmlformats.org/officeDocument/2006/relationships']")
    assert set(used) <= {one.get("Id") for one in relations}
    assert len({one.get("Id") for one in relations}) == len(relations)
    references = [one.get(f"{W}id") for one in body.iter(f"{W}endnoteReference")]
    assert references == [str(number) for number in range(1, len(references) + 1)]
    assert [one.get(f"{W}id") for one in notes] == ["-1", "0", *references]
    for attribute in ("id", "name"):
        found = [one.get(f"{W}{attribute}") for one in body.iter(f"{W}bookmarkStart")]
        assert len(set(found)) == len(found)
    names = {one.get(f"{W}name") for one in body.iter(f"{W}bookmarkStart")}
    assert {one.get(f"{W}anchor") for tree in (body, notes) for one in tree.iter(f"{W}hyperlink") if one.get(f"{W}anchor")} <= names
    assert {one.get(f"{W}instr").split()[1] for one in body.iter(f"{W}fldSimple") if "NOTEREF" in one.get(f"{W}instr")} <= names
    for table_ in body.iter(f"{W}tbl"):
        rows = list(table_.iter(f"{W}tr"))
        assert len(list(rows[0].iter(f"{W}tblHeader"))) == 1 and len(list(table_.iter(f"{W}cantSplit"))) == len(rows)
        assert table_.find(f".//{W}tblCaption") is not None
    styles = {one.get(f"{W}styleId") for one in part(contents, "word/styles.xml").iter(f"{W}style")}
    assert {
        one.get(f"{W}val") for tree in (body, notes) for tag in ("pStyle", "rStyle", "tblStyle") for one in tree.iter(f"{W}{tag}")
    } <= styles


# ---- the same in the eyes of other programs ----


def converted(contents: bytes, suffix: str, to: str, folder: Path) -> bytes:
    """What LibreOffice makes of a file."""
    file = folder / f"table.{suffix}"
    file.write_bytes(contents)
    command = [needed("soffice"), "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", to]
    made = subprocess.run([*command, "--outdir", folder / "out", file], capture_output=True, text=True, timeout=180)
    if not (folder / "out").exists() and not os.environ.get("CI"):
        pytest.skip(f"LibreOffice without the part for .{suffix} on this machine")
    assert (folder / "out").exists(), made.stderr
    return (folder / "out" / f"table.{to.partition(':')[0]}").read_bytes()


def test_libreoffice_reads_the_same_workbook(hostile: Comparison, tmp_path: Path) -> None:
    contents = written(hostile, "xlsx", Edition())
    ours = openpyxl.load_workbook(io.BytesIO(contents))
    again = openpyxl.load_workbook(io.BytesIO(converted(contents, "xlsx", "xlsx:Calc MS Excel 2007 XML", tmp_path)))

    for name in ("comparison", "cells", "findings", "sources", "about"):
        assert [row for row in again[name].iter_rows(values_only=True) if any(row)] == list(ours[name].iter_rows(values_only=True))
    assert not [cell for sheet in again for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert again["comparison"]["D2"].comment.text == ours["comparison"]["D2"].comment.text


def test_libreoffice_reads_the_same_word_document(hostile: Comparison, tmp_path: Path) -> None:
    contents = written(hostile, "docx", Edition())
    again = converted(contents, "docx", "docx:MS Word 2007 XML", tmp_path)
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in docx.Document(io.BytesIO(again)).tables]

    assert of_tables(tables, hostile) == {key: cell.text for key, cell in Paper(hostile, Edition(), "docx").cells.items()}
    ours, theirs = ("".join(one.itertext()) for one in (part(contents, "word/endnotes.xml"), part(again, "word/endnotes.xml")))
    assert theirs.split() == ours.split() or [word for word in ours.split() if word not in theirs] == []


@pytest.mark.parametrize("engine", ["pdflatex", "lualatex"])
@pytest.mark.parametrize("which", ["hostile", "russian"])
def test_latex_compiles_as_it_is(hostile: Comparison, knowledge: Knowledge, tmp_path: Path, engine: str, which: str) -> None:
    letters = compare(knowledge, Query(("am", "ge", "az", "kz", "uz"), ("use-prohibition", "public-use-custody"), "2024-01-31", lang="ru"))
    (tmp_path / "table.tex").write_bytes(written(hostile if which == "hostile" else letters, "tex", Edition()))
    command = [needed(engine), "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "table.tex"]
    made = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=300, stdin=subprocess.DEVNULL)

    assert made.returncode == 0, made.stdout[-2000:].decode("utf-8", "replace")
    log = (tmp_path / "table.log").read_text(encoding="utf-8", errors="replace")
    assert not [line for line in log.splitlines() if "LaTeX Error" in line or "not set up for use" in line]
    assert (tmp_path / "table.pdf").stat().st_size > 10_000


# ---- CSV on the Web ----


@pytest.mark.parametrize("layout", ["long", "wide"])
def test_the_metadata_describe_the_csv(tmp_path: Path, capsys: pytest.CaptureFixture[str], table: Comparison, layout: str) -> None:
    file = tmp_path / "table.csv"
    assert main(["compare", *OPTIONS, "--format", "csv", "--layout", layout, "--output", str(file), "--metadata"]) == 0

    described = Table.from_file(file.with_name("table.csv-metadata.json"))
    rows = list(described.iterdicts(strict=True))
    assert CSVW(str(file), validate=True).is_valid
    assert len(rows) == (len(table.cells) if layout == "long" else len(table.measures))
    if layout == "long":
        kz = next(row for row in rows if (row["subject"], row["measure"]) == ("kz", "substitution-treatment-practice"))
        cell = table.cells["kz", "substitution-treatment-practice"]
        assert (str(kz["as_of"])[:10], kz["answer"], kz["n_rivals"], kz["known_by"]) == ("2016-05-01", "pilot", len(cell.rivals), None)
        assert kz["sources"] == list(dict.fromkeys(one.source for one in cell.decisive))
    else:
        assert {"measure", "kz", "cis%2Fmodel%2Dlaw%2D2006"} <= set(rows[0])


def test_metadata_without_a_csv_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "--metadata"]) == 2
    assert "--format csv --output FILE" in capsys.readouterr().err


def test_the_csv_says_where_its_metadata_are(client: TestClient) -> None:
    answer = client.get(f"/compare.csv?{ASKED}&layout=wide")
    link = re.fullmatch(r'<(.+)>; rel="describedby"; type="application/csvm\+json"', answer.headers["link"])
    assert link
    description = client.get(link[1])

    assert description.headers["content-type"] == "application/csvm+json"
    assert client.get(description.json()["url"]).content == answer.content
    assert len(description.json()["tableSchema"]["columns"]) == len(answer.text.splitlines()[0].split(","))


# ---- a page that stands alone ----


def test_the_standalone_page_needs_nothing_and_runs_nothing(client: TestClient) -> None:
    answer = client.get(f"/compare.html?{ASKED}&layout=standalone")
    page = html.fromstring(answer.text)

    assert answer.headers["content-security-policy"] == f"{policy()}; frame-ancestors 'none'"
    assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [policy()]
    assert not page.xpath("//script | //link | //img | //*[@src] | //@style") and "@import" not in answer.text and "url(" not in answer.text
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids)) and {href[1:] for href in page.xpath("//@href") if href.startswith("#")} <= set(ids)
    assert page.xpath("//thead/tr/th/@scope") and page.xpath("//table/caption") and page.xpath("//tbody//th[@scope='row']")
    assert "compare.html" in client.get(f"/compare.html?{ASKED}").text and "/style.css" in client.get(f"/compare.html?{ASKED}").text


def test_the_page_links_to_every_format(client: TestClient) -> None:
    links = html.fromstring(client.get(f"/compare.html?{ASKED}").text).xpath("//p[@class='downloads']/a/@href")
    (alone,) = (link for link in links if "layout=standalone" in link)

    assert {"xlsx", "docx", "tex", "md", "csv", "csv-metadata.json"} <= {urlsplit(link).path.removeprefix("/compare.") for link in links}
    for link in links:
        asked = parse_qs(urlsplit(link).query)
        assert (asked["as_of"], asked["measures"]) == (["2016-05-01"], [OPTIONS[3]])
    assert client.get(alone).headers["content-security-policy"].startswith(policy())


# ---- the same bytes ----


FORMATS = ("csv", "csv-metadata.json", "xlsx", "docx", "tex", "md", "html")


def test_page_and_command_give_the_same_bytes_whatever_the_hash_seed(client: TestClient, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from api.formats.editions import Edition, written; from graph.knowledge import Knowledge\n"
        "from graph.comparison import Query, compare; from graph.store import open_store\n"
        "found = compare(Knowledge(open_store()), Query(measures=sys.argv[2].split(','), as_of=sys.argv[1]))\n"
        "for name in sys.argv[4:]: Path(sys.argv[3], name).write_bytes(written(found, name, Edition()))\n"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "PYTHONPATH": str(Path(__file__).parent.parent), "TZ": "Asia/Almaty", "USER": "mill"}
    subprocess.run([sys.executable, "-c", code, OPTIONS[1], OPTIONS[3], str(tmp_path), *FORMATS], check=True, env=environment, cwd=tmp_path)

    for name in FORMATS:
        layout = "&layout=standalone" if name == "html" else ""
        answer = client.get(f"/compare.{name}?{ASKED}{layout}")
        assert answer.status_code == 200 and answer.content == (tmp_path / name).read_bytes(), name


@pytest.mark.parametrize("name", ["xlsx", "docx"])
def test_a_package_tells_nothing_of_the_machine_or_the_moment(client: TestClient, name: str) -> None:
    package = zipfile.ZipFile(io.BytesIO(client.get(f"/compare.{name}?{ASKED}").content))
    core = package.read("docProps/core.xml").decode()

    assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core) == ["2016-05-01T00:00:00Z"] * 2
    assert str(datetime.now().year) not in core.replace("2026.11.0", "")


def test_a_wrong_day_of_access_is_told(client: TestClient) -> None:
    answer = client.get("/compare.docx?accessed=yesterday")
    assert answer.status_code == 422 and answer.json()["allowed"]
