"""The release package: complete, usable by other people's programs, and the same bytes from every build."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import pyoxigraph
import pypdfium2
import pytest
import rdflib
import yaml
from rocrate.rocrate import ROCrate

from api.cli import main
from api.releases.build import build
from graph.dataset import BUILT_IN
from graph.release import RELEASE, RELEASED
from graph.store import Store

ROOT = Path(__file__).parent.parent
NAME = f"druglaw-{RELEASE}"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("release") / "out"
    build(output)
    return output


@pytest.fixture(scope="module")
def package(built: Path) -> Path:
    return built / NAME


# ---- the same from every build ----


def test_two_clones_on_two_machines_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    """Another path, time zone, language, seed of hashes, mask of rights and user's home; the files have other dates."""
    clone = tmp_path / "another place" / "druglaw"
    for room in ("api", "graph", "loaders", "ontology", "shapes"):
        shutil.copytree(ROOT / room, clone / room, ignore=shutil.ignore_patterns("__pycache__"))
    for path in clone.rglob("*"):
        os.utime(path, (86_400, 86_400))
    elsewhere = {"PATH": os.environ["PATH"], "PYTHONPATH": ".", "HOME": str(tmp_path), "USER": "somebody", "SOURCE_DATE_EPOCH": "1"}
    elsewhere |= {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "4711"}

    command = [sys.executable, "-m", "api.cli", "release", "--output", str(tmp_path / "out")]
    subprocess.run(command, cwd=clone, env=elsewhere, check=True, umask=0o077, stdout=subprocess.DEVNULL)

    theirs = {path.relative_to(tmp_path / "out"): path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    ours = {path.relative_to(built): path.read_bytes() for path in built.rglob("*") if path.is_file()}
    assert [str(path) for path in ours if theirs.get(path) != ours[path]] == []
    assert theirs.keys() == ours.keys()


# ---- whole ----


def test_the_checksums_are_those_of_every_file(built: Path, package: Path) -> None:
    sums = dict(reversed(line.split("  ", 1)) for line in (package / "SHA256SUMS").read_text(encoding="utf-8").splitlines())

    files = {path.relative_to(package).as_posix(): sha256(path.read_bytes()).hexdigest() for path in package.rglob("*") if path.is_file()}
    assert sums == {name: digest for name, digest in files.items() if name != "SHA256SUMS"}
    if program := shutil.which("sha256sum"):
        subprocess.run([program, "--check", "--quiet", "--strict", "SHA256SUMS"], cwd=package, check=True)
        subprocess.run([program, "--check", "--quiet", "--strict", f"{NAME}.zip.sha256"], cwd=built, check=True)


def test_the_archive_holds_the_folder(built: Path, package: Path) -> None:
    with zipfile.ZipFile(built / f"{NAME}.zip") as archive:
        assert archive.testzip() is None
        packed = {name: archive.read(name) for name in archive.namelist()}

    assert packed == {path.relative_to(built).as_posix(): path.read_bytes() for path in package.rglob("*") if path.is_file()}
    assert len(packed) > 400 and sum(map(len, packed.values())) < 100_000_000


def test_nothing_of_this_machine_is_in_it(package: Path) -> None:
    words = [str(ROOT), str(Path.home()), str(package.parent), os.uname().nodename]

    for path in package.rglob("*"):
        if path.is_file():
            contents = path.read_bytes()
            assert [word for word in words if len(word) > 5 and word.encode() in contents] == [], path


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")

    assert main(["release", "--output", str(tmp_path)]) == 2
    assert "is not empty" in capsys.readouterr().err


# ---- used by other people's programs ----


def test_other_stores_read_the_graph(package: Path, store: Store) -> None:
    trig, nquads = rdflib.Dataset(), pyoxigraph.Store()
    trig.parse(package / "druglaw.trig", format="trig")
    nquads.bulk_load(path=package / "druglaw.nq", format=pyoxigraph.RdfFormat.N_QUADS)

    assert len(trig) == len(nquads) > 90_000
    assert sha256((package / "druglaw.nq").read_bytes()).hexdigest() == store.data_sha256


def test_the_tables_are_read_through_their_metadata(package: Path) -> None:
    from csvw import Table

    for metadata in sorted([*(package / "data" / "tables").glob("*-metadata.json"), *package.glob("*-metadata.json")]):
        if metadata.name != "ro-crate-metadata.json":
            rows = list(Table.from_file(metadata))
            with (metadata.parent / metadata.name.removesuffix("-metadata.json")).open(encoding="utf-8", newline="") as file:
                assert len(rows) == len(list(csv.reader(file))) - 1 > 0, metadata.name


def test_the_data_pass_the_check(package: Path) -> None:
    from graph.dataset import read_dataset

    found = read_dataset(package / "data")

    assert found.complaints == []
    assert len(list(found.quads)) == len(list(read_dataset(BUILT_IN).quads))


def test_the_comparison_in_it_replays(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["replay", str(package / "comparison.csv")]) == 0
    assert f"same: /compare.csv?as_of={RELEASED}" in capsys.readouterr().out


def test_the_crate_names_every_file(package: Path) -> None:
    crate = ROCrate(package)
    document = json.loads((package / "ro-crate-metadata.json").read_bytes())
    entities = {one["@id"]: one for one in document["@graph"]}

    assert crate.root_dataset["version"] == RELEASE and crate.root_dataset["datePublished"] == RELEASED
    assert crate.root_dataset["license"].id == "https://creativecommons.org/licenses/by/4.0/"
    files = {path.relative_to(package).as_posix() for path in package.rglob("*") if path.is_file()}
    named = {one["@id"] for one in entities["./"]["hasPart"]}
    assert named == files - {"ro-crate-metadata.json", "SHA256SUMS"}
    for name in named:
        assert entities[name]["sha256"] == sha256((package / name).read_bytes()).hexdigest()
        assert entities[name]["description"] and entities[name]["encodingFormat"]


def test_the_citation_names_release_day_and_data(package: Path, store: Store) -> None:
    theirs = yaml.safe_load((package / "CITATION.cff").read_text(encoding="utf-8"))
    ours = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))

    assert (str(theirs["version"]), str(theirs["date-released"]), theirs["license"]) == (RELEASE, RELEASED, "CC-BY-4.0")
    assert (str(ours["version"]), str(ours["date-released"])) == (RELEASE, RELEASED)
    assert theirs["identifiers"][0]["value"] == f"sha256:{store.data_sha256}"


# ---- the codebook ----


def test_the_codebook_for_print_has_every_measure_in_both_languages(package: Path, knowledge) -> None:  # type: ignore[no-untyped-def]
    pdf = pypdfium2.PdfDocument(package / "codebook.pdf")
    text = " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf)
    outline = {one.get_title() for one in pdf.get_toc()}

    for lang in ("en", "ru"):
        for measure in knowledge.codebook(lang).measures.values():
            assert " ".join(measure.label.split()[:3]) in text
            assert lang != "en" or measure.label in outline
    assert pdf.get_metadata_value("CreationDate").startswith("D:" + RELEASED.replace("-", ""))


def test_the_page_of_the_codebook_has_every_measure_and_answer_and_fetches_nothing(package: Path, knowledge) -> None:  # type: ignore[no-untyped-def]
    from lxml import html

    page = html.fromstring((package / "codebook.html").read_bytes())

    for measure in knowledge.codebook("ru").measures.values():
        (section,) = page.xpath(f"//section[@aria-labelledby='{measure.id}']")
        said = " ".join(section.text_content().split())
        assert " ".join(measure.question.split()) in said and " ".join(measure.rule.split()) in said
        answers = {one.id for one in knowledge.codebook().answers_of(measure)} - {"silent", "unclear", "not-applicable"}
        assert {one.text for one in section.xpath(".//li/code")} == answers
    assert page.xpath("//script | //img | //link | //iframe | //@onclick") == []
    assert {one.text for one in page.xpath("//dt/code")} == {"silent", "unclear", "not-applicable", "not-researched", "disputed"}


# ---- what changed ----


@pytest.fixture(scope="module")
def next_release(tmp_path_factory: pytest.TempPathFactory, built: Path) -> Path:
    """A release after this one: another answer, a new source, an act in force from another day."""
    folder = tmp_path_factory.mktemp("next")
    shutil.copytree(BUILT_IN, folder / "data")
    tables = folder / "data" / "tables"
    findings = (tables / "findings.csv").read_text(encoding="utf-8")
    first = findings.splitlines()[1]
    (tables / "findings.csv").write_text(findings.replace(first, first.replace(first.split(",")[3], "unclear", 1)), encoding="utf-8")
    dates = (tables / "date-statements.csv").read_text(encoding="utf-8")
    assert "1998-04-15" in dates
    (tables / "date-statements.csv").write_text(dates.replace("1998-04-15", "1998-04-16", 1), encoding="utf-8")
    with (folder / "data" / "sources.bib").open("a", encoding="utf-8") as file:
        file.write("\n@misc{tea-gazette, title = {Tea <Gazette> | `2`}, date = {2020-06-15}, grade = {primary}}\n")
    build(folder / "out", built / f"{NAME}.zip", folder / "data")
    return folder / "out" / NAME


def test_changes_are_told_apart_for_law_coding_and_sources(next_release: Path) -> None:
    log = (next_release / "CHANGELOG.md").read_text(encoding="utf-8")
    _, law, coding, sources = log.split("\n## ")

    assert law.startswith("Law") and "date: 1998-04-15 → 1998-04-16" in law and law.count("- *") == 1
    assert coding.startswith("Coding") and "answer: " in coding and "→ answer/unclear" in coding and coding.count("- *") == 1
    assert sources.startswith("Sources") and r"- + `source/tea-gazette` (Tea \<Gazette\> \| \`2\`)" in sources
    with (next_release / "changes.csv").open(encoding="utf-8", newline="") as file:
        assert {row["stream"] for row in csv.DictReader(file)} == {"law", "coding", "sources"}


def test_the_first_release_says_so_and_counts(package: Path) -> None:
    log = (package / "CHANGELOG.md").read_text(encoding="utf-8")

    assert "First release" in log and "- Finding: " in log and "- Instrument: " in log and "- Source: " in log
    assert not (package / "changes.csv").exists()


@pytest.mark.parametrize("what", ["empty folder", "no archive", "archive without data", "damaged archive", "damaged data", "nothing"])
def test_what_is_no_earlier_release_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], what: str) -> None:
    previous = tmp_path / "previous"
    if what == "empty folder":
        previous.mkdir()
    elif what == "no archive":
        previous.write_bytes(b"PK\x03\x04 nothing")
    elif what == "archive without data":
        with zipfile.ZipFile(previous, "w") as archive:
            archive.writestr("letter.txt", "dear")
    elif what == "damaged archive":
        with zipfile.ZipFile(previous, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("druglaw.nq", "<a> <b> <c> .\n" * 1000)
        start = len("druglaw.nq") + 30
        contents = previous.read_bytes()
        previous.write_bytes(contents[:start] + b"\xff" * 15 + contents[start + 15 :])
    elif what == "damaged data":
        previous.mkdir()
        (previous / "druglaw.nq").write_text("<a> <b> nonsense\n", encoding="utf-8")

    assert main(["release", "--output", str(tmp_path / "out"), "--previous", str(previous)]) == 2
    assert str(previous) in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
