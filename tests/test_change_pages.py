"""Change over HTTP and in a terminal: the same answers in every format, feeds that a feed reader reads, clear refusals."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import feedparser
import pytest
from invented_change import invented_data
from lxml import etree
from starlette.testclient import TestClient

from api.app import create_app
from api.cli import main
from graph.store import Store, open_store
from loaders.load import load
from loaders.reading import Options
from loaders.unload import unload

DAYS = "from=2014-12-31&to=2015-01-01"
PRACTICE = "substitution-treatment-practice"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def client(store: Store) -> Iterator[TestClient]:
    with TestClient(create_app(store)) as found:
        yield found


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The built-in data with a state that does not exist."""
    with TestClient(create_app(open_store(data=invented_data(tmp_path_factory.mktemp("change"))))) as found:
        yield found


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_change_names_act_article_amending_act_and_day_and_its_evidence(invented: TestClient) -> None:
    [item] = invented.get("/changes.json?from=2014-12-31&to=2015-01-01&subjects=xx&measures=compulsory-testing").json()["items"]
    [turn] = item["turns"]
    assert (item["cause"], item["old"]["answer"], item["new"]["status"], item["new"]["answer"]) == ("law", "yes", "not-researched", None)
    assert (turn["act"], turn["provision"], turn["by"], turn["verb"], turn["date"]) == (
        "xx/drug-law", "xx/drug-law/2", "xx/reform", "replaces", "2015-01-01",
    )  # fmt: skip
    assert item["old"]["supports"][0]["source"] == "xx-old-code-text"
    for side, day in (("old", "2014-12-31"), ("new", "2015-01-01")):
        table = invented.get(item[side]["receipt"].replace("?", ".json?", 1)).json()
        assert (table["as_of"], table["cells"][0]["status"]) == (day, item[side]["status"])


def test_every_format_tells_the_same(client: TestClient) -> None:
    data = client.get(f"/changes.json?{DAYS}").json()
    flat = rows(client.get(f"/changes.csv?{DAYS}").text)
    feed = feedparser.parse(client.get(f"/changes.atom?{DAYS}").content)
    told = [(item["subject"], item["measure"], item["cause"], item["why"]) for item in data["items"]]

    assert told
    assert [(row["subject"], row["measure"], row["cause"], row["why"]) for row in flat] == told
    assert [(one.link.removeprefix("/timeline/"), one.summary) for one in feed.entries] == [(f"{s}/{m}", why) for s, m, _, why in told]
    markdown, page = (unescape(client.get(f"/changes.{form}?{DAYS}").text) for form in ("md", "html"))
    for row in flat:
        assert row["release"] and row["rule"] == "best-evidence" and (row["from"], row["to"]) == ("2014-12-31", "2015-01-01")
        assert row["why"] in markdown and row["why"] in page
        assert row["new_status"] != "not-researched" or row["new"] == "not-researched"
    assert data["receipt"] in markdown


def test_parts_of_the_list_join_to_the_whole(client: TestClient) -> None:
    whole = client.get(f"/changes.json?{DAYS}").json()
    part = client.get(f"/changes.json?{DAYS}&limit=3&offset=2")
    assert part.json()["items"] == whole["items"][2:5]
    assert part.json()["total"] == whole["total"]
    assert "offset=5" in part.headers["link"]
    assert len(rows(client.get(f"/changes.csv?{DAYS}&limit=3&offset=2").text)) == 3


def test_a_cause_can_be_chosen(client: TestClient) -> None:
    asked = "/changes.json?from=2008-10-31&to=2016-05-01"
    whole = client.get(asked).json()
    for kind, count in whole["causes"].items():
        found = client.get(f"{asked}&cause={kind}").json()
        assert found["total"] == count
        assert {item["cause"] for item in found["items"]} <= {kind}
    assert sum(whole["causes"].values()) == whole["total"]


WRONG = {
    "": ("from", ["a day such as 2008-10-31"]),
    "from=2008-10-31": ("to", ["a day such as 2008-10-31"]),
    "from=2008-10&to=2016-05-01": ("from", ["2008-10-01", "2008-10-31"]),
    "from=2016-05-01&to=2008-10-31": ("from", ["a day up to 2008-10-31"]),
    "from=2008-10-31&to=2016-05-01&cause=magic": ("cause", ["", "law", "practice", "knowledge", "undetermined"]),
    "from=2008-10-31&to=2016-05-01&rule=mine": ("rule", ["best-evidence", "source:KEY", "source:KEY#part"]),
}


@pytest.mark.parametrize(("query", "told"), WRONG.items())
@pytest.mark.parametrize("extension", ["json", "csv", "atom"])
def test_a_wrong_question_is_told_what_would_be_right(client: TestClient, query: str, told: tuple[str, list[str]], extension: str) -> None:
    answer = client.get(f"/changes.{extension}?{query}")
    assert (answer.status_code, answer.json()["parameter"], answer.json()["allowed"]) == (422, *told)


def test_a_page_opened_without_days_shows_the_last_year_and_its_receipt_names_them(client: TestClient) -> None:
    answer = client.get("/changes?subjects=kz", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert {"from", "to", "subjects"} <= set(answer.url.params)
    assert f"from={answer.url.params['from']}" in answer.headers["druglaw-receipt"]
    for extension in ("json", "csv", "md", "atom"):
        [link] = re.findall(rf'href="(/changes\.{extension}\?[^"]*)"', unescape(answer.text))
        assert f"from={answer.url.params['from']}" in link and client.get(link).status_code == 200


def test_pages_speak_russian(client: TestClient) -> None:
    page = client.get(f"/changes.html?{DAYS}&lang=ru").text
    assert "изменилось право" in page and "Казахстан" in page
    assert "изменились сведения, не право" in client.get(f"/timeline/kz/{PRACTICE}.html?lang=ru").text


def test_a_timeline_in_every_format(client: TestClient) -> None:
    asked = f"/timeline/kz/{PRACTICE}"
    data = client.get(f"{asked}.json").json()
    periods = data["periods"]
    flat = rows(client.get(f"{asked}.csv").text)

    assert (periods[0]["first"], periods[-1]["last"], [one["now"] for one in periods].count(True)) == (None, None, 1)
    assert [(row["first"], row["status"], row["cause"]) for row in flat] == [
        (one["first"] or "", one["status"], one["cause"] or "") for one in periods
    ]
    page = client.get(f"{asked}.html").text
    for one in periods:
        assert one["first"] is None or not one["differs"] or one["first"] in page
    day = client.get(f"/compare.json?subjects=kz&measures={PRACTICE}&as_of=2008-10-31").json()["cells"][0]
    [period] = [one for one in periods if (one["first"] or "") <= "2008-10-31" <= (one["last"] or "9")]
    assert (period["status"], period["rivals"]) == (day["status"], day["rivals"])


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("kx/needle-exchange", "kz"),
        ("kz/needle-exchang", "needle-exchange"),
        ("un/convention-1988/3(9)/needle-exchange", "un/convention-1988/3(2)"),
    ],
)
def test_an_unknown_cell_is_told_with_its_neighbours(client: TestClient, path: str, near: str) -> None:
    answer = client.get(f"/timeline/{path}.json")
    assert answer.status_code == 404
    assert near in answer.json()["near"]


def test_what_is_to_come_stands_in_the_timeline_and_not_yet_in_the_feed(invented: TestClient) -> None:
    last = invented.get("/timeline/xx/public-use-custody.json").json()["periods"][-1]
    assert (last["first"], last["answer"], last["cause"]) == ("2031-03-01", "yes", "law")
    entry = "timeline/xx/public-use-custody"
    for day, there in (("2031-02-28", False), ("2031-03-01", True)):
        assert (entry in invented.get(f"/feeds/law.atom?subjects=xx&as_of={day}").text) == there


def is_valid(document: bytes) -> list[etree._Element]:
    """Hold a feed against what RFC 4287 demands of feeds and entries (sections 4.1.1 and 4.1.2); gives its entries."""
    feed = etree.fromstring(document)
    entries = feed.findall(f"{ATOM}entry")
    for one in [feed, *entries]:
        assert [len(one.findall(ATOM + name)) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert one.findtext(f"{ATOM}id", "").startswith("tag:w3id.org,2026:druglaw/")
        assert one.findtext(f"{ATOM}updated", "")[10] == "T"
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    assert [one.get("rel") for one in feed.findall(f"{ATOM}link")] == ["self", "alternate"]
    ids = [one.findtext(f"{ATOM}id") for one in entries]
    assert len(ids) == len(set(ids))
    moments = [one.findtext(f"{ATOM}updated", "") for one in entries]
    assert moments == sorted(moments, reverse=True)
    assert not moments or feed.findtext(f"{ATOM}updated") == moments[0]
    assert not feedparser.parse(document).bozo
    return entries


@pytest.mark.parametrize("name", ["law", "coding", "sources"])
def test_feeds_are_valid_and_the_pages_lead_to_them(client: TestClient, name: str) -> None:
    answer = client.get(f"/feeds/{name}.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert is_valid(answer.content)
    assert client.get(f"/feeds/{name}.atom").content == answer.content
    assert 'type="application/atom+xml" title="' in client.get("/compare.html").text
    assert f'href="/feeds/{name}.atom"' in client.get("/compare.html").text
    assert client.get(f"/feeds/{name}.html").status_code == 200
    for extension in ("csv", "json", "md"):
        assert client.get(f"/feeds/{name}.{extension}?limit=2").status_code == 200


def test_the_feed_of_the_law_is_bounded_and_holds_changes_of_law_only(client: TestClient) -> None:
    assert len(is_valid(client.get("/feeds/law.atom?limit=7&as_of=2026-11-25").content)) == 7
    for item in client.get("/feeds/law.json?limit=1000&as_of=2026-11-25").json()["items"]:
        assert "nothing in the data says" not in item["summary"]
    assert is_valid(client.get("/feeds/law.atom?as_of=1900-01-01").content) == []


FINDING = (
    "@prefix dl: <https://w3id.org/druglaw/ontology#> . @prefix dcterms: <http://purl.org/dc/terms/> .\n"
    "<finding/tm-invented> a dl:Finding ; dl:subject <jurisdiction/tm> ; dl:measure <measure/needle-exchange-law> ; "
    'dl:answer <answer/permitted> ; dl:basis <code/finding-basis/stated> ; dl:observed "2024" ; dl:reading "Invented."@en ; '
    "dl:evidence <finding/tm-invented#evidence> .\n"
    '<finding/tm-invented#evidence> a dl:Evidence ; dl:source <source/utyasheva-elliott-2009> ; dl:locator "p. 12" .\n'
)


def test_a_load_and_its_being_taken_back_are_news_of_our_coding(tmp_path: Path) -> None:
    kept, notes = tmp_path / "kept", tmp_path / "notes & <more>.ttl"
    notes.write_text(FINDING, encoding="utf-8")

    def entries(name: str) -> list[str]:
        with TestClient(create_app(open_store(kept))) as client:
            return [one.findtext(f"{ATOM}title", "") for one in is_valid(client.get(f"/feeds/{name}.atom").content)]

    report = load([notes], Options(), kept)
    assert not report.complaints
    assert entries("coding")[0].startswith("Loaded: notes & <more>.ttl")
    assert [title for title in entries("sources") if title.startswith("Loaded")] == []

    assert not unload(report.new[0].id, kept).complaints
    assert entries("coding")[0].startswith("Taken back: notes & <more>.ttl")


COMMANDS = {
    f"/changes.{{}}?{DAYS}": ["changes", "--from", "2014-12-31", "--to", "2015-01-01"],
    f"/timeline/kz/{PRACTICE}.{{}}?as_of=2020-01-01": ["timeline", "kz", PRACTICE, "--as-of", "2020-01-01"],
}


@pytest.mark.parametrize("extension", ["json", "csv", "md"])
@pytest.mark.parametrize(("path", "call"), COMMANDS.items(), ids=["changes", "timeline"])
def test_the_command_writes_the_bytes_of_the_server(client: TestClient, tmp_path: Path, path: str, call: list[str], extension: str) -> None:
    output = tmp_path / f"answer.{extension}"
    assert main([*call, "--format", extension, "--output", str(output)]) == 0
    assert output.read_bytes() == client.get(path.format(extension)).content


def test_the_terminal_tells_what_changed_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["changes", "--from", "2014-12-31", "--to", "2015-01-01", "--subjects", "KZ", "--cause", "law"]) == 0
    out = capsys.readouterr().out
    assert "KZ Code of Administrative Offences 2014 repeals it" in " ".join(out.split())
    assert max(map(len, out.splitlines())) <= 80

    # The answer stays, and what else is said of it does not.
    assert main(["changes", "--from", "2016-05-01", "--to", "2024-01-31", "--subjects", "kz", "--measures", PRACTICE]) == 0
    assert "(rivals: provided) knowledge:" in " ".join(capsys.readouterr().out.split())

    assert main(["timeline", "kz", PRACTICE]) == 0
    out = capsys.readouterr().out
    assert "disputed: not-provided | pilot" in out and out.count("<- now") == 1


@pytest.mark.parametrize("call", [["changes", "--from", "2008-10", "--to", "2016-05-01"], ["timeline", "kx", PRACTICE]])
def test_a_wrong_call_has_status_2_and_says_what_is_right(capsys: pytest.CaptureFixture[str], call: list[str]) -> None:
    assert main(call) == 2
    said = capsys.readouterr().err
    assert "2008-10-31" in said or "kz" in said
