"""What treaties ask and how states stand to them: the built-in conventions row by row, and an invented treaty with every hard case."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from invented_treaty import CASES, add_invented_treaty
from starlette.testclient import TestClient

from api.app import create_app
from api.cli import main
from api.commands.treaties import _OPTIONS
from api.treaties import TreatiesAsked
from graph.comparison import Query, compare
from graph.knowledge import Knowledge
from graph.outcomes import load_outcomes
from graph.store import Store, open_store
from graph.treaties import Treaties, Verdict, treaties
from loaders.check import check

GOLDEN = Path(__file__).parent / "data" / "golden"
DOCS = Path(__file__).parent.parent / "docs"
YEARS = {
    "1961": "un/single-convention-1961",
    "1961-amended": "un/single-convention-1961-amended",
    "1971": "un/convention-1971",
    "1988": "un/convention-1988",
}


def rows(name: str) -> list[dict[str, str]]:
    with (GOLDEN / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def client(store: Store) -> Iterator[TestClient]:
    with TestClient(create_app(store)) as found:
        yield found


@pytest.fixture(scope="module")
def conventions(knowledge: Knowledge) -> Treaties:
    return treaties(knowledge, Query(as_of="2026-11-22"))


def shown(found: Treaties) -> dict[tuple[str, str], str]:
    return {(one.measure.id, one.treaty.id): one.cell.answer or one.cell.status for one in found.cells}


def test_every_article_says_what_was_read_in_it(conventions: Treaties) -> None:
    said = {
        (id_, one.measure.id): cell.answer or cell.status
        for one in conventions.cells
        for id_, cell in (*one.deciding, *one.beside, *one.outweighed)
    }
    golden = {(row["article"], row["measure"]): row["answer"] for row in rows("treaty-articles.csv")}

    assert {key: (answer, said.get(key)) for key, answer in golden.items() if said.get(key) != answer} == {}


def test_every_convention_comes_out_as_reviewed(conventions: Treaties) -> None:
    found = shown(conventions)
    golden = {(row["measure"], YEARS[year]): row[year] for row in rows("treaty-matrix.csv") for year in YEARS}

    assert {key: (answer, found.get(key)) for key, answer in golden.items() if found.get(key) != answer} == {}


def test_the_document_on_the_conventions_says_what_the_data_say(knowledge: Knowledge) -> None:
    words = {
        "requires": "requires",
        "requires, with a safeguard": "requires-subject-to-safeguard",
        "permits": "permits",
        "silent": "silent",
    }
    told = re.findall(r"^\| [^|]+ \| ([a-z, ]+) \| [^|]+ \| `([^`]+)` \|$", (DOCS / "treaty-measures.md").read_text(encoding="utf-8"), re.M)
    answers = {one.id: one.answer for one in knowledge.findings}

    assert len(told) > 100
    assert [(id_, answer) for answer, id_ in told if answers[id_] != words.get(answer, answer)] == []


def test_the_document_says_what_meets_what_as_the_codebook_does(knowledge: Knowledge) -> None:
    table = (DOCS / "treaties.md").read_text(encoding="utf-8").partition("| wanted |")[2].partition("\n\n")[0]
    told = {}
    for line in table.splitlines()[2:]:
        wanted, *several = (part.strip() for part in line.strip("| ").split("|"))
        relations = {name: set(part.split(", ")) for name, part in zip(("met", "partly", "contrary"), several, strict=False) if part}
        told[wanted] = relations

    assert told == {answer: dict(found) for answer, found in load_outcomes(knowledge.store).relations.items()}


def test_the_text_of_1988_goes_before_the_essay_and_the_essay_stays_visible(client: TestClient) -> None:
    data = client.get("/treaties.json?measures=personal-possession-criminal&treaties=un/convention-1988").json()

    (cell,) = data["cells"]
    assert cell["answer"] == "requires-subject-to-safeguard"
    assert [one["label"] for one in cell["articles"]] == ["1988 Convention, art. 3(2)"]
    assert [(one["source"], one["answer"]) for one in cell["rivals"]] == [("utyasheva-elliott-2009", "requires")]
    assert [(one["subject"].rpartition("/")[2], one["answer"], one["weight"]) for one in cell["texts"]] == [
        ("3(2)", "requires-subject-to-safeguard", "decides"),
        ("3(11)", "permits", "beside"),
    ]


def test_by_the_rule_of_the_essay_1988_requires_without_a_safeguard(knowledge: Knowledge) -> None:
    query = Query(measures=["personal-possession-criminal"], rule="source:utyasheva-elliott-2009", as_of="2008-10-31")

    assert shown(treaties(knowledge, query))["personal-possession-criminal", "un/convention-1988"] == "requires"


def test_silence_of_the_first_wording_says_nothing_of_the_amended_one(conventions: Treaties) -> None:
    found = shown(conventions)
    for measure in ("needle-exchange-law", "compulsory-testing", "users-rights"):
        assert (found[measure, YEARS["1961"]], found[measure, YEARS["1961-amended"]]) == ("silent", "not-researched")


def test_every_cell_comes_from_the_comparison(knowledge: Knowledge, conventions: Treaties) -> None:
    ids = {id_ for one in conventions.cells for id_, _ in one.deciding}
    measures = [one.id for one in conventions.texts.measures]
    table = compare(knowledge, Query(sorted(ids), measures, "2026-11-22"))

    assert all(table.cells[id_, one.measure.id].answers == cell.answers for one in conventions.cells for id_, cell in one.deciding)


def test_kazakhstan_in_2015_cell_by_cell(knowledge: Knowledge) -> None:
    found = treaties(knowledge, Query(["kz"], as_of="2015-01-01"))
    verdicts = {(one.treaty_cell.measure.id, one.treaty_cell.treaty.id): one.verdict for one in found.verdicts}
    golden = {(row["measure"], YEARS[year]): row[year] for row in rows("treaty-verdicts-kz-2015-01-01.csv") for year in YEARS}

    assert {key: (verdict, verdicts.get(key)) for key, verdict in golden.items() if verdicts.get(key) != verdict} == {}


@pytest.mark.parametrize(
    ("state", "treaty", "day", "binding"),
    [
        ("kz", "1988", "1997-04-28", "not-bound"),  # accession 1997-04-29
        ("kz", "1988", "1997-04-29", "not-known"),  # by art. 29(2) it binds from the 90th day
        ("kz", "1988", "1997-07-28", "bound"),
        ("kz", "1961", "2015-01-01", "superseded"),
        ("kz", "1961-amended", "2015-01-01", "bound"),
        ("ru", "1961", "1990-01-01", "bound"),
        ("ru", "1961", "1996-08-01", "superseded"),
        ("by", "1961", "2000-01-01", "bound"),  # amended wording only in 2001
        ("by", "1961-amended", "2000-01-01", "not-bound"),
        ("by", "1988", "1990-10-20", "not-known"),
        ("am", "1961", "2008-10-31", "superseded"),  # on the list of the amended wording alone
        ("ge", "1961", "1999-01-01", "not-known"),  # no source speaks of Georgia before 2000
    ],
)
def test_whom_a_convention_binds(knowledge: Knowledge, state: str, treaty: str, day: str, binding: str) -> None:
    found = treaties(knowledge, Query([state], ["use-prohibition"], day), [YEARS[treaty]])

    assert found.bindings[state, YEARS[treaty]][0] == binding


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return add_invented_treaty(tmp_path_factory.mktemp("tea"))


@pytest.fixture(scope="module")
def world(data: Path) -> Knowledge:
    return Knowledge(open_store(data=data))


def test_the_invented_entries_are_sound(data: Path) -> None:
    assert check(data) == []


def test_an_invented_treaty_is_a_column_and_its_later_wording_when_asked_for(world: Knowledge) -> None:
    assert "un/tea-treaty" in [one.id for one in treaties(world, Query(as_of="2021-06-30")).treaties]
    asked = treaties(world, Query(measures=["tea-rooms"], as_of="2021-06-30"), ["un/tea-treaty-amended", "un/tea-treaty"])
    assert [one.cell.status for one in asked.cells] == ["not-researched", "answered"]


TREATY_SAYS = {
    "tea-rooms": "requires",  # art. 1; what art. 2 permits and the silence elsewhere do not lift it
    "tea-tax": "silent",  # the whole text on better evidence than the essay on art. 3
    "tea-songs": "disputed",  # two primary sources on one article
    "tea-hats": "silent",  # of art. 5 alone
    "tea-cups": "requires-subject-to-safeguard",  # the article, not the essay's word on the whole
    "tea-spoons": "permits",
    "tea-imports": "permits",
    "tea-fines": "requires",
    "tea-cakes": "unclear",
    "tea-jam": "requires",
    "tea-milk": "requires",
    "tea-sugar": "requires",
    "tea-lemon": "permits",
    "tea-honey": "requires",
    "tea-water": "not-researched",
}
VERDICTS = {
    "tea-rooms": "required-and-done",
    "tea-tax": "beyond-what-is-required",
    "tea-songs": "treaty-disputed",
    "tea-hats": "silent",
    "tea-cups": "required-with-safeguard-and-not-done",
    "tea-spoons": "law-silent",
    "tea-imports": "permitted-and-not-done",
    "tea-fines": "required-and-partly-done",
    "tea-cakes": "treaty-unclear",
    "tea-jam": "law-unclear",
    "tea-milk": "law-disputed",
    "tea-sugar": "required-and-not-done",
    "tea-lemon": "law-not-applicable",
    "tea-honey": "law-not-researched",
    "tea-water": "treaty-not-researched",
}


def mongolia(world: Knowledge, day: str, **more: str) -> dict[str, Verdict]:
    found = treaties(world, Query(["mn"], list(CASES), day, **more), ["un/tea-treaty"])
    return {one.treaty_cell.measure.id: one for one in found.verdicts}


def test_every_hard_case_of_the_invented_treaty(world: Knowledge) -> None:
    found = mongolia(world, "2021-06-30")

    assert {name: one.treaty_cell.cell.answer or one.treaty_cell.cell.status for name, one in found.items()} == TREATY_SAYS
    assert {name: one.verdict for name, one in found.items()} == VERDICTS


def test_a_silence_is_told_from_the_silence_of_an_article(world: Knowledge) -> None:
    found = mongolia(world, "2021-06-30")

    assert (found["tea-tax"].treaty_cell.whole, found["tea-hats"].treaty_cell.whole) == (True, False)
    assert "Only what is named was read" in found["tea-hats"].treaty_cell.cell.because


def test_what_gives_way_stays_visible(world: Knowledge) -> None:
    found = mongolia(world, "2021-06-30")

    assert [(one.source, one.answer) for one in found["tea-cups"].treaty_cell.rivals] == [("tea-essay", "requires")]
    assert [(one.source, one.answer) for one in found["tea-tax"].treaty_cell.rivals] == [("tea-essay", "permits")]
    assert [(id_, cell.answer) for id_, cell in found["tea-rooms"].treaty_cell.beside] == [
        ("un/tea-treaty", "silent"),
        ("un/tea-treaty/2", "permits"),
    ]


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        ("2019-12-31", "not-bound"),  # signed, and a source says that it joins later
        ("2020-01-01", "participation-not-known"),  # within the 30 days
        ("2020-01-31", "law-not-researched"),  # bound; what is known of its law begins later
        ("2021-06-30", "required-and-done"),
        ("2022-01-01", "superseded"),  # the later wording takes the place
    ],
)
def test_a_duty_counts_from_the_day_it_binds(world: Knowledge, day: str, verdict: str) -> None:
    one = mongolia(world, day)["tea-rooms"]

    assert one.verdict == verdict
    assert one.if_bound == ("law-not-researched" if day < "2021-06-30" else "required-and-done")


@pytest.mark.parametrize(
    ("state", "day", "status"),
    [
        ("kz", "2010-12-31", "bound"),
        ("kz", "2011-01-01", "not-bound"),
        ("ru", "2021-06-29", "not-known"),
        ("ru", "2021-07-01", "bound"),
        ("tj", "2021-07-01", "not-known"),
    ],
)
def test_an_end_is_an_end_and_no_word_is_no_denial(world: Knowledge, state: str, day: str, status: str) -> None:
    found = treaties(world, Query([state], ["tea-rooms"], day), ["un/tea-treaty"])

    assert found.bindings[state, "un/tea-treaty"][0] == status


def test_known_by_leaves_out_later_lists_and_counts_undated_sources(world: Knowledge) -> None:
    assert mongolia(world, "2021-06-30", known_by="2021-06-29")["tea-rooms"].verdict == "participation-not-known"
    query = Query(["mn"], ["tea-rooms"], "2021-06-30", "2021-06-29")
    undated = {one.source for one in world.findings if one.published is None}
    assert treaties(world, query).undated > len(undated)  # tea-undated stands in participations alone


def test_every_pair_of_sides_has_one_verdict(knowledge: Knowledge) -> None:
    outcomes = load_outcomes(knowledge.store)
    gaps = {"answer/silent", "answer/unclear", "answer/not-applicable", "code/cell-status/disputed", "code/cell-status/not-researched"}
    stands = {f"code/standing/{one}" for one in ("met", "partly", "not-met", "contrary", "no-criterion")}
    duties = {f"answer/{one}" for one in knowledge.codebook().schemes["treaty-duty"]}
    bindings = {f"code/binding/{one}" for one in ("superseded", "not-bound", "not-known", "disputed")}
    for treaty in duties | bindings | {"code/cell-status/disputed", "code/cell-status/not-researched"}:
        for state in gaps | stands:
            exact, general = (treaty, state) in outcomes.verdicts, (treaty, "") in outcomes.verdicts
            assert exact != general, (treaty, state)


def test_page_and_terminal_give_the_same_bytes(client: TestClient, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    for format_ in ("json", "csv", "md"):
        path = f"/treaties.{format_}?subjects=kz&as_of=2015-01-01&verdict=required-and-done"
        assert main(["treaties", "--subjects", "kz", "--as-of", "2015-01-01", "--verdict", "required-and-done", "--format", format_]) == 0
        assert capsysbinary.readouterr().out == client.get(path).content


def test_the_command_has_every_parameter_of_the_path() -> None:
    assert set(_OPTIONS) == set(TreatiesAsked.model_fields)


def test_the_terminal_shows_both_sides_at_eighty_columns(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["treaties", "--subjects", "ru", "--as-of", "2016-05-01", "--verdict", "permitted-and-not-done"]) == 0
    out = capsys.readouterr().out

    assert max(map(len, out.splitlines())) <= 80
    assert "1988 Convention, art. 3(1)(a)(i), art. 25: permits; RU: prohibited" in " ".join(out.split())


def test_a_receipt_asks_the_same_again(client: TestClient) -> None:
    for path in ("/treaties.json", "/treaties.json?subjects=KZ,ru&measures=use-prohibition&lang=ru&verdict=silent,beyond-what-is-required"):
        data = client.get(path).json()
        assert client.get(data["receipt"]).json() == data
        assert data["as_of"] in data["receipt"]


def test_csv_has_the_articles_of_both_sides(client: TestClient) -> None:
    text = client.get("/treaties.csv?subjects=kz&as_of=2015-01-01&measures=personal-possession-criminal&treaties=un/convention-1988").text

    (row,) = csv.DictReader(io.StringIO(text))
    assert row["verdict"] == "required-with-safeguard-and-done"
    assert (row["treaty_articles"], row["provisions"].partition(";")[0]) == ("un/convention-1988/3(2)", "kz/criminal-code-2014/296(2)")
    assert (row["binding"], row["since"]) == ("bound", "1997-04-29")
    assert row["treaty_rivals"] == "requires (utyasheva-elliott-2009)"


def test_the_page_speaks_russian_and_escapes_what_it_is_given(client: TestClient) -> None:
    page = client.get("/treaties.html?subjects=kz&as_of=2015-01-01&lang=ru").text
    assert "Казахстан" in page and "сверх требуемого" in page and "применяется новая редакция" in page
    assert "<script>" not in client.get("/treaties.html?treaties=%3Cscript%3E").text


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("subjects=cis/model-law-2006", 422, "only a state can be bound"),
        ("subjects=kx", 404, "kz"),
        ("treaties=un/convention-1989", 404, "un/convention-1988"),
        ("verdict=silent", 422, "together with subjects"),
        ("subjects=kz&verdict=broken", 422, "required-and-not-done"),
        ("as_of=2015", 422, "2015-12-31"),
        ("conventions=1988", 422, "treaties"),
    ],
)
def test_a_wrong_question_is_told_what_to_ask(client: TestClient, path: str, status: int, says: str) -> None:
    answer = client.get(f"/treaties.json?{path}")
    assert answer.status_code == status
    assert says in answer.text


def test_a_wrong_call_ends_with_two_and_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["treaties", "--lang", "de"]) == 2
    assert "--lang: input should be 'en' or 'ru'" in capsys.readouterr().err
