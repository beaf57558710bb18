"""Acts, sources, articles and cells as RIS, BibLaTeX and CSL-JSON, read back by other people's programs; and what pages embed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import warnings
from html.parser import HTMLParser
from urllib.parse import parse_qs, unquote

import pytest
import rispy
from citeproc.source.json import CiteProcJSON
from fastapi.testclient import TestClient
from pybtex.database import parse_string
from pyoxigraph import Literal, NamedNode, Quad

from api.app import create_app
from api.formats.embedded import coins, json_ld, schema_org
from api.formats.references import as_bib, as_csl, as_ris
from graph.citable import cell_item, csl_item, release_item
from graph.comparison import Query, compare
from graph.csl import CslItem
from graph.knowledge import Knowledge
from graph.store import Store, open_store
from graph.terms import PREFIXES, dl, graph_iri, iri

PANDOC = shutil.which("pandoc")
HOSTILE = 'A {B}} \\input{/etc/passwd} 50% & #1 $x$ _y_ "q" \r\nER  - \r\nTY  - JOUR\r\n</script><img src=x onerror=alert(1)> {{ "О воде'
ONE_LINE = 'A {B}} \\input{/etc/passwd} 50% & #1 $x$ _y_ "q" ER - TY - JOUR </script><img src=x onerror=alert(1)> {{ "О воде'


@pytest.fixture(scope="module")
def items(knowledge: Knowledge) -> list[CslItem]:
    """All acts and sources, each tenth article, the cells of two states, and the release."""
    table = compare(knowledge, Query(["kz", "ru"], as_of="2008-10-31"))
    cells = [cell_item(table, subject.id, measure.id) for subject, measure, _ in table.rows()]
    acts = [csl_item(knowledge, f"instrument/{act}", as_of="2016-05-01") for act in knowledge.law.acts]
    articles = [csl_item(knowledge, f"provision/{one}") for one in list(knowledge.law.provisions)[::10]]
    return [*acts, *knowledge.references.values(), *articles, *cells, release_item()]


@pytest.fixture(scope="module")
def hostile() -> Store:
    """The built-in data with a source and an act whose words try to be something else."""
    store = open_store()
    graph = graph_iri("load/000000000009")
    source, act = iri("source/hostile"), iri("instrument/xx/hostile")
    type_, title = NamedNode(PREFIXES["rdf"] + "type"), NamedNode(PREFIXES["dcterms"] + "title")
    quads = [
        Quad(source, type_, dl("Source"), graph),
        Quad(source, title, Literal(HOSTILE), graph),
        Quad(source, NamedNode(PREFIXES["dcterms"] + "creator"), Literal(HOSTILE.replace(";", "")), graph),
        Quad(source, dl("grade"), iri("code/grade/press"), graph),
        Quad(source, dl("entryType"), Literal("online"), graph),
        Quad(source, dl("address"), Literal("javascript:alert(1)"), graph),
        Quad(act, type_, dl("Instrument"), graph),
        Quad(act, NamedNode(PREFIXES["eli"] + "title"), Literal(HOSTILE, language="en"), graph),
        Quad(act, NamedNode(PREFIXES["eli"] + "number"), Literal(HOSTILE), graph),
    ]
    store.oxigraph.extend(quads)
    return store


class Spans(HTMLParser):
    """The titles of the spans that a reference manager looks for, as it finds them, and the data blocks of JSON-LD."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.data: list[str] = []
        self.tags: list[str] = []
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.tags.append(tag)
        if tag == "span" and "Z3988" in (said.get("class") or "").split() and said.get("title"):
            self.found.append(said["title"] or "")
        self._inside = tag == "script" and said.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.data.append(data)
            self._inside = False


def test_ris_is_read_back_by_rispy(items: list[CslItem]) -> None:
    read = rispy.loads(as_ris(items).decode())

    assert [(one["id"], one["title"]) for one in read] == [(item["id"], item["title"]) for item in items]
    assert [one.get("urls", [None])[0] for one in read] == [item.get("URL") for item in items]
    assert not [one for one in read if "unknown_tag" in one]


def test_biblatex_is_read_back_by_pybtex(items: list[CslItem]) -> None:
    read = parse_string(as_bib(items).decode(), "bibtex")

    assert len(read.entries) == len(items)
    for entry, item in zip(read.entries.values(), items, strict=True):
        assert entry.fields["title"].count("{") == entry.fields["title"].count("}")
        assert ("date" in entry.fields) == (bool(item.get("issued", {}).get("date-parts")))


def test_an_act_in_biblatex(knowledge: Knowledge) -> None:
    read = parse_string(as_bib([csl_item(knowledge, "provision/kz/drug-law-1998/32(1)", as_of="2016-05-01")]).decode(), "bibtex")

    entry = read.entries["kz:drug-law-1998:32.1"]
    assert entry.type == "legislation"
    assert {name: entry.fields[name] for name in ("number", "date", "chapter", "location", "langid")} == {
        "number": "279-I",
        "date": "1998-07-10",
        "chapter": "32(1)",
        "location": "Kazakhstan",
        "langid": "english",
    }
    assert "as of 2016-05-01" in entry.fields["note"]


def test_csl_json_is_read_by_citeproc_without_a_warning(items: list[CslItem]) -> None:
    known = [{name: value for name, value in item.items() if name != "custom"} for item in json.loads(as_csl(items))]

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(CiteProcJSON(known)) == len({item["id"].lower() for item in items})


@pytest.mark.skipif(not PANDOC and not os.environ.get("CI"), reason="no pandoc on this machine: its readers were not tried")
@pytest.mark.parametrize(("format_", "written"), [("csljson", as_csl), ("biblatex", as_bib)])
def test_pandoc_reads_every_item(items: list[CslItem], format_: str, written: object) -> None:
    assert PANDOC, "CI must install pandoc"
    contents = written(items)  # type: ignore[operator]

    read = subprocess.run([PANDOC, "--from", format_, "--to", "csljson"], input=contents, capture_output=True, check=True)

    found = json.loads(read.stdout)
    assert read.stderr == b""
    assert len(found) == len(items)
    assert sorted(unquote(one.get("URL", "")) for one in found) == sorted(unquote(item.get("URL", "")) for item in items)


def test_hostile_words_stay_in_their_field(hostile: Store) -> None:
    knowledge = Knowledge(hostile)
    source, act = knowledge.references["hostile"], csl_item(knowledge, "instrument/xx/hostile")

    assert source["title"] == act["title"] == ONE_LINE
    assert "URL" not in source  # an address that is no web address is not one to follow
    ris = rispy.loads(as_ris([source, act]).decode())
    assert [(one["type_of_reference"], one["title"]) for one in ris] == [("ELEC", ONE_LINE), ("STAT", ONE_LINE)]
    bib = parse_string(as_bib([source, act]).decode(), "bibtex")
    assert list(bib.entries) == ["hostile", "xx:hostile"]
    for entry in bib.entries.values():
        assert "\\input" not in entry.fields["title"] and r"\textbackslash{}input" in entry.fields["title"]
    if PANDOC:
        read = subprocess.run([PANDOC, "-f", "biblatex", "-t", "csljson"], input=as_bib([act]), capture_output=True, check=True)
        assert "/etc/passwd" in json.loads(read.stdout)[0]["title"]


def test_hostile_words_stay_in_their_span_and_data_block(hostile: Store) -> None:
    client = TestClient(create_app(hostile))
    for path in ("/sources/hostile", "/instruments/xx/hostile", "/cite"):
        page = Spans(client.get(f"{path}.html" + ("?id=xx/hostile,source/hostile" if path == "/cite" else "")).text)
        assert "img" not in page.tags
        assert [parse_qs(found)["rft.title"][0].startswith(ONE_LINE) for found in page.found] == [True] * len(page.found)
        assert page.found
        assert all(json.loads(one)["name"] == ONE_LINE for one in page.data)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (
            "/instruments/kz/drug-law-1998.html?as_of=2016-05-01",
            {"rft_val_fmt": "info:ofi/fmt:kev:mtx:dc", "rft.type": "statute", "rft.date": "1998-07-10", "rft.aucorp": "Kazakhstan"},
        ),
        (
            "/sources/utyasheva-elliott-2009.html",
            {
                "rft_val_fmt": "info:ofi/fmt:kev:mtx:book",
                "rft.genre": "bookitem",
                "rft.atitle": "Effects of UN and Russian Influence on Drug Policy in Central Asia",
                "rft.pages": "78-110",
            },
        ),
        (
            "/compare.html?as_of=2008-10-31",
            {"rft.type": "webpage", "rft.title": "Drug law compared, as of 2008-10-31"},
        ),
        ("/cite.html?id=kz:needle-exchange&as_of=2016-05-01", {"rft.title": "Needle exchange: practice, Kazakhstan, as of 2016-05-01"}),
    ],
)
def test_a_reference_manager_finds_one_item_on_the_page(store: Store, path: str, expected: dict[str, str]) -> None:
    spans = Spans(TestClient(create_app(store)).get(path).text).found

    assert len(spans) == 1
    said = parse_qs(spans[0], strict_parsing=True)
    assert said["ctx_ver"] == ["Z39.88-2004"]
    assert {name: said[name][0] for name in expected} == expected


def test_schema_org_says_of_an_act_what_the_data_say(knowledge: Knowledge) -> None:
    said = schema_org(csl_item(knowledge, "instrument/kz/drug-law-1998", as_of="2016-05-01"))

    assert said["@type"] == "Legislation"
    assert said["legislationIdentifier"] == "279-I"
    assert said["legislationDate"] == "1998-07-10"
    assert said["legislationDateVersion"] == "2016-05-01"
    assert said["legislationJurisdiction"]["name"] == "Kazakhstan"


def test_an_article_is_part_of_its_act(knowledge: Knowledge) -> None:
    said = schema_org(csl_item(knowledge, "provision/kz/drug-law-1998/32(1)"))

    assert said["legislationIdentifier"] == "279-I, art. 32(1)"
    assert said["isPartOf"]["@id"] == "https://w3id.org/druglaw/instrument/kz/drug-law-1998"


@pytest.mark.parametrize(
    ("act", "day", "force"),
    [
        ("kg/criminal-code-2017", 20181231, "NotInForce"),
        ("kg/criminal-code-2017", 20200101, "InForce"),
        ("kg/criminal-code-2017", 20211115, ""),  # repealed on some day of that autumn
        ("kg/criminal-code-2017", 20220101, "NotInForce"),
        ("am/moj-order-44-2008", 20220101, ""),  # nobody says since when it is in force
    ],
)
def test_legal_force_is_said_only_where_there_is_no_doubt(knowledge: Knowledge, act: str, day: int, force: str) -> None:
    assert knowledge.law.legal_force(act, day) == force


def test_a_disputed_day_is_no_legislation_date(knowledge: Knowledge) -> None:
    strategy = csl_item(knowledge, "instrument/csto/anti-drug-strategy-2021-2025")

    assert "legislationDate" not in schema_org(strategy)
    assert "rft.date" not in parse_qs(Spans(str(coins(strategy))).found[0])
    assert "PY  -" not in as_ris([strategy]).decode() and "date " not in as_bib([strategy]).decode()


def test_json_ld_cannot_end_its_block() -> None:
    assert "<" not in str(json_ld({"name": "</script><!--"})).removeprefix('<script type="application/ld+json">').removesuffix("</script>")


@pytest.mark.parametrize("extension", ["ris", "bib", "csl"])
def test_lists_tables_and_single_things_have_the_formats(store: Store, extension: str) -> None:
    client = TestClient(create_app(store))
    for path in ("/sources", "/instruments", "/compare", "/instruments/ru/drug-law-1998", "/sources/unodc-roca-2016-q2", "/cite"):
        answer = client.get(f"{path}.{extension}")
        assert answer.status_code == 200 and answer.content, path
        assert client.get(f"{path}.{extension}").content == answer.content


def test_the_sources_of_a_table_are_those_that_its_cells_name(store: Store) -> None:
    client = TestClient(create_app(store))
    asked = "subjects=kz,ru&measures=substitution-treatment-practice&as_of=2008-10-31"

    cells = client.get(f"/compare.json?{asked}").json()["cells"]
    items = client.get(f"/compare.csl?{asked}").json()

    named = {one["source"] for cell in cells for kind in ("supports", "rivals", "unsettled") for one in cell[kind]}
    assert [item["id"] for item in items] == ["compare", *(f"source/{key}" for key in sorted(named))]


def test_a_list_can_state_the_day_of_access(store: Store) -> None:
    client = TestClient(create_app(store))

    assert "urldate" not in client.get("/sources.bib?limit=1000").text.partition("@report{csto-2024-info")[2].partition("@")[0]
    assert client.get("/sources.bib?limit=100&accessed=2027-01-02").text.count("urldate      = {2027-01-02}") > 50
    assert client.get("/sources.bib?accessed=2026").status_code == 422
