"""``druglaw load``, ``loads`` and ``unload``: all or nothing, recorded, judged by what was touched."""

from __future__ import annotations

import json
import random
from pathlib import Path

import crash
import pytest
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse
from pyoxigraph import Store as Oxigraph

from api.cli import main
from graph import revisions
from graph.derived import DERIVED, derive
from graph.neighbourhood import affected
from graph.store import Store, open_store
from graph.terms import BASE, dl, iri, kind_of
from loaders.judging import judge
from loaders.load import load
from loaders.provenance import loads
from loaders.reading import Options
from loaders.shapes import violations
from loaders.unload import unload

EXAMPLES = Path(__file__).parent / "data" / "shapes"
Node = NamedNode | BlankNode


def places(directory: Path) -> set[str]:
    """The places that a store knows."""
    return {quad.subject.value for quad in open_store(directory).oxigraph.quads_for_pattern(None, None, dl("Place"))}  # type: ignore[union-attr]


# ---- all or nothing ----


def test_a_loaded_file_is_in_the_store_with_its_record(bench: crash.Bench, kept: Path) -> None:
    report = load([bench.near], Options(), kept, by="Anna K.")

    assert not report.complaints
    assert BASE + "place/near-7" in places(kept)
    [one] = loads(open_store(kept))
    assert (one.kind, one.file, one.by, one.size) == ("rdf", "near.ttl", "Anna K.", bench.near.stat().st_size)
    assert len(one.id) == 12 and len(one.sha256) == 64 and one.when.endswith("Z") and not one.taken_back
    assert one.triples == sum(1 for _ in open_store(kept).oxigraph.quads_for_pattern(None, None, None, one.graph))


def test_the_same_file_again_changes_nothing_and_says_so(bench: crash.Bench, kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["load", str(bench.near), str(bench.near), "--store", str(kept)]
    assert main(call) == 0
    revision = (kept / "current").read_text()

    assert main(call) == 0

    assert "stands in the store already" in capsys.readouterr().out
    assert (kept / "current").read_text() == revision


def test_with_one_bad_file_nothing_is_loaded_and_all_complaints_are_told(
    bench: crash.Bench, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = crash.digest(kept)
    syntax, rule = bench.folder / "syntax.ttl", bench.folder / "rule.ttl"
    syntax.write_text(crash.places("syntax", 3) + "<place/x> a", encoding="utf-8")
    rule.write_text(crash.PREFIXES + '\n<place/bare> a dl:Place ; skos:prefLabel "bare"@en .\n', encoding="utf-8")

    status = main(["load", str(bench.near), str(syntax), str(rule), str(bench.folder / "absent.txt"), "--store", str(kept)])

    told = capsys.readouterr().err
    assert status == 1
    assert f"{syntax}:" in told and f"{bench.folder / 'absent.txt'}:1: there is no such file" in told
    assert f"{rule}:5: bare: A place needs evidence" in told
    assert "Nothing was loaded" in told and "Traceback" not in told
    assert crash.digest(kept) == before


def test_files_of_one_load_may_refer_to_each_other_in_any_order(bench: crash.Bench, kept: Path) -> None:
    inside = bench.folder / "inside.ttl"
    inside.write_text(crash.places("inside", 1).replace("dl:evidence", "dl:liesIn <place/near-1> ; dl:evidence"), encoding="utf-8")

    assert load([inside], Options(), kept).complaints
    assert not load([inside, bench.near], Options(), kept).complaints


def test_a_dry_run_judges_and_leaves_the_store_as_it_was(bench: crash.Bench, kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (kept / "current").read_text()

    assert main(["load", str(bench.near), "--dry-run", "--store", str(kept)]) == 0

    assert "would be loaded as rdf" in capsys.readouterr().out
    assert (kept / "current").read_text() == before
    assert loads(open_store(kept)) == []


def test_a_dry_run_makes_no_store(bench: crash.Bench, tmp_path: Path) -> None:
    report = load([bench.near], Options(), tmp_path / "none", dry_run=True)

    assert report.dry_run and report.new
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["load", "x.ttl"], "--store DIR"),
        (["unload", "0123456789ab"], "--store DIR"),
        (["load", "x.ttl", "--as", "novel", "--store", "s"], "the kinds are"),
        (["load", "x.txt", "y.txt", "--slug", "water-code", "--store", "s"], "--slug names one act"),
    ],
)
def test_a_wrong_call_is_told_what_is_right(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert said in capsys.readouterr().err


def test_a_load_beside_another_is_refused(bench: crash.Bench, kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with revisions.change(kept):
        assert main(["load", str(bench.near), "--store", str(kept)]) == 2

    assert "another load into" in capsys.readouterr().err


def test_a_load_says_that_the_one_before_did_not_finish(bench: crash.Bench, kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (kept / "revisions" / "000009-0123456789ab").mkdir()

    assert main(["loads", "--store", str(kept)]) == 0
    assert "druglaw loads: an earlier load did not finish" in capsys.readouterr().err
    assert main(["load", str(bench.near), "--store", str(kept)]) == 0
    assert "an earlier load did not finish" in capsys.readouterr().err
    assert main(["loads", "--store", str(kept)]) == 0
    assert capsys.readouterr().err == ""


def test_a_file_of_no_known_kind_is_refused_with_the_kinds(bench: crash.Bench, kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bench.essay.write_text("Nothing but a note.", encoding="utf-8")

    assert main(["load", str(bench.essay), "--store", str(kept)]) == 1
    assert "say which with --as, one of rdf, sheet" in capsys.readouterr().err


# ---- lists of documents ----


def test_a_list_loads_each_document_with_what_it_says_of_it(bench: crash.Bench, kept: Path) -> None:
    (bench.folder / "laws").mkdir()
    (bench.folder / "laws" / "far.ttl").write_text(crash.places("far", 2), encoding="utf-8")
    listed = bench.folder / "list.csv"
    listed.write_text("file,as,title\nnear.ttl,rdf,\nlaws/far.ttl,,\n", encoding="utf-8")

    assert not load([listed], Options(), kept).complaints
    assert [one.file for one in loads(open_store(kept))] == ["near.ttl", "far.ttl"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("file,as\n../near.ttl,rdf\n", "does not lie in the folder"),
        ("file,as\n/etc/hostname,rdf\n", "does not lie in the folder"),
        ("file,as\nlinked/near.ttl,rdf\n", "does not lie in the folder"),
        ("file,as\n,rdf\n", "does not lie in the folder"),
        ("file,as\nnear.ttl,novel\n", "there is no kind 'novel'"),
        ("file,colour\nnear.ttl,red\n", "a list has no column 'colour'"),
        ("file,as\nnear.ttl,rdf,more\n", "more fields than the header"),
        ("file,as\n", "names no document"),
        ("file,as\nabsent.ttl,rdf\n", "there is no such file"),
    ],
)
def test_a_faulty_list_loads_nothing(bench: crash.Bench, kept: Path, rows: str, said: str) -> None:
    folder = bench.folder / "laws"
    folder.mkdir()
    (folder / "linked").symlink_to(bench.folder)
    (folder / "list.csv").write_text(rows, encoding="utf-8")

    report = load([folder / "list.csv"], Options(), kept, kind="list")

    assert said in "".join(map(str, report.complaints))
    assert loads(open_store(kept)) == []


# ---- the record, and taking back ----


def test_loads_lists_what_was_loaded(bench: crash.Bench, kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["load", str(bench.near), "--by", "Anna", "--store", str(kept)])
    capsys.readouterr()

    assert main(["loads", "--format", "json", "--store", str(kept)]) == 0

    listed = json.loads(capsys.readouterr().out)
    assert listed["total"] == 1
    assert {"id", "kind", "file", "sha256", "when", "by", "triples", "remarks", "taken_back", "about", "title"} <= set(listed["items"][0])


def test_what_is_taken_back_is_gone_and_its_record_stays(bench: crash.Bench, kept: Path) -> None:
    before = places(kept)
    derived = set(open_store(kept).oxigraph.quads_for_pattern(None, None, None, DERIVED))
    load([bench.near], Options(), kept)
    [one] = loads(open_store(kept))

    assert not unload(one.id, kept, by="Boris").complaints

    assert places(kept) == before
    assert set(open_store(kept).oxigraph.quads_for_pattern(None, None, None, DERIVED)) == derived
    [gone] = loads(open_store(kept))
    assert gone.taken_back and gone.taken_back_by == "Boris" and gone.id == one.id
    assert not any(open_store(kept).oxigraph.quads_for_pattern(None, None, None, one.graph))


def test_what_was_taken_back_can_be_loaded_again_under_another_id(bench: crash.Bench, kept: Path) -> None:
    load([bench.near], Options(), kept)
    unload(loads(open_store(kept))[0].id, kept)

    assert [one.file for one in load([bench.near], Options(), kept).new] == ["near.ttl"]

    assert len({one.id for one in loads(open_store(kept))}) == 2
    assert sorted(bool(one.taken_back) for one in loads(open_store(kept))) == [False, True]


def test_what_others_refer_to_is_not_taken_back(bench: crash.Bench, kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inside = bench.folder / "inside.ttl"
    inside.write_text(crash.places("inside", 1).replace("dl:evidence", "dl:liesIn <place/near-1> ; dl:evidence"), encoding="utf-8")
    load([bench.near], Options(), kept)
    load([inside], Options(), kept)
    first, second = (one.id for one in loads(open_store(kept)))

    assert main(["unload", first, "--store", str(kept)]) == 1
    assert f"place/inside-1 would refer to place/near-1, which would be gone: take load {second} back first" in capsys.readouterr().err
    assert main(["unload", second, "--store", str(kept)]) == 0
    assert main(["unload", first, "--store", str(kept)]) == 0
    assert main(["unload", first, "--store", str(kept)]) == 2
    assert main(["unload", "ffffffffffff", "--store", str(kept)]) == 2


# ---- judged by what was touched, as if the whole had been ----


def quads(path: Path, graph: str) -> list[Quad]:
    """The quads of an example in a graph."""
    parsed = parse(path=str(path), format=RdfFormat.TURTLE, base_iri=BASE)
    return [Quad(one.subject, one.predicate, one.object, iri(f"graph/{graph}")) for one in parsed]


def owners(found: list[Quad]) -> dict[Node, list[Quad]]:
    """Quads by the thing with an IRI that they describe, those of its blank nodes among them."""
    above = {quad.object: quad.subject for quad in found if isinstance(quad.object, BlankNode)}
    things: dict[Node, list[Quad]] = {}
    for quad in found:
        node = quad.subject
        while isinstance(node, BlankNode) and node in above:
            node = above[node]
        assert isinstance(node, Node)
        things.setdefault(node, []).append(quad)
    return things


def pieces_of_examples() -> list[tuple[Path, NamedNode]]:
    """Examples of broken rules, each with one of its things that comes later than the rest; a sample of them all."""
    pairs = [
        (path, thing)
        for path in sorted(EXAMPLES.rglob("*.bad.ttl"))
        if path.parent.name != "division"  # rules about divisions are asked of whole texts
        for thing in owners(quads(path, "load/x"))
        if isinstance(thing, NamedNode)
    ]
    return random.Random(7).sample(pairs, 30)


@pytest.mark.parametrize(("path", "late"), pieces_of_examples(), ids=lambda value: value.stem if isinstance(value, Path) else "")
def test_a_rule_broken_by_a_piece_that_comes_later_is_found_from_that_piece(path: Path, late: NamedNode) -> None:
    things = owners([*quads(EXAMPLES / "base.ttl", "base"), *quads(path, "load/x")])
    whole = [quad for found in things.values() for quad in found]
    rest = [quad for thing, found in things.items() if thing != late for quad in found]
    oxigraph = Oxigraph()
    oxigraph.bulk_extend([*rest, *derive(rest)])
    before = set(violations([*rest, *derive(rest)]))
    oxigraph.bulk_extend(things[late])
    store = Store(oxigraph, "test")

    found = set(judge(store, affected(store, [late])))

    everything = {one for one in violations([*whole, *derive(whole)]) if one.grave}
    assert everything - before <= found <= everything


@pytest.fixture(scope="module")
def built_in() -> dict[Node, list[Quad]]:
    """The built-in data by the things they describe."""
    return owners([quad for quad in open_store().oxigraph if quad.graph_name != DERIVED])


KINDS = ("finding", "date-statement", "amendment", "provision", "instrument", "tally", "event", "observation", "influence", "version")


@pytest.mark.parametrize("seed", range(6))
def test_loading_in_pieces_derives_what_deriving_the_whole_gives(built_in: dict[Node, list[Quad]], seed: int) -> None:
    chance = random.Random(seed)
    kinds = chance.sample(KINDS, 3)
    things = [thing for thing in built_in if isinstance(thing, NamedNode) and kind_of(thing) in kinds]
    late = set(chance.sample(sorted(things, key=str), chance.choice([1, 5, 40])))
    rest = [quad for thing, found in built_in.items() if thing not in late for quad in found]
    oxigraph = Oxigraph()
    oxigraph.bulk_extend([*rest, *derive(rest)])
    oxigraph.bulk_extend(quad for thing in late for quad in built_in[thing])
    store = Store(oxigraph, "test")

    assert judge(store, affected(store, late)) == []

    whole = derive(quad for found in built_in.values() for quad in found)
    assert set(oxigraph.quads_for_pattern(None, None, None, DERIVED)) == set(whole)


def test_evidence_that_a_document_loaded_before_does_not_have_is_told(tmp_path: Path) -> None:
    kept, copy, notes = tmp_path / "full", tmp_path / "copy.txt", tmp_path / "notes.ttl"
    copy.write_text("A few invented words.\n", encoding="utf-8")
    notes.write_text(
        "@prefix dl: <https://w3id.org/druglaw/ontology#> .\n"
        "<finding/kz-invented> a dl:Finding ; dl:subject <jurisdiction/kz> ; dl:measure <measure/needle-exchange-law> ; "
        'dl:answer <answer/permitted> ; dl:basis <code/finding-basis/stated> ; dl:observed "2024" ; dl:reading "Invented."@en ; '
        "dl:evidence <finding/kz-invented#evidence> .\n<finding/kz-invented#evidence> a dl:Evidence ; "
        'dl:source <source/cnd-2021-crp> ; dl:locator "para 2 @99990-99999" .\n',
        encoding="utf-8",
    )
    load([copy], Options(source="cnd-2021-crp"), kept)

    report = load([notes], Options(), kept)

    assert not report.complaints
    assert [remark for remark in report.new[0].remarks if "not anchored: para 2 @99990-99999" in remark]


def test_tables_that_would_lack_what_was_loaded_are_refused(bench: crash.Bench, kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    load([bench.near], Options(), kept)

    assert main(["export", "--format", "csvw", "--store", str(kept), "--output", str(bench.folder / "tables")]) == 2
    assert "choose trig" in capsys.readouterr().err
    assert not (bench.folder / "tables").exists()
