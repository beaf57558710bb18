"""Evidence in loaded documents: anchors follow from both, pages quote the words, and a document's words can do no harm."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.cli import main
from graph.store import open_store

REPORT = (
    "Lamps\n\n"
    "All <b>lamps are handed <script>alert(1)</script> out at the harbour</b>.\n"
    'More words & "quotes" follow.\n\n'
    "Nobody may sell a lamp twice.\n"
)
HANDED = (REPORT.index("<b>"), REPORT.index("</b>") + 4)
TWICE = (REPORT.index("Nobody"), REPORT.index("twice.") + 6)

ENTRIES = f"""
@base <https://w3id.org/druglaw/> .
@prefix dl: <https://w3id.org/druglaw/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .

<source/lake-report> a dl:Source ; dcterms:title "Report of the lake" ; dl:entryType "report" ;
    dl:grade <code/grade/secondary> ; dl:published "2020" .

<finding/kz-needle-exchange-lake> a dl:Finding ;
    dl:subject <jurisdiction/kz> ; dl:measure <measure/needle-exchange> ; dl:answer <answer/provided> ;
    dl:reading "Says that lamps are handed out."@en ; dl:basis <code/finding-basis/stated> ; dl:observed "2020" ;
    dl:evidence [ a dl:Evidence ; dl:source <source/lake-report> ;
        dl:locator "Lamps, paragraph 1 @{HANDED[0]}-{HANDED[1]}; Lamps, paragraph 2 @{TWICE[0]}-{TWICE[1]}" ] .
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lake")
    (folder / "lake.txt").write_text(REPORT, encoding="utf-8")
    (folder / "entries.ttl").write_text(ENTRIES, encoding="utf-8")
    source, finding = ENTRIES.split("<finding/")
    (folder / "source.ttl").write_text(source, encoding="utf-8")
    (folder / "finding.ttl").write_text(source.split("<source/")[0] + "<finding/" + finding, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def kept(files: Path) -> Path:
    """A store that holds the report and what was found in it, named in an order that does not suit."""
    assert (
        main(["load", str(files / "lake.txt"), str(files / "entries.ttl"), "--source", "lake-report", "--store", str(files / "store")]) == 0
    )
    return files / "store"


@pytest.fixture(scope="module")
def client(kept: Path) -> TestClient:
    return TestClient(create_app(open_store(kept)))


@pytest.fixture
def store(kept: Path, tmp_path: Path) -> Path:
    """A store like it, to be changed."""
    return Path(shutil.copytree(kept, tmp_path / "store"))


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = main([str(one) for one in arguments])
    out, err = capsys.readouterr()
    return status, out, err


def verified(capsys: pytest.CaptureFixture[str], store: Path, *more: object) -> tuple[int, list[tuple[str, str]]]:
    status, said, _ = run(capsys, "verify", "--store", store, *more, "--format", "json")
    return status, sorted((one["state"], REPORT[one["start"] : one["end"]][:6]) for one in json.loads(said)["anchors"])


BOTH_SAME = [("same", "<b>lam"), ("same", "Nobody")]


def test_evidence_is_quoted_where_its_document_is_loaded(client: TestClient) -> None:
    (one,) = client.get("/findings.json?source=lake-report").json()["items"]

    assert one["quotation"]["exact"] == REPORT[HANDED[0] : HANDED[1]]
    assert one["quotation"]["prefix"].endswith("All ") and one["quotation"]["suffix"].startswith(".\nMore words")
    assert [more["exact"] for more in one["further_quotations"]] == ["Nobody may sell a lamp twice."]


def test_findings_of_other_sources_have_no_quotation(client: TestClient) -> None:
    items = client.get("/findings.json?source=utyasheva-elliott-2009&limit=5").json()["items"]

    assert items and not any("quotation" in one for one in items)


@pytest.mark.parametrize(
    "path", ["/findings.html?source=lake-report", "/sources/lake-report.html", "/jurisdictions/kz.html?as_of=2020-06-01"]
)
def test_pages_quote_and_the_words_of_a_document_do_nothing(client: TestClient, path: str) -> None:
    page = client.get(path).text

    assert "<mark>&lt;b&gt;lamps are handed &lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page and "More words &amp; &#34;quotes&#34;" in page


def test_a_source_page_says_how_its_passages_stand(client: TestClient) -> None:
    (document,) = client.get("/sources/lake-report.json").json()["documents"]

    assert (document["file"], document["passages"], document["same"], document["drifted"]) == ("lake.txt", 2, 2, [])
    assert "Document at hand" in client.get("/sources/lake-report.html").text
    assert client.get("/sources/caricc-2024-01.json").json()["documents"] == []


def test_show_quotes_too(capsys: pytest.CaptureFixture[str], kept: Path) -> None:
    _, said, _ = run(capsys, "show", "lake-report", "--store", kept)

    assert "lamps are handed" in " ".join(said.split())


def test_anchors_stand_though_the_document_was_named_before_its_source(capsys: pytest.CaptureFixture[str], kept: Path) -> None:
    assert verified(capsys, kept) == (0, BOTH_SAME)


def test_findings_that_come_after_their_document_are_anchored(capsys: pytest.CaptureFixture[str], files: Path, tmp_path: Path) -> None:
    for name in ("source.ttl", "lake.txt", "finding.ttl"):
        more = ["--source", "lake-report"] if name == "lake.txt" else []
        assert run(capsys, "load", files / name, *more, "--store", tmp_path / "store")[0] == 0

    assert verified(capsys, tmp_path / "store") == (0, BOTH_SAME)


def test_a_document_that_is_taken_back_leaves_no_anchor(capsys: pytest.CaptureFixture[str], store: Path) -> None:
    _, said, _ = run(capsys, "loads", "--store", store, "--format", "json")
    (document,) = [one["id"] for one in json.loads(said)["items"] if one["kind"] == "document"]

    status, _, err = run(capsys, "unload", document, "--store", store)

    assert status == 0, err
    assert verified(capsys, store) == (0, [])
    assert not any("/anchors/" in str(graph) for graph in open_store(store).oxigraph.named_graphs())


def test_anchors_of_a_store_are_looked_for_in_a_folder(capsys: pytest.CaptureFixture[str], kept: Path, tmp_path: Path) -> None:
    (tmp_path / "caricc.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "002_b3d5258cfd57b749.txt").write_text(REPORT, encoding="utf-8")  # the name of a document that reads otherwise

    status, said, _ = run(capsys, "verify", "--store", kept, "--sources", tmp_path)

    assert status == 1 and "217 passages: 217 changed" in said


def test_a_changed_copy_of_a_known_document_is_taken_with_a_remark(capsys: pytest.CaptureFixture[str], files: Path, store: Path) -> None:
    status, said, _ = run(capsys, "load", files / "lake.txt", "--source", "caricc-2024-01", "--as", "document", "--store", store)

    assert status == 0 and "changed words in this copy" in said


@pytest.mark.parametrize(
    ("options", "says"),
    [([], "--source"), (["--source", "lake-reprot"], "there is no source 'lake-reprot'"), (["--as", "document"], "--source KEY")],
)
def test_a_document_of_no_known_source_is_refused_with_the_way_out(
    capsys: pytest.CaptureFixture[str], store: Path, tmp_path: Path, options: list[str], says: str
) -> None:
    (tmp_path / "other.txt").write_text("Quite another text of which nobody knows anything.\n", encoding="utf-8")

    status, _, said = run(capsys, "load", tmp_path / "other.txt", *options, "--store", store)

    assert status == 1 and says in said and "Traceback" not in said


@pytest.mark.parametrize(("folder", "status"), [("", 0), ("nowhere", 2)])
def test_documents_that_are_not_there_are_no_fault(capsys: pytest.CaptureFixture[str], tmp_path: Path, folder: str, status: int) -> None:
    found, said, err = run(capsys, "verify", "--sources", tmp_path / folder)

    assert found == status
    assert "Document not at hand: caricc-2024-01" in said if status == 0 else "is not a folder" in err
