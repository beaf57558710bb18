"""What was known by a day: every table can be asked for it, and says how many undated sources that leaves out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.comparison import Query, compare
from graph.knowledge import Knowledge
from graph.store import Store
from graph.tallies import tallies_of

ESSAY = "utyasheva-elliott-2009"
FIVE = ("use-prohibition", "compulsory-treatment", "compulsory-testing", "user-registration", "propaganda-prohibition")
STATES = ("ru", "tj", "kz", "kg", "uz")
READABLE = ("ru", "tj")  # of the other rows the places of the ticks were lost, and their number was not


@pytest.fixture(scope="module")
def client(store: Store) -> Iterator[TestClient]:
    with TestClient(create_app(store)) as found:
        yield found


@pytest.mark.parametrize(
    "path",
    [
        "compare", "changes?from=2008-10-31&to=2016-05-01", "conflicts", "coverage", "treaties", "recommendations", "findings",
        "jurisdictions/kz", "measures/needle-exchange", "timeline/kz/needle-exchange", "events", "observations", "thresholds",
        "feeds/law",
    ],
)  # fmt: skip
def test_every_table_can_be_asked_for_what_was_known(client: TestClient, path: str) -> None:
    path, _, query = path.partition("?")
    query = f"?known_by=2016-12-31&{query}".rstrip("&")
    answer = client.get(f"/{path}.json{query}")
    assert answer.status_code == 200, answer.text
    data = answer.json()
    assert "known_by=2016-12-31" in data["receipt"]
    assert data["known_by"] == "2016-12-31"
    assert isinstance(data["undated_sources_left_out"], int)
    assert client.get(f"/{path}.json{query.replace('2016-12-31', '2016-12')}").json()["allowed"] == ["2016-12-01", "2016-12-31"]

    page = client.get(f"/{path}.html{query}").text
    assert str(data["undated_sources_left_out"]) in page and "2016-12-31" in page


def test_a_list_leaves_out_what_was_published_later_or_on_no_known_day(client: TestClient, knowledge: Knowledge) -> None:
    everything = client.get("/findings.json?subject=kz&limit=1000").json()
    known = client.get("/findings.json?subject=kz&limit=1000&known_by=2009-12-31").json()

    published = knowledge.published
    kept = {one["id"] for one in everything["items"] if published.get(one["source"], 99991231) <= 20091231}
    assert {one["id"] for one in known["items"]} == kept
    assert known["undated_sources_left_out"] == len({one["source"] for one in everything["items"]} - set(published)) > 0
    assert everything["undated_sources_left_out"] == 0


def test_what_was_tried_in_2026_explains_nothing_that_was_not_known_in_2010(knowledge: Knowledge) -> None:
    now, then = (compare(knowledge, Query(as_of="2010-01-01", known_by=day)) for day in ("", "2010-01-01"))
    gaps = knowledge.gaps()
    told = [key for key, cell in now.cells.items() if key in gaps and gaps[key].tried in cell.because]
    assert told
    assert not [key for key in told if gaps[key].tried in then.cells[key].because]


@pytest.mark.parametrize("measure", FIVE)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(("rule", "prose"), [(f"source:{ESSAY}#table-4", False), (f"source:{ESSAY}", True)])
def test_table_4_as_it_is_printed_and_by_the_whole_essay(knowledge: Knowledge, rule: str, prose: bool, state: str, measure: str) -> None:
    """By the whole essay its prose speaks too: it says that each of the countries keeps a register."""

    def cell(known_by: str) -> tuple[str, str]:
        found = compare(knowledge, Query([state], [measure], "2008-10-31", known_by, rule)).cells[state, measure]
        return found.status, found.answer

    yes = "per-se" if measure == "use-prohibition" else "yes"
    readable = state in READABLE or (prose and measure == "user-registration")
    expected = "answered", yes if readable else "unclear"
    assert cell("") == cell("2009-12-31") == expected
    assert cell("2008-12-31") == ("not-researched", "")


@pytest.mark.parametrize("rule", [f"source:{ESSAY}#table-4", f"source:{ESSAY}"])
def test_the_ticks_that_the_essay_prints_are_never_exceeded(knowledge: Knowledge, rule: str) -> None:
    found = tallies_of(compare(knowledge, Query(STATES, FIVE, "2008-10-31", rule=rule)))
    shown = {one.tally.subject: (one.tally.number, one.shown, one.unclear) for one in found}
    assert shown == {"ru": (5, 5, 0), "tj": (5, 5, 0), "kz": (4, 0, 5), "kg": (4, 0, 5), "uz": (4, 0, 5)}
    assert tallies_of(compare(knowledge, Query(STATES, FIVE, "2008-10-31", known_by="2008-12-31", rule=rule))) == []
    assert tallies_of(compare(knowledge, Query(STATES, FIVE, "2008-10-31"))) == []


@pytest.mark.parametrize("extension", ["json", "md", "html", "docx"])
def test_a_reader_sees_the_ticks_beside_the_table(client: TestClient, extension: str) -> None:
    answer = client.get(f"/compare.{extension}?subjects=kz&measures={','.join(FIVE)}&as_of=2008-10-31&rule=source:{ESSAY}%23table-4")
    if extension == "docx":
        from io import BytesIO

        from docx import Document

        text = " ".join(paragraph.text for paragraph in Document(BytesIO(answer.content)).paragraphs)
    else:
        text = answer.text
    assert "counts 4 of 5 for Kazakhstan" in text
    assert "0 of these cells show per-se or yes and 5 are unclear" in text


def test_the_page_of_the_essay_shows_its_ticks_and_leads_to_the_table(client: TestClient) -> None:
    found = client.get(f"/sources/{ESSAY}.json").json()["tallies"]
    assert {one["subject"]: (one["number"], one["shown"]) for one in found} == {
        "ru": (5, 5),
        "tj": (5, 5),
        "kz": (4, 0),
        "kg": (4, 0),
        "uz": (4, 0),
    }
    for one in found:
        table = client.get(one["table"].replace("?", ".json?", 1)).json()
        answers = [cell["answer"] for cell in table["cells"]]
        assert (len(answers), sum(answer in one["answers"] for answer in answers)) == (5, one["shown"])
