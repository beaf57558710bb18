"""The HTTP face keeps its promises: statuses, formats, paging, receipts, problem documents."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from rdflib import Graph
from starlette.testclient import TestClient

from api.app import create_app
from graph.chronology import known_from, passed, verdict
from graph.dates import Span, span
from graph.release import RELEASE
from graph.store import open_store

LISTS = [
    "jurisdictions",
    "measures",
    "instruments",
    "provisions",
    "findings",
    "sources",
    "events",
    "observations",
    "thresholds",
    "influence",
]
THINGS = [
    "jurisdictions/kz",
    "measures/needle-exchange",
    "instruments/kz/drug-law-1998",
    "instruments/csto/model-law-2023",
    "sources/csto-2024-info",
]
UNTYPED = [
    "compare", "coverage", "recommendations", "conflicts", "ontology",
    "timeline/kz/needle-exchange", "feeds/law", "feeds/coding", "feeds/sources",
]  # fmt: skip
EVERY = [*LISTS, *THINGS, *UNTYPED]


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(open_store())) as found:
        yield found


@pytest.mark.parametrize("path", EVERY)
@pytest.mark.parametrize(
    ("extension", "media"), [("json", "application/json"), ("csv", "text/csv"), ("md", "text/markdown"), ("html", "text/html")]
)
def test_every_path_in_every_format(client: TestClient, path: str, extension: str, media: str) -> None:
    answer = client.get(f"/{path}.{extension}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith(media)
    assert answer.headers["druglaw-release"] == RELEASE
    assert answer.headers["druglaw-receipt"].startswith(f"/{path}")
    again = client.get(f"/{path}.{extension}", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", [*LISTS, *THINGS])
def test_turtle(client: TestClient, path: str) -> None:
    answer = client.get(f"/{path}.ttl")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/turtle")
    assert "https://w3id.org/druglaw/" in answer.text


def test_turtle_holds_the_asked_things_only(client: TestClient) -> None:
    graph = Graph().parse(data=client.get("/thresholds.ttl?limit=2").text, format="turtle")
    assert len({str(thing).partition("#")[0] for thing in graph.subjects()}) == 2
    assert len(set(graph.subjects())) == 4


@pytest.mark.parametrize("path", [*LISTS, "recommendations", "conflicts"])
def test_lists_page(client: TestClient, path: str) -> None:
    first = client.get(f"/{path}.json?limit=1")
    data = first.json()
    assert {"total", "limit", "offset", "items", "release", "receipt"} <= set(data)
    assert len(data["items"]) == 1
    if data["total"] == 1:
        assert "next" not in first.links
        return
    following = first.links["next"]["url"]
    assert following.startswith(f"/{path}.json?")
    assert client.get(following).json()["offset"] == 1
    assert client.get(data["receipt"]).json() == data
    assert "next" not in client.get(f"/{path}?offset=100000").links


def test_a_browser_gets_a_page_and_a_program_data(client: TestClient) -> None:
    browser = client.get("/compare?subjects=kz", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert browser.headers["content-type"].startswith("text/html")
    assert "<script" not in browser.text
    assert "default-src 'self'" in browser.headers["content-security-policy"]
    assert client.get("/compare?subjects=kz").headers["content-type"] == "application/json"
    assert client.get("/compare?subjects=kz", headers={"Accept": "text/csv"}).headers["content-type"].startswith("text/csv")


def test_compare_states_its_day_and_receipt(client: TestClient) -> None:
    data = client.get("/compare.json?subjects=KZ&measures=substitution-treatment-law").json()
    assert data["as_of"] == date.today().isoformat()
    assert client.get(data["receipt"]).json() == data


@pytest.mark.parametrize(
    ("path", "status", "field", "holds"),
    [
        ("/compare?as_of=2008", 422, "allowed", "2008-12-31"),
        ("/compare?as_of=2008-10", 422, "allowed", "2008-10-01"),
        ("/provisions?as_of=2008-10", 422, "allowed", "2008-10-31"),
        ("/compare?as_of=2008-13-77", 422, "allowed", "a day such as 2008-10-31"),
        ("/compare?rule=guess", 422, "allowed", "best-evidence"),
        ("/compare?grade=best", 422, "allowed", "primary"),
        ("/timeline/kz/needle-exchange?grade=best", 422, "allowed", "primary"),
        ("/treaties?subjects=kz&grade=best", 422, "allowed", "primary"),
        ("/cite?id=kz/drug-law-1998&grade=best", 422, "allowed", "primary"),
        ("/cite?id=kz/drug-law-1998&rule=guess", 422, "allowed", "best-evidence"),
        ("/cite?id=release&known_by=someday", 422, "allowed", "a day such as 2008-10-31"),
        ("/compare?lang=xx", 422, "allowed", "ru"),
        ("/compare?subject=kz", 422, "allowed", "subjects"),
        ("/findings?limit=0", 422, "allowed", "a whole number, 1 or more"),
        ("/findings?limit=1001", 422, "allowed", "a whole number, 1000 or less"),
        ("/findings?limit=many", 422, "allowed", "a whole number"),
        ("/events?kind=party", 422, "allowed", "meeting"),
        ("/events.ttl?from=2016", 422, "allowed", "2016-01-01"),
        ("/compare.nt", 422, "allowed", "csv"),
        ("/compare?subjects=kx", 404, "near", "kz"),
        ("/findings?measure=needle-exchang", 404, "near", "needle-exchange"),
        ("/jurisdictions/kx", 404, "near", "kz"),
        ("/measures/needle", 404, "near", "needle-exchange"),
        ("/instruments/kz/drug-law-1999.json", 404, "near", "kz/drug-law-1998"),
        ("/sources/csto-2024", 404, "near", "csto-2024-info"),
        ("/comparison", 404, "near", "/compare"),
    ],
)
def test_problems(client: TestClient, path: str, status: int, field: str, holds: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert holds in answer.json()[field], answer.text
    page = client.get(path, headers={"Accept": "text/html"})
    assert page.status_code == status


@pytest.mark.parametrize(
    "path",
    [
        "/findings?q=%00",
        "/provisions?q=%00%ff",
        "/jurisdictions/%3Cscript%3E",
        "/instruments/a/b%20c%22",
        "/sources/%ff",
        "/compare?subjects=,,",
        "/x%0d%0ay",
    ],
)
@pytest.mark.parametrize("accept", ["text/html", "application/json", ";;q=x,", ""])
def test_nonsense_is_never_our_fault(client: TestClient, path: str, accept: str) -> None:
    answer = client.get(path, headers={"Accept": accept})
    assert answer.status_code in (200, 404, 422)
    assert "<script>" not in answer.text or "text/html" not in answer.headers["content-type"]


def test_ids_in_any_case(client: TestClient) -> None:
    assert client.get("/instruments/KZ/Drug-Law-1998.json").json()["id"] == "kz/drug-law-1998"


def test_instrument(client: TestClient) -> None:
    data = client.get("/instruments/csto/model-law-2023.json").json()
    assert {"role", "date", "earliest", "latest", "source", "locator"} <= set(data["dates"][0])
    assert {"versions", "provisions", "title", "disputed"} <= set(data)
    article = client.get("/instruments/kz/drug-law-1998.json").json()["provisions"][0]
    assert {"number", "printed", "summary", "modality", "addressees", "measures", "from", "until", "sanctions", "evidence"} <= set(article)


def test_findings_are_sifted(client: TestClient) -> None:
    data = client.get("/findings?subject=kz&source=utyasheva-elliott-2009").json()
    assert data["total"] > 0
    assert {(item["subject"], item["source"]) for item in data["items"]} == {("kz", "utyasheva-elliott-2009")}


def test_a_conflict_is_told_side_by_side(client: TestClient) -> None:
    page = client.get("/conflicts?as_of=2008-10-31&subjects=kz", headers={"Accept": "text/html"}).text

    assert page.index("<h3>not provided</h3>") < page.index("had not yet introduced") < page.index("<h3>pilot</h3>")


def test_a_parameter_that_stands_twice_is_refused(client: TestClient) -> None:
    answer = client.get("/compare.json?subjects=ru&subjects=kz")
    assert (answer.status_code, answer.json()["allowed"]) == (422, ["one value; several are joined by commas"])


def test_influence_has_verdicts(client: TestClient) -> None:
    found = {(item["follower"], item["origin"]): item["chronology"] for item in client.get("/influence").json()["items"]}
    assert found["kz/drug-law-1998", "cis/model-law-2006"] == "impossible"
    assert found["kz/drug-law-1998", "cis/model-law-1996"] == "possible"


@pytest.mark.parametrize(
    ("follower", "origin", "says"),
    [
        ([("passed", "1998")], [("adopted", "2006")], "impossible"),
        ([("passed", "1998")], [("adopted", "1996")], "possible"),
        ([("passed", "1998")], [("adopted", "1998-05")], "undetermined"),
        ([("passed", "2006-06")], [("adopted", "2006-11"), ("known", "2006-03")], "possible"),
        ([("passed", "[1997..1999]")], [("adopted", "1998")], "undetermined"),
        ([("passed", "1998")], [("known", "2008-10")], "undetermined"),
        ([("passed", "2009")], [("known", "2008-10")], "possible"),
        ([], [("adopted", "1998")], "undetermined"),
        ([("repealed", "1990")], [("adopted", "1998")], "undetermined"),
    ],
)
def test_chronology(follower: list[tuple[str, str]], origin: list[tuple[str, str]], says: str) -> None:
    def read(dates: list[tuple[str, str]]) -> list[tuple[str, Span]]:
        return [(role, span(day)) for role, day in dates]

    assert verdict(passed(read(follower)), known_from(read(origin))) == says


def test_the_rest(client: TestClient) -> None:
    assert client.get("/health").json().keys() >= {"status", "release", "triples"}
    assert "/compare" in client.get("/openapi.json").json()["paths"]
    assert client.get("/docs", headers={"Accept": "text/html"}).status_code == 200
    assert client.get("/style.css").status_code == 200
    assert client.get("/", follow_redirects=True).status_code == 200
    assert client.head("/findings").content == b""
    assert client.post("/findings").status_code == 405
