"""Links to other people's data: an SSSOM file is read whole, and each fault is named with its line."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import yaml
from pyoxigraph import NamedNode

from graph.dataset import BUILT_IN
from graph.mappings import load_mappings
from graph.terms import BASE, PREFIXES
from loaders.check import check_file

HEAD = "# mapping_set_id: https://example.org/set\n# curie_map:\n#   druglaw: https://w3id.org/druglaw/\n#   wd: http://www.wikidata.org/entity/\n"
COLUMNS = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence\tcomment\n"
ROW = "druglaw:jurisdiction/kz\tskos:exactMatch\twd:Q232\tsemapv:ManualMappingCuration\t1.0\tseen in a list\n"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "links.sssom.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_row_gives_the_link_and_its_justification(tmp_path: Path) -> None:
    contents = load_mappings(written(tmp_path, HEAD + COLUMNS + ROW), "links.sssom.tsv")

    assert contents.complaints == []
    triples = {(quad.subject.value, quad.predicate.value, quad.object.value) for quad in contents.quads}
    assert (f"{BASE}jurisdiction/kz", f"{PREFIXES['skos']}exactMatch", "http://www.wikidata.org/entity/Q232") in triples
    mapping = f"{BASE}mapping/druglaw-jurisdiction-kz-wd-q232"
    assert (mapping, f"{PREFIXES['sssom']}mapping_justification", f"{PREFIXES['semapv']}ManualMappingCuration") in triples
    assert contents.lines == {mapping: 6}


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (HEAD + COLUMNS + ROW.replace("wd:", "wiki:"), 6, "the prefix 'wiki' is not declared"),
        (HEAD + COLUMNS + ROW.replace("wd:Q232", "Q232"), 6, "'Q232' is no identifier"),
        (HEAD + COLUMNS + ROW.replace("Q232", "Q 232"), 6, "no identifier may have"),
        (HEAD + COLUMNS + ROW.replace("1.0", "high"), 6, "'high' is not a number from 0 to 1"),
        (HEAD + COLUMNS.replace("object_id\t", "") + ROW, 5, "object_id are missing"),
        (COLUMNS + ROW, 1, "it has no curie_map"),
        ("# curie_map: [\n" + COLUMNS, 1, "as YAML"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, text: str, line: int, says: str) -> None:
    (complaint,) = load_mappings(written(tmp_path, text), "links.sssom.tsv").complaints

    assert complaint.line == line
    assert says in complaint.message


def test_the_shapes_see_what_a_row_can_mean(tmp_path: Path) -> None:
    strange = ROW.replace("jurisdiction/kz", "jurisdiction/zz") + ROW.replace("exactMatch", "same")

    found = {complaint.line: complaint.message for complaint in check_file(written(tmp_path, HEAD + COLUMNS + strange))}
    assert found.keys() == {6, 7}
    assert "has an entry here" in found[6] and "how near the two are" in found[7]


def test_what_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "links.sssom.tsv"
    path.write_bytes(b"# curie_map:\n\xff\xfe\n")

    (complaint,) = load_mappings(path, path.name).complaints
    assert "UTF-8" in complaint.message


@pytest.fixture(scope="module")
def built_in() -> list[dict[str, str]]:
    lines = (BUILT_IN / "links.sssom.tsv").read_text(encoding="utf-8").splitlines()
    head = yaml.safe_load("\n".join(line[1:] for line in lines if line.startswith("#")))
    assert head["license"].startswith("https://creativecommons.org/")
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


def test_every_state_and_every_link_has_what_a_reviewer_needs(built_in: list[dict[str, str]]) -> None:
    with (BUILT_IN / "tables" / "jurisdictions.csv").open(encoding="utf-8", newline="") as file:
        states = {f"druglaw:jurisdiction/{row['id']}" for row in csv.DictReader(file)}

    assert states <= {row["subject_id"] for row in built_in if row["predicate_id"] == "skos:exactMatch"}
    assert [row["subject_id"] for row in built_in if not (row["comment"] and row["mapping_justification"] and row["confidence"])] == []
    assert len({(row["subject_id"], row["predicate_id"], row["object_id"]) for row in built_in}) == len(built_in)


def test_the_links_stand_on_the_thing_itself() -> None:
    kz = NamedNode(BASE + "jurisdiction/kz")
    links = {q.object.value for q in load_mappings(BUILT_IN / "links.sssom.tsv", "links.sssom.tsv").quads if q.subject == kz}

    assert "http://www.wikidata.org/entity/Q232" in links
