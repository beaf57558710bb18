"""What differs between two states of the data, told as law, coding and sources."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from graph.coding_changes import CODING, LAW, SOURCES, STREAMS, Difference, Statement, differences
from graph.dataset import BUILT_IN
from graph.store import Store, open_store


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, f"{path.name} no longer has {old}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def a_finding(data: Path) -> None:
    with (data / "tables" / "findings.csv").open("a", encoding="utf-8") as file:
        file.write("kz-new,kz,needle-exchange,provided,Invented.,stated,2010,,2024,utyasheva-elliott-2009,,p. 1,,,,,\n")


def a_repeal(data: Path) -> None:
    with (data / "tables" / "date-statements.csv").open("a", encoding="utf-8") as file:
        file.write("kz-ends,instrument/kz/drug-law-1998,repealed,2030-01-01,Invented.,utyasheva-elliott-2009,p. 1\n")


def a_source(data: Path) -> None:
    replaced(data / "sources.bib", "  grade        = {secondary}", "  grade        = {press}")


def an_article(data: Path) -> None:
    replaced(data / "kz" / "drug-law-1998.ttl", "action against trafficking", "action against traffickers")


CASES = {
    "a finding is added": (a_finding, CODING, "Finding", "added"),
    "a date statement is added": (a_repeal, LAW, "DateStatement", "added"),
    "a grade changes": (a_source, SOURCES, "Source", "changed"),
    "an act is described otherwise": (an_article, LAW, "Instrument", "changed"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_each_change_stands_in_its_stream(tmp_path: Path, store: Store, case: tuple[Callable[[Path], None], str, str, str]) -> None:
    edit, *told = case
    shutil.copytree(BUILT_IN, tmp_path / "data")
    edit(tmp_path / "data")
    [found] = differences(store.oxigraph, open_store(data=tmp_path / "data").oxigraph)

    assert [found.stream, found.kind, found.change] == told
    if found.change == "changed":
        [said] = found.statements
        assert said.old != said.new


def test_the_other_way_round_an_addition_is_a_removal(tmp_path: Path, store: Store) -> None:
    shutil.copytree(BUILT_IN, tmp_path / "data")
    a_finding(tmp_path / "data")
    [found] = differences(open_store(data=tmp_path / "data").oxigraph, store.oxigraph)

    assert (found.change, found.id) == ("removed", "finding/kz-new")
    assert Statement("answer", ("answer/provided",), ()) in found.statements


def test_the_same_data_read_twice_do_not_differ(store: Store) -> None:
    assert differences(store.oxigraph, open_store().oxigraph) == []


def test_against_nothing_everything_is_new(store: Store) -> None:
    found = differences([], store.oxigraph)
    assert {one.change for one in found} == {"added"}
    assert {one.stream for one in found} == set(STREAMS)
    assert not [one for one in found if one.kind == "Evidence"], "evidence is told with the thing that rests on it"


PREFIX = "@base <https://w3id.org/druglaw/> . @prefix dl: <https://w3id.org/druglaw/ontology#> . "


def graph(text: str) -> list:
    return list(parse((PREFIX + text).encode(), format=RdfFormat.TURTLE))


def test_nested_nodes_are_part_of_the_thing() -> None:
    old = graph('<finding/x> a dl:Finding ; dl:evidence [ a dl:Evidence ; dl:source <source/a> ; dl:locator "p. 1" ] .')
    same = graph(
        '<finding/x> dl:evidence <finding/x#e> ; a dl:Finding . <finding/x#e> dl:locator "p. 1" ; dl:source <source/a> ; a dl:Evidence .'
    )
    other = graph('<finding/x> a dl:Finding ; dl:evidence [ a dl:Evidence ; dl:source <source/a> ; dl:locator "p. 2" ] .')

    assert differences(old, same) == []
    statement = Statement("evidence", ("locator: p. 1; source: source/a",), ("locator: p. 2; source: source/a",))
    assert differences(old, other) == [Difference(CODING, "Finding", "finding/x", "changed", "x", (statement,))]


def test_nodes_that_run_in_a_circle_come_to_an_end() -> None:
    circle = " ".join(f"_:n{one} " + " ; ".join(f"dl:about _:n{two}" for two in range(40)) + " ." for one in range(40))
    assert len(differences([], graph("<finding/x> a dl:Finding ; dl:about _:n0 . " + circle))) == 1
