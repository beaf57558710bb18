"""Loaded texts as a reader meets them: shown, read as a page, and compared, in a terminal and over HTTP."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from invented_acts import act, article, chapter, loaded
from starlette.testclient import TestClient

from api import commands
from api.app import create_app
from api.cli import main
from api.library import Library
from api.show import describe
from graph.errors import AskError, UnknownIdError, WrongValueError
from graph.store import Store, open_store

ACT, OLD, NEW, CURATED = "by/water-code", "by/water-code/2014-07-01", "by/water-code/2020-01-01", "kz/drug-law-1998"
TITLE = "Водны кодэкс"
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def store() -> Store:
    """Two texts of an invented act, whose title is in one language only, and a text of an act with entered provisions."""
    basics = [
        article("1", "Понятия", "В настоящем Кодексе:", "1) вода — жидкость;", "2) лёд — твёрдая вода."),
        article("2", "Цена", "Вода бесплатна."),
    ]
    swim = article("4", "Купание", "Купаться можно летом.", notes=("Статья 4 с изменениями.",))
    old = act(
        chapter("1", "ОБЩИЕ ПОЛОЖЕНИЯ", *basics), chapter("2", "Права", article("3", "Питьё", "Каждый может пить."), swim), language="be"
    )
    new = act(
        chapter("1", "Общие положения", basics[0], replace(basics[1], text="Вода стоит рубль <b>.")),
        chapter("2", "Права", article("3", "", repealed=True), article("3-1", "Плавание", "Плавать можно в круге."), swim),
        language="be",
    )
    made = loaded({OLD: old, NEW: new}, TITLE, remark="text.txt:3: статья 2 напечатана дважды")
    curated = act(
        article("1", "Понятия", "Здесь:", "1) слово;"),
        article("32", "Выявление", "Так:", "1) раз;", "2) два."),
        article("99", "Конец", "Всё."),
    )
    more = loaded({f"{CURATED}/2014-02-03": curated}, "Закон", first=2)
    made.oxigraph.extend(quad for quad in more.oxigraph if "graph/load/" in str(quad.graph_name))
    return made


@pytest.fixture(scope="module")
def library(store: Store) -> Library:
    return Library(store)


@pytest.fixture(scope="module")
def client(store: Store) -> Iterator[TestClient]:
    with TestClient(create_app(store)) as found:
        yield found


@pytest.fixture
def druglaw(store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """The command line on the invented store: its exit status, output and errors."""
    for name in ("show", "diff"):
        monkeypatch.setattr(getattr(commands, name), "opened", lambda options: store)

    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            status = main(arguments)
        except SystemExit as stop:
            status = int(stop.code or 0)
        return status, *capsys.readouterr()

    return run


def rows(description: dict[str, Any], level: str = "article") -> list[tuple[Any, ...]]:
    return [(one["number"], one["heading"], one["text"], one["status"]) for one in description["provisions"] if one["level"] == level]


def test_every_division_of_the_newest_text_in_its_order(library: Library) -> None:
    found = describe(library, ACT)

    assert found["version"] == NEW
    assert rows(found) == [
        ("1", "Понятия", "В настоящем Кодексе:\n1) вода — жидкость;\n2) лёд — твёрдая вода.", None),
        ("2", "Цена", "Вода стоит рубль <b>.", None),
        ("3", None, "", "repealed"),
        ("3-1", "Плавание", "Плавать можно в круге.", None),
        ("4", "Купание", "Купаться можно летом.", None),
    ]
    assert rows(found, "chapter") == [("1", "Общие положения", "", None), ("2", "Права", "", None)]
    assert [one["number"] for one in found["provisions"] if one["level"] == "point"] == ["1(1)", "1(2)"]
    assert [one["notes"] for one in found["provisions"] if one["number"] == "4"] == [["Статья 4 с изменениями."]]
    assert [one["id"] for one in found["provisions"] if one["number"] == "3-1"] == [f"{ACT}/3-1"]


@pytest.mark.parametrize(("day", "version"), [(20140701, OLD), (20191231, OLD), (20200101, NEW), (20300101, NEW)])
def test_the_text_in_force_on_a_day(library: Library, day: int, version: str) -> None:
    assert describe(library, ACT, day)["version"] == version


def test_a_day_before_every_text_is_refused_with_the_days_there_are(library: Library) -> None:
    with pytest.raises(WrongValueError, match="2014-07-01, 2020-01-01"):
        describe(library, ACT, 20100101)


def test_an_article_and_a_version(library: Library) -> None:
    assert rows(describe(library, f"{ACT}/3-1")) == [("3-1", "Плавание", "Плавать можно в круге.", None)]
    assert rows(describe(library, f"{ACT}/3", 20150101)) == [("3", "Питьё", "Каждый может пить.", None)]
    assert rows(describe(library, f"{ACT}/1(2)"), "point") == [("1(2)", None, "лёд — твёрдая вода.", None)]
    assert len(rows(describe(library, OLD))) == 4
    assert describe(library, f"{CURATED}/1(17)/2015-01-01")["kind"] == "provision"
    with pytest.raises(UnknownIdError, match=f"near: .*{ACT}/3-1"):
        describe(library, f"{ACT}/31")


def test_what_was_entered_keeps_its_fields_and_gets_the_words(library: Library) -> None:
    found = {one["number"]: one for one in describe(library, CURATED)["provisions"]}
    point = found["32(1)"]
    assert (point["level"], point["text"]) == ("point", "раз;")
    assert point["summary"] and point["modality"]
    assert found["99"]["summary"] is None
    numbers = [one for one in found if found[one]["summary"]]
    assert set(numbers) >= {"32(1)", "33"}
    assert list(found).index("32(1)") < list(found).index("33") < list(found).index("99")
    assert (found["33"]["level"], found["33"]["text"], found["33"]["notes"]) == ("article", None, [])


def test_entries_of_an_article_and_of_one_wording_of_it_are_both_kept(client: TestClient, store: Store) -> None:
    bare = TestClient(create_app(open_store())).get(f"/instruments/{CURATED}.json").json()["provisions"]
    with_text = client.get(f"/instruments/{CURATED}.json").json()["provisions"]
    kept = {one["id"]: one["summary"] for one in with_text if one["evidence"]}

    assert kept == {one["id"]: one["summary"] for one in bare}
    assert any(one.count("/") == 3 for one in kept)


def test_an_act_without_a_text_is_shown_as_it_was_entered(library: Library) -> None:
    found = describe(library, "kz/criminal-code-2014")
    assert found["version"] is None and found["versions"] == []
    assert all(one["summary"] and one["text"] is None and one["heading"] is None for one in found["provisions"])


def test_a_point_under_words_without_a_number_is_cited_by_its_article() -> None:
    from api.entries import entries
    from loaders.act import Division

    def paragraph(number: str, *points: str) -> Division:
        return Division("paragraph", number, children=[Division("point", one, f"{one})", text="слово") for one in points])

    made = article("1", "Понятия")
    made.children = [paragraph("", "1", "2"), paragraph("", "2"), paragraph("3", "1")]
    assert [one["number"] for one in entries(act(made), "by/x/2020-01-01")] == ["1", None, "1(1)", None, None, None, "1(3)", "1(3)(1)"]


def test_show_prints_the_hierarchy_and_whole_articles(druglaw: Any) -> None:
    _, out, _ = druglaw("show", ACT)
    lines = out.splitlines()
    assert lines.index("  Глава 1. Общие положения") < lines.index("    Статья 2. Цена") < lines.index("    Статья 3. (repealed)")
    assert "статья 2 напечатана дважды" in out and "рубль" not in out
    _, out, _ = druglaw("show", OLD)
    assert "Вода бесплатна." in out and "[publisher's note: Статья 4 с изменениями.]" in out
    _, out, _ = druglaw("show", f"{ACT}/1", "--as-of", "2015-01-01")
    assert "2) лёд — твёрдая вода." in out


def test_diff_in_every_format(druglaw: Any) -> None:
    status, out, _ = druglaw("diff", ACT, "--from", "2014-07-01", "--to", "2020-01-01")
    assert status == 0
    assert "Вода [-бесплатна-] {+стоит рубль <b>+}." in out
    for words in ("article 2: changed", "article 3: repealed", "article 3-1: added", "1 added, 1 repealed, 1 changed, 2 unchanged"):
        assert words in out
    assert "~~бесплатна~~" in druglaw("diff", ACT, "--format", "md")[1]
    found = json.loads(druglaw("diff", ACT.upper(), "--format", "json")[1])
    assert [(one["number"], one["change"]) for one in found["articles"]] == [("2", "changed"), ("3", "repealed"), ("3-1", "added")]
    assert found["unchanged"] == ["1", "4"]
    assert {"op": "removed", "text": "бесплатна"} in found["articles"][0]["words"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["diff", "by/water-cod"], "near: by/water-code"),
        (["diff", CURATED], "only one text of kz/drug-law-1998 is loaded (2014-02-03)"),
        (["diff", "kz/criminal-code-2014"], "druglaw load FILE --as statute --owner kz --slug criminal-code-2014"),
        (["diff", ACT, "--from", "2015-01-01"], "allowed: 2014-07-01, 2020-01-01"),
        (["diff", ACT, "--to", "text-00000000"], "allowed: 2014-07-01, 2020-01-01"),
        (["diff", ACT, "--from", "2020-01-01"], "no later text"),
        (["diff", ACT, "--to", "2014-07-01"], "no earlier text"),
        (["diff", ACT, "--from", "2014-07-01", "--to", "2014-07-01"], "allowed: 2020-01-01"),
        (["show", ACT, "--as-of", "2015-01"], "2015-01-31"),
        (["show", f"{ACT}/2015-01-01"], "near: by/water-code/2014-07-01"),
    ],
)
def test_a_wrong_call_is_told_what_is_right(druglaw: Any, arguments: list[str], words: str) -> None:
    status, out, err = druglaw(*arguments)
    assert (status, out) == (2, "")
    assert words in err


def test_undated_texts_go_by_their_name_and_come_before_dated_ones() -> None:
    one, two = act(article("1", "О воде", "Вода мокрая.")), act(article("1", "О воде", "Вода сухая."))
    library = Library(loaded({f"{ACT}/text-1a2b3c4d": two, f"{ACT}/2020-01-01": one, f"{ACT}/text-00000000": one}, TITLE))
    from api.diffs import versions_asked

    assert [one["day"] for one in versions_asked(library, ACT)] == ["text-00000000", "2020-01-01"]
    assert [one["day"] for one in versions_asked(library, ACT, "text-1a2b3c4d")] == ["text-1a2b3c4d", "text-00000000"]
    assert describe(library, f"{ACT}/text-1a2b3c4d")["kind"] == "version"
    with pytest.raises(AskError):
        describe(library, ACT, 20190101)


@pytest.mark.parametrize("extension", ["html", "json", "csv", "md", "ttl"])
@pytest.mark.parametrize(
    "query", ["", "?text=2014-07-01", "?text=newest", "?diff=2014-07-01..2020-01-01", "?diff=..", "?as_of=2015-01-01", "?lang=ru"]
)
def test_the_page_of_a_loaded_act_in_every_format(client: TestClient, extension: str, query: str) -> None:
    answer = client.get(f"/instruments/{ACT}.{extension}{query}")
    assert answer.status_code == 200
    if extension != "html":  # a page also names the address it was asked at
        again = client.get(answer.headers["druglaw-receipt"].replace(ACT, f"{ACT}.{extension}"))
        assert again.headers["etag"] == answer.headers["etag"]


@pytest.mark.parametrize(
    "path", ["/instruments", "/instruments?jurisdiction=by", "/jurisdictions/by", "/provisions", f"/compare?subjects={ACT}", "/docs"]
)
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_an_act_without_an_english_title_breaks_no_page(client: TestClient, path: str, lang: str) -> None:
    asked = path if path == "/docs" else path + ("&" if "?" in path else "?") + f"lang={lang}"
    assert client.get(asked, headers=HTML).status_code == 200


def test_the_list_of_acts_has_the_loaded_one_under_its_own_title(client: TestClient) -> None:
    found = {one["id"]: one for one in client.get("/instruments.json?limit=1000").json()["items"]}
    assert (found[ACT]["label"], found[ACT]["title"]) == (TITLE, TITLE)


def test_json_has_versions_provisions_text_and_difference(client: TestClient) -> None:
    data = client.get(f"/instruments/{ACT}.json?text=2014-07-01&diff=..").json()

    assert [(one["id"], one["document"], one["language"], one["counts"]["article"]) for one in data["versions"]] == [
        (OLD, "text-0.txt", "be", 4),
        (NEW, "text-1.txt", "be", 5),
    ]
    assert data["versions"][0]["remarks"] == ["text.txt:3: статья 2 напечатана дважды"]
    assert [one["number"] for one in data["provisions"] if one["level"] == "article"] == ["1", "2", "3", "3-1", "4"]
    assert [one["number"] for one in data["text"]["divisions"] if one["level"] == "article"] == ["1", "2", "3", "4"]
    assert [one["number"] for one in data["diff"]["articles"]] == ["2", "3", "3-1"]
    assert {one["in_force"] for one in client.get(f"/instruments/{ACT}.json").json()["provisions"]} == {"certain", "no"}


def test_a_text_is_a_page_with_contents_anchors_and_notes_apart(client: TestClient) -> None:
    page = client.get(f"/instruments/{ACT}?text=2020-01-01", headers=HTML).text

    for eid in ("chp_1", "art_3-1", "art_1__point_2"):
        assert f'id="{eid}"' in page
    assert '<a href="#art_3-1">Статья 3-1. Плавание</a>' in page
    assert 'lang="be"' in page and "(repealed)" in page
    assert page.index("<aside") < page.index("Статья 4 с изменениями.")
    assert "рубль &lt;b&gt;" in page and "<b>" not in page


def test_the_difference_is_a_section_of_the_page_that_needs_no_colours(client: TestClient) -> None:
    page = client.get(f"/instruments/{ACT}?diff=2014-07-01..2020-01-01", headers=HTML).text

    assert '<section id="diff"' in page and "<del>" in page and "<ins>" in page
    assert '<span class="unseen" lang="en">[removed: </span>бесплатна' in page
    assert "&lt;b&gt;" in page


def test_entered_provisions_lead_to_their_words_and_back(client: TestClient) -> None:
    page = client.get(f"/instruments/{CURATED}", headers=HTML).text
    assert f'<a href="/instruments/{CURATED}?text=2014-02-03#art_32__point_1">text</a>' in page
    entered = [one["number"] for one in client.get(f"/instruments/{CURATED}.json").json()["provisions"] if one["evidence"] and one["text"]]
    text = client.get(f"/instruments/{CURATED}?text=newest", headers=HTML).text
    assert "32(1)" in entered
    assert all(f'href="/instruments/{CURATED}#{number}"' in text for number in entered)


def test_an_act_without_a_text_says_how_to_load_one(client: TestClient) -> None:
    page = client.get("/instruments/kz/criminal-code-2014", headers=HTML).text
    assert "druglaw load FILE --as statute --owner kz --slug criminal-code-2014" in page


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        (f"{ACT}?text=2015-01-01", "2020-01-01"),
        (f"{ACT}?diff=2014-07-01", "2014-07-01..2020-01-01"),
        (f"{ACT}?diff=2014-07-01..2015-01-01", "2020-01-01"),
        (f"{ACT}?diff=2020-01-01..", "2014-07-01"),
    ],
)
def test_a_wrong_day_is_told_which_there_are(client: TestClient, path: str, allowed: str) -> None:
    answer = client.get(f"/instruments/{path}")
    assert answer.status_code == 422
    assert allowed in answer.json()["allowed"]
    assert client.get(f"/instruments/{path}", headers=HTML).status_code == 422


@pytest.mark.parametrize("query", ["text=newest", "diff=.."])
def test_an_act_without_texts_is_told_how_to_load_one(client: TestClient, query: str) -> None:
    answer = client.get(f"/instruments/kz/criminal-code-2014?{query}")
    assert answer.status_code == 422
    assert "druglaw load FILE" in answer.json()["detail"]


def load_and_compare(capsys: pytest.CaptureFixture[str], store: Path, act_id: str, files: dict[str, Path]) -> Any:
    """The difference, as JSON, of two files loaded as texts of one act by the command line."""
    owner, _, slug = act_id.partition("/")
    for day, file in files.items():
        loading = ["load", str(file), "--as", "statute", "--owner", owner, "--slug", slug, "--in-force", day, "--store", str(store)]
        assert main(loading) == 0, capsys.readouterr()
    capsys.readouterr()
    assert main(["diff", act_id, "--store", str(store), "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


BEFORE = """Водный кодекс

Глава 1. Общие положения

Статья 1. Вода
Вода принадлежит всем, кто живёт на её берегах.

Статья 2. Лёд
1. Лёд можно колоть зимой.
2. Лёд нельзя продавать дороже ведра воды из той же реки.

Глава 2. Заключительные положения

Статья 3. Дождь
Дождь собирают в бочки; бочки стоят под крышей и проверяются весной.
"""
AFTER = """ВОДНЫЙ КОДЕКС

Глава 1. ОБЩИЕ ПОЛОЖЕНИЯ

Статья 1. Вода
Вода принадлежит всем, кто живет на ее берегах.

Статья 1¹. Роса
Росу собирают пригоршнями.

Статья 2. Лёд
1. Лед можно колоть зимой и весной.
2. Лед нельзя продавать дороже ведра воды из той же реки.

Глава 2. Заключительные положения

Статья 4. Дождь
Дождь собирают в бочки; бочки стоят под крышей и проверяются весной.
"""


def test_two_files_loaded_and_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {"2014-07-01": tmp_path / "before.txt", "2020-01-01": tmp_path / "after.txt"}
    for file, text in zip(files.values(), (BEFORE, AFTER), strict=True):
        file.write_text(text, encoding="utf-8")

    found = load_and_compare(capsys, tmp_path / "store", "by/brook-code", files)

    assert {one["number"]: one["changes"] for one in found["articles"]} == {"1-1": ["added"], "2": ["changed"], "4": ["renumbered"]}
    assert [run["text"].strip() for one in found["articles"] if one["number"] == "2" for run in one["words"] if run["op"] == "added"] == [
        "и весной"
    ]
    assert (found["divisions"], found["unchanged"]) == ([], ["1"])
    assert main(["show", "by/brook-code/1-1", "--store", str(tmp_path / "store"), "--format", "json"]) == 0
    (article_,) = json.loads(capsys.readouterr().out)["provisions"]
    assert (article_["number"], article_["level"], article_["heading"]) == ("1-1", "article", "Роса")


def test_the_kazakh_drug_law_of_2011_and_2015(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if not (sources := os.environ.get("DRUGLAW_SOURCES")):
        pytest.skip("set DRUGLAW_SOURCES to the folder with the documents")
    texts = {f"{year}-01-01": Path(sources) / "statutes" / "kz" / f"drug-law-279-1998.as-of-{year}.excerpt.ru.md" for year in (2011, 2015)}

    found = load_and_compare(capsys, tmp_path / "store", CURATED, texts)

    assert {one["number"] for one in found["articles"] if "changed" in one["changes"]} == {"1", "2", "24", "30", "32", "34", "35"}
    assert {one["number"] for one in found["articles"] if "heading-changed" in one["changes"]} == {"2", "24", "32", "33"}
    assert found["unchanged"] == ["3", "31", "36", "37"]
