"""Citations as a law librarian reads them: what they say, in which style, and what they never say."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from invented_acts import act, article, loaded
from pyoxigraph import Literal, NamedNode, Quad

from api.app import create_app
from api.cli import main
from api.formats.citations import STYLES, bibliography
from graph.citable import cell_item, csl_item, release_item
from graph.comparison import Query, compare
from graph.csl import CslItem, csl_date, edtf
from graph.errors import UnknownIdError
from graph.knowledge import Knowledge
from graph.release import RELEASE
from graph.store import Store, open_store
from graph.terms import PREFIXES, dl, graph_iri, iri

ACT = "instrument/kz/drug-law-1998"
ARTICLE = "provision/kz/drug-law-1998/32(1)"
INVENTED: CslItem = {
    "id": "instrument/xx/water-law-2001",
    "type": "legislation",
    "title": "On Water",
    "number": "12-IV",
    "genre": "statute",
    "jurisdiction": "Ruritania",
    "issued": {"date-parts": [[2001, 3, 4]]},
    "section": "5(2)",
    "version": "2026.11.0",
    "URL": "https://w3id.org/druglaw/provision/xx/water-law-2001/5(2)",
    "custom": {
        "own": "ru",
        "titles": {"en": "On Water", "ru": "О воде"},
        "labels": {
            "en": {"genre": "statute", "jurisdiction": "Ruritania", "place": "Ruritania"},
            "ru": {"genre": "закон", "jurisdiction": "Руритания", "place": "Руритания"},
        },
        "dates": [{"role": "signed", "labels": {"en": "signed", "ru": "подписан"}, "dates": [{"date-parts": [[2001, 3, 4]]}]}],
        "main": "signed",
        "as_of": {"date-parts": [[2016, 5, 1]]},
    },
}


@pytest.fixture(scope="module")
def client(store: Store) -> TestClient:
    return TestClient(create_app(store))


def cite(item: CslItem, style: str, accessed: str = "2026-11-25") -> str:
    return bibliography([item], style, accessed)[0]


@pytest.mark.parametrize(
    ("style", "citation"),
    [
        (
            "oscola",
            "On Water (О воде) (Ruritania, statute No 12-IV of 4 March 2001), art 5(2) (as at 1 May 2016), in druglaw (release 2026.11.0) "
            "<https://w3id.org/druglaw/provision/xx/water-law-2001/5(2)> accessed 25 November 2026",
        ),
        (
            "bluebook",
            "О воде [On Water], No. 12-IV, March 4, 2001, art. 5(2) (Ruritania) (as of May 1, 2016), in druglaw, release 2026.11.0, "
            "https://w3id.org/druglaw/provision/xx/water-law-2001/5(2) (last visited Nov. 25, 2026).",
        ),
        (
            "gost",
            "Руритания. О воде : закон от 4 марта 2001 г. № 12-IV, ст. 5(2) (по состоянию на 1 мая 2016 г.) [Электронный ресурс] // "
            "druglaw, выпуск 2026.11.0. URL: https://w3id.org/druglaw/provision/xx/water-law-2001/5(2) (дата обращения: 25.11.2026).",
        ),
        (
            "apa",
            "О воде [On Water], No. 12-IV, art. 5(2) (Ruritania, March 4, 2001) (as of May 1, 2016). druglaw (Version 2026.11.0). "
            "Retrieved November 25, 2026, from https://w3id.org/druglaw/provision/xx/water-law-2001/5(2)",
        ),
    ],
)
def test_an_article_of_a_foreign_act_in_each_style(style: str, citation: str) -> None:
    assert cite(INVENTED, style) == citation


@pytest.mark.parametrize(
    ("style", "citation"),
    [
        ("oscola", "Utyasheva L and Elliott R, ‘Effects of UN and Russian Influence on Drug Policy in Central Asia’ "),
        ("bluebook", "Leah Utyasheva & Richard Elliott, Effects of UN and Russian Influence on Drug Policy in Central Asia, in "),
        ("gost", "Utyasheva L., Elliott R. Effects of UN and Russian Influence on Drug Policy in Central Asia // "),
        ("apa", "Utyasheva, L., & Elliott, R. (2009). Effects of UN and Russian Influence on Drug Policy in Central Asia. In "),
    ],
)
def test_a_chapter_of_a_book_in_each_style(knowledge: Knowledge, style: str, citation: str) -> None:
    assert cite(knowledge.references["utyasheva-elliott-2009"], style).startswith(citation)


@pytest.mark.parametrize("style", STYLES)
def test_what_stands_for_a_missing_author_is_said_once(style: str) -> None:
    page: CslItem = {
        "id": "x",
        "type": "webpage",
        "title": "Rain in May",
        "URL": "https://rain.example/may",
        "container-title": "rain.example",
    }

    assert cite(page, style).casefold().count("rain in may") == 1


@pytest.mark.parametrize("style", STYLES)
def test_law_names_act_article_day_access_and_release(knowledge: Knowledge, style: str) -> None:
    said = cite(csl_item(knowledge, ARTICLE, as_of="2016-05-01"), style)

    for part in ("279-I", "1998", "32(1)", "2016", RELEASE, "https://w3id.org/druglaw/provision/kz/drug-law-1998/32(1)", "2026"):
        assert part in said


def test_sources_that_disagree_on_a_date_are_both_heard(knowledge: Knowledge) -> None:
    strategy = csl_item(knowledge, "instrument/csto/anti-drug-strategy-2021-2025")

    assert "issued" not in strategy
    assert "2020-12-02 (cnd-2021-crp), 2021-02-20 (csto-2024-info)" in strategy["note"]
    assert "2 December 2020 or 20 February 2021 [sources disagree]" in cite(strategy, "oscola")
    assert "2 декабря 2020 г. или 20 февраля 2021 г. (источники расходятся)" in cite(strategy, "gost")


def test_the_russian_drug_law_is_that_of_its_signature_and_says_so(knowledge: Knowledge) -> None:
    law = csl_item(knowledge, "instrument/ru/drug-law-1998")

    assert law["issued"] == {"date-parts": [[1998, 1, 8]]}
    assert "signed 8 January 1998" in cite(law, "oscola")
    assert "закон от 8 января 1998 г. № 3-ФЗ : [принят парламентом 10 декабря 1997 г." in cite(law, "gost")


def test_the_kind_of_an_act_is_said_unless_its_title_says_it(knowledge: Knowledge) -> None:
    assert "обороту и злоупотреблению ими : закон от 10 июля 1998 г. № 279-I (" in cite(
        csl_item(knowledge, ACT, as_of="2016-05-01"), "gost"
    )
    code = csl_item(knowledge, "instrument/ru/criminal-code-1996")
    assert "Уголовный кодекс Российской Федерации от 13 июня 1996 г. № 63-ФЗ" in cite(code, "gost")
    assert "(Russian Federation, No 63-FZ of 13 June 1996)" in cite(code, "oscola")


def test_no_day_is_cited_that_no_source_states(knowledge: Knowledge) -> None:
    for act_, dates in knowledge.law._dates.items():
        issued = csl_item(knowledge, f"instrument/{act_}").get("issued")
        stated = {edtf(csl_date(date_)) for one in dates.by_role.values() for date_ in one.stated}
        assert issued is None or edtf(issued) in stated | {date_[:4] for date_ in stated}, act_
    undated = [
        one for one in knowledge.law.acts if not knowledge.law._dates.get(one) and "issued" in csl_item(knowledge, f"instrument/{one}")
    ]
    assert undated == []


def test_an_uncertain_year_says_so_in_every_style() -> None:
    book: CslItem = {"id": "b", "type": "book", "title": "Rain", "author": [{"literal": "Ann"}], "issued": csl_date("[2010..2012]")}

    assert book["issued"] == {"date-parts": [[2010], [2012]], "circa": True}
    assert [cite(book, style) for style in STYLES] == [
        "Ann, Rain (c 2010–2012)",
        "Ann, Rain (ca. 2010–2012).",
        "Ann. Rain. [ок. 2010–2012].",
        "Ann. (ca. 2010–2012). Rain.",
    ]


@pytest.mark.parametrize(
    ("written", "date_"),
    [
        ("2008-10-31", {"date-parts": [[2008, 10, 31]]}),
        ("2008-10~", {"date-parts": [[2008, 10]], "circa": True}),
        ("[2025-01-01..2025-03-02]", {"date-parts": [[2025]]}),
        ("[2024-02-15..2024-02-18]", {"date-parts": [[2024, 2]]}),
        ("[1998..1999]", {"date-parts": [[1998], [1999]], "circa": True}),
        ("[2022..2026-11-22]", {"date-parts": [[2022], [2026]], "circa": True}),
    ],
)
def test_a_date_says_what_is_known_and_no_more(written: str, date_: dict[str, object]) -> None:
    assert csl_date(written) == date_


def test_a_version_brings_its_own_day(knowledge: Knowledge) -> None:
    version = csl_item(knowledge, "version/kz/drug-law-1998/2015-01-01", as_of="2020-01-01")

    assert "(as at 1 January 2015)" in cite(version, "oscola")
    assert version["URL"].endswith("/version/kz/drug-law-1998/2015-01-01")


def test_a_cell_is_cited_with_its_day_rule_and_address(knowledge: Knowledge) -> None:
    found = compare(knowledge, Query(["kz", "ru"], ["substitution-treatment-practice", "needle-exchange"], "2016-05-01"))

    item = cell_item(found, "kz", "substitution-treatment-practice")

    assert item["title"] == "Substitution treatment: practice, Kazakhstan, as of 2016-05-01"
    assert item["URL"].endswith("/compare?subjects=kz&measures=substitution-treatment-practice&as_of=2016-05-01&rule=best-evidence")
    assert item["note"].startswith("answer: pilot; rule: best-evidence; ")


@pytest.mark.parametrize(
    ("day", "rule", "answer"),
    [
        ("2008-10-31", "best-evidence", "disputed: not-provided | pilot"),
        ("2016-05-01", "source:utyasheva-elliott-2009", "not-provided (carried 2008-10-31)"),
    ],
)
def test_a_cell_never_cites_a_dispute_or_a_carried_answer_as_settled(knowledge: Knowledge, day: str, rule: str, answer: str) -> None:
    found = compare(knowledge, Query(["kz"], ["substitution-treatment-practice"], day, rule=rule))

    assert cell_item(found, "kz", "substitution-treatment-practice")["note"].startswith(f"answer: {answer};")


def test_a_cell_that_nobody_researched_says_so(knowledge: Knowledge) -> None:
    found = compare(knowledge, Query(as_of="1990-01-01"))
    subject, measure = next(key for key, cell in found.cells.items() if cell.status == "not-researched")

    assert cell_item(found, subject, measure)["note"].startswith("answer: not-researched;")


def test_the_release_has_version_licence_and_address() -> None:
    assert [cite(release_item(), style) for style in ("apa", "gost")] == [
        f"druglaw contributors. (2026). Drug laws compared across countries, treaties and model laws (Version {RELEASE}) [Dataset]. "
        "druglaw contributors. Retrieved November 25, 2026, from https://w3id.org/druglaw/",
        f"druglaw contributors. Drug laws compared across countries, treaties and model laws [Электронный ресурс] // druglaw, "
        f"выпуск {RELEASE}. 2026. URL: https://w3id.org/druglaw/ (дата обращения: 25.11.2026).",
    ]


def test_every_act_and_source_can_be_cited_in_every_style_as_text(knowledge: Knowledge) -> None:
    acts = [csl_item(knowledge, f"instrument/{one}") for one in list(knowledge.law.acts)[::4]]
    items = [*acts, *list(knowledge.references.values())[::8]]
    for style in STYLES:
        for item, said in zip(items, bibliography(items, style), strict=True):
            assert item["title"].casefold()[:10] in said.casefold() or style == "gost"
            assert not [slip for slip in ("None", "{}", "()", "[]", ",,", "  ", " ,", "( ") if slip in said], said


def test_hostile_words_are_words_in_every_markup() -> None:
    item = INVENTED | {"custom": INVENTED["custom"] | {"titles": {"en": "<script>alert(1)</script> \\write18{rm} 100% & #1_\x02"}}}

    html, latex = (bibliography([item], "oscola", markup=markup)[0] for markup in ("html", "latex"))

    assert "<script>" not in html and "&lt;script&gt;" in html
    assert r"\textbackslash{}write18\{rm\} 100\% \& \#1\_" in latex
    assert "\x02" not in html + latex


def test_the_page_and_the_command_give_the_same_bytes(client: TestClient, tmp_path: Path) -> None:
    for format_ in ("json", "ris"):
        file = tmp_path / f"cited.{format_}"
        asked = ["--as-of", "2016-05-01", "--accessed", "2026-11-25", "--format", format_]
        assert main(["cite", "kz/drug-law-1998/32(1)", "kz:needle-exchange", *asked, "--output", str(file)]) == 0
        asked_of_server = "id=kz/drug-law-1998/32(1),kz:needle-exchange&as_of=2016-05-01&accessed=2026-11-25"
        assert client.get(f"/cite.{format_}?{asked_of_server}").content == file.read_bytes()


def test_a_receipt_holds_todays_days_and_repeats_the_citation(client: TestClient) -> None:
    first = client.get("/cite.json?id=kz/drug-law-1998").json()

    assert f"accessed={date.today()}" in first["receipt"] and f"as_of={date.today()}" in first["receipt"]
    assert client.get(first["receipt"].replace("/cite?", "/cite.json?")).json() == first


def test_a_source_is_accessed_when_it_was_read_unless_told_otherwise(client: TestClient) -> None:
    assert client.get("/cite.json?id=source/pmc-11328943").json()["accessed"] == "2026-11-22"
    assert client.get("/cite.json?id=source/pmc-11328943&accessed=2027-01-02").json()["accessed"] == "2027-01-02"
    assert client.get("/cite.json?id=source/utyasheva-elliott-2009").json()["accessed"] is None  # it has no address


@pytest.mark.parametrize(
    ("asked", "status", "says"),
    [
        ("id=kz/drug-lw-1998", 404, "instrument/kz/drug-law-1998"),
        ("id=nobody", 404, "source/"),
        ("id=kz:nothing", 404, "nothing"),
        ("id=kz/resolution-470-2019&as_of=2016-01-01", 422, "2019-07-03 or later"),
        ("accessed=2026", 422, "2026-01-01"),
        ("style=mla", 422, "oscola"),
        ("id=,", 422, "SUBJECT:MEASURE"),
        ("id=" + "kz,ru," * 150, 422, "1 to 50"),
        ("ids=kz", 422, "accessed"),
        ("id=provision/kz/drug-law-1998/32(1)/someday", 404, "32(1)"),
        ("id=version/kz/drug-law-1998/2015-01-02", 404, "2015-01-01"),
        ("id=kz%0d%0aTY:x", 404, "near"),
    ],
)
def test_a_wrong_question_is_told_what_to_do(client: TestClient, asked: str, status: int, says: str) -> None:
    answer = client.get(f"/cite.json?{asked}")

    assert answer.status_code == status
    assert says in json.dumps(answer.json(), ensure_ascii=False)


def test_an_article_known_from_a_loaded_text_alone_can_be_cited() -> None:
    store = loaded({"by/water-code/2014-07-01": act(article("1", "О воде", "Вода бесплатна."))}, "Водный кодекс")
    client = TestClient(create_app(store))

    said = client.get("/cite.json?id=by/water-code/1&as_of=2016-05-01&accessed=2026-11-25&style=gost").json()

    assert "ст. 1" in said["items"][0]["citations"]["gost"]["text"]
    assert client.get("/cite?id=by/water-code/2").status_code == 404
    assert client.get("/cite?id=version/by/water-code/2014-07-01").status_code == 200


def test_a_source_whose_dates_are_no_dates_is_cited_without_them() -> None:
    store = open_store()
    source, graph = iri("source/odd"), graph_iri("load/000000000009")
    said = {"published": "last week", "accessed": "yesterday", "address": "https://odd.example", "entryType": "odd"}
    store.oxigraph.extend(
        [
            Quad(source, NamedNode(PREFIXES["rdf"] + "type"), dl("Source"), graph),
            Quad(source, NamedNode(PREFIXES["dcterms"] + "title"), Literal("Odd"), graph),
            *(Quad(source, dl(name), Literal(value), graph) for name, value in said.items()),
        ]
    )

    item = Knowledge(store).references["odd"]

    assert {"issued", "accessed"} & item.keys() == set()
    assert cite(item, "apa") == "Odd. (n.d.). Retrieved November 25, 2026, from https://odd.example"


def test_russian_labels(client: TestClient) -> None:
    said = client.get("/cite.json?id=kz:needle-exchange&as_of=2016-05-01&accessed=2026-11-25&lang=ru").json()

    assert said["items"][0]["title"].endswith("Казахстан, по состоянию на 2016-05-01")
    assert "lang=ru" in said["receipt"]
    assert "Как цитировать" in client.get("/cite.html?lang=ru").text


def test_what_is_not_there_is_not_cited(knowledge: Knowledge) -> None:
    with pytest.raises(UnknownIdError, match="kz/drug-law-1998"):
        csl_item(knowledge, "instrument/kz/drug-law-1989")


def test_a_new_act_needs_no_code(tmp_path: Path) -> None:
    """An invented country's act, loaded with a number and dates, is cited with them."""
    store = loaded({"xx/rain-code/2014-07-01": act(article("1", "О дожде", "Дождь идёт."))}, "Кодекс о дожде")

    said = cite(csl_item(Knowledge(store), "instrument/xx/rain-code"), "gost")

    assert "Кодекс о дожде" in said and "https://w3id.org/druglaw/instrument/xx/rain-code" in said
