"""A new country, act and measure touch data files only: here they are added to a copy of the data and seen everywhere."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from readers import words_of
from starlette.testclient import TestClient

from api.app import create_app
from graph.comparison import Query, compare
from graph.dataset import BUILT_IN
from graph.knowledge import Knowledge
from graph.store import Store, open_store
from loaders.check import check

ACT = """
@base <https://w3id.org/druglaw/> .
@prefix dl: <https://w3id.org/druglaw/ontology#> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
<instrument/mn/tea-law-2020> a dl:Instrument ;
    eli:type_document <code/instrument-type/statute> ; eli:title "Tea Law"@en ; dl:shortTitle "MN Tea Law"@en ;
    eli:passed_by <jurisdiction/mn> ; eli:jurisdiction <jurisdiction/mn> ; dl:summary "An invented act on tea."@en ;
    dl:evidence [ a dl:Evidence ; dl:source <source/tea-gazette> ; dl:locator "art. 1" ] .
<provision/mn/tea-law-2020/7> a dl:Provision ;
    eli:is_part_of <instrument/mn/tea-law-2020> ; eli:number "7" ; dl:summary "Requires rooms for tea."@en ;
    dl:bearsOn <measure/tea-rooms> ; dl:modality <code/modality/requires> ; dl:from "2020-07-01" ;
    dl:evidence [ a dl:Evidence ; dl:source <source/tea-gazette> ; dl:locator "art. 7" ] .
"""
MEASURE = """
@base <https://w3id.org/druglaw/> .
@prefix dl: <https://w3id.org/druglaw/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<measure/tea-rooms> a skos:Concept , dl:Measure ; skos:inScheme <measures> ;
    skos:prefLabel "Tea rooms"@en , "Чайные"@ru ; dl:question "Must there be tea rooms?"@en , "Обязательны ли чайные?"@ru ;
    dl:kind <code/measure-kind/in-law> ; dl:group <measure-group/treatment> ; dl:answerScheme <answer-scheme/plain> ;
    dl:decisionRule "Yes where a duty stands."@en , "Да, если есть обязанность."@ru ;
    dl:workedExample "Art. 7: yes."@en , "Ст. 7: да."@ru ; dl:order 900 .
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("world") / "data"
    shutil.copytree(BUILT_IN, copy)
    (copy / "mn").mkdir()
    (copy / "mn" / "tea-law-2020.ttl").write_text(ACT, encoding="utf-8")
    (copy / "measures.ttl").write_text(MEASURE, encoding="utf-8")
    with (copy / "sources.bib").open("a", encoding="utf-8") as file:
        file.write("\n@misc{tea-gazette, title = {Tea Gazette}, date = {2020-06-15}, grade = {primary}}\n")
    with (copy / "tables" / "jurisdictions.csv").open("a", encoding="utf-8") as file:
        file.write("mn,MNG,Mongolia,Монголия,Монгол Улс,mn,13\n")
    with (copy / "tables" / "findings.csv").open("a", encoding="utf-8") as file:
        fields = ["mn-tea-rooms", "mn", "tea-rooms", "yes", "Requires them.", "stated", "2020-07-01", "", "2020-06-15", "tea-gazette"]
        file.write(",".join([*fields, "", "art. 7", "mn/tea-law-2020/7", "", "", "", ""]) + "\n")
    return copy


@pytest.fixture(scope="module")
def world(data: Path) -> Store:
    return open_store(data=data)


def test_the_new_entries_are_sound(data: Path) -> None:
    assert check(data) == []


@pytest.mark.parametrize(("day", "status"), [("2020-06-30", "not-researched"), ("2020-07-01", "answered")])
def test_they_stand_in_the_plain_table(world: Store, day: str, status: str) -> None:
    table = compare(Knowledge(world), Query(as_of=day))

    assert table.subjects[12].label == "Mongolia"
    assert table.cells["mn", "tea-rooms"].status == status


@pytest.mark.parametrize(
    "path", ["jurisdictions/mn", "measures/tea-rooms", "instruments/mn/tea-law-2020", "sources/tea-gazette", "compare"]
)
def test_they_have_their_pages(world: Store, path: str) -> None:
    client = TestClient(create_app(world))

    for extension in ("json", "html", "csv", "md", "ttl"):
        answer = client.get(f"/{path}.{extension}")
        assert answer.status_code == 200
        assert "tea" in answer.text.lower()


@pytest.mark.parametrize("extension", ["xlsx", "docx", "tex", "md", "html"])
def test_they_stand_in_the_printed_table(world: Store, extension: str) -> None:
    client = TestClient(create_app(world))
    words = words_of(client.get(f"/compare.{extension}?as_of=2020-07-01&measures=tea-rooms&layout=standalone").content)

    for word in ("Mongolia", "Tea rooms", "MN Tea Law, art. 7", "Tea Gazette"):
        assert word in words


def test_their_change_is_a_change_of_law(world: Store) -> None:
    client = TestClient(create_app(world))

    [change] = client.get("/changes.json?from=2020-06-30&to=2020-07-01&subjects=mn&measures=tea-rooms").json()["items"]
    assert (change["cause"], change["new"]["answer"]) == ("law", "yes")
    assert [(turn["act"], turn["provision"], turn["date"]) for turn in change["turns"]] == [
        ("mn/tea-law-2020", "mn/tea-law-2020/7", "2020-07-01")
    ]
    periods = client.get("/timeline/mn/tea-rooms.json").json()["periods"]
    assert (periods[0]["last"], periods[0]["answer"], periods[1]["first"], periods[1]["answer"]) == (
        "2020-06-30",
        None,
        "2020-07-01",
        "yes",
    )
    assert "/timeline/mn/tea-rooms" in client.get("/feeds/law.atom").text
