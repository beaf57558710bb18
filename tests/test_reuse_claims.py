"""Reuse between loaded texts, in the terminal and on the server, and as computed claims of influence in a kept store."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from invented_acts import act, article, loaded

from api.app import create_app
from api.cli import main
from graph.errors import UnknownIdError
from graph.store import open_store
from loaders.reuse import computed_claims

LAWS = {
    ("by", "clinic-law", "1998-05-01"): """Закон о диспансерах

Статья 1. Учёт
Врач ставит больных наркоманией на учёт в диспансере по месту жительства и ежегодно осматривает каждого из них.

Статья 2. Ампулы
Дознаватель опечатывает изъятые ампулы морфина и передаёт их на склад аптечного управления под расписку кладовщика.

Статья 3. Мост
Мост через реку ремонтирует за свой счёт железная дорога.
""",
    ("tj", "patient-law", "2006-12-29"): """Закон о пациентах

Статья 5. Осмотр
Каждый больной наркоманией ежегодно осматривается врачом и ставится им на учет в диспансере по месту своего жительства.

Статья 6. Мёд
Пчеловод обязан сообщать соседям о начале медосбора <script>alert(1)</script>.
""",
    ("kg", "depot-law", ""): """Закон о складах

Статья 9. Склад
Под расписку кладовщика дознаватель передает изъятые ампулы морфина, опечатав их, на склад аптечного управления.
""",
}


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A kept store with three laws, of which one has no date."""
    folder = tmp_path_factory.mktemp("laws")
    for (owner, slug, day), text in LAWS.items():
        file = folder / f"{slug}.txt"
        file.write_text(text, encoding="utf-8")
        arguments = ["--as", "statute", "--owner", owner, "--slug", slug, "--lang", "ru", *(["--in-force", day] if day else [])]
        assert main(["load", str(file), *arguments, "--store", str(folder / "kept")]) == 0
    return folder / "kept"


@pytest.fixture
def kept(laws: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    return Path(shutil.copytree(laws, tmp_path / "kept"))


@pytest.fixture(scope="module")
def client(laws: Path) -> Iterator[TestClient]:
    with TestClient(create_app(open_store(laws))) as found:
        yield found


def druglaw(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    """What a command says as JSON."""
    capsys.readouterr()
    assert main([*arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_later_text_may_follow_and_without_dates_either_may(laws: Path) -> None:
    claims = computed_claims(open_store(laws))

    said = {(one.follower.version.rpartition("/")[0], one.follower.article, one.origin.article): one.directed for one in claims}
    assert said == {("tj/patient-law", "5", "1"): True, ("by/clinic-law", "2", "9"): False, ("kg/depot-law", "9", "2"): False}
    assert all(one.degree == "in-essence" and one.score > 0.6 for one in claims)
    assert "изъятые ампулы морфина" in claims[0].shared


def test_claims_are_asked_for_some_texts_only(laws: Path) -> None:
    store = open_store(laws)

    assert len(computed_claims(store, ["by/clinic-law", "tj/patient-law/2006-12-29"])) == 1
    assert computed_claims(store, ["by/clinic-law"]) == []
    with pytest.raises(UnknownIdError, match="near: by/clinic-law/1998-05-01"):
        computed_claims(store, ["by/clinic-law/1999-05-01"])


def test_claims_are_one_load_which_is_listed_and_taken_back(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save = ["reuse", "--all", "--save", "--by", "tester", "--store", str(kept)]
    assert main(save) == 0
    assert "3 Influence" in capsys.readouterr().out
    assert main(save) == 0
    assert "nothing changes" in capsys.readouterr().out

    (load,) = [one for one in druglaw(capsys, "loads", "--store", str(kept))["items"] if one["kind"] == "rdf"]
    assert (load["file"], load["by"]) == ("computed-influence.ttl", "tester")
    with TestClient(create_app(open_store(kept))) as client:
        claims = [one for one in client.get("/influence.json?limit=1000").json()["items"] if one["id"].startswith("computed-")]
    assert {(one["follower"], one["chronology"]) for one in claims if one["follower"].startswith("tj")} == {
        ("tj/patient-law/5", "possible")
    }
    assert {one["chronology"] for one in claims} == {"possible", "undetermined"}

    assert main(["unload", load["id"], "--store", str(kept)]) == 0
    with TestClient(create_app(open_store(kept))) as client:
        assert not [one for one in client.get("/influence.json?limit=1000").json()["items"] if one["id"].startswith("computed-")]


def test_a_text_that_claims_rest_on_is_not_taken_back_before_them(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reuse", "--all", "--save", "--store", str(kept)]) == 0
    text, computed = [
        one
        for one in druglaw(capsys, "loads", "--store", str(kept))["items"]
        if one["file"] in ("clinic-law.txt", "computed-influence.ttl")
    ]

    assert main(["unload", text["id"], "--store", str(kept)]) == 1
    assert f"take load {computed['id']} back first" in capsys.readouterr().err


def test_what_is_kept_says_how_it_was_computed_and_from_what(laws: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reuse", "--all", "--format", "ttl", "--store", str(laws)]) == 0
    turtle = capsys.readouterr().out
    assert main(["reuse", "--all", "--format", "ttl", "--store", str(laws)]) == 0

    assert capsys.readouterr().out == turtle
    for words in ("dl:Computation", "dl:method", "dl:parameters", "prov:used", "prov:wasDerivedFrom", "checked by nobody"):
        assert words in turtle
    assert "Дознаватель" not in turtle  # the words stay in the texts


def test_a_claim_that_was_tampered_with_is_refused(kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reuse", "--all", "--format", "ttl", "--store", str(kept)]) == 0
    turtle = capsys.readouterr().out.replace("prov:wasGeneratedBy", "prov:generated")
    (tmp_path / "claims.ttl").write_text(turtle, encoding="utf-8")

    assert main(["load", str(tmp_path / "claims.ttl"), "--store", str(kept)]) == 1
    assert "One that was computed names the computation" in capsys.readouterr().err


def test_two_texts_in_the_terminal(laws: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reuse", "by/clinic-law", "tj/patient-law", "--store", str(laws)]) == 0
    printed = capsys.readouterr().out
    found = druglaw(capsys, "reuse", "by/clinic-law", "tj/patient-law", "--store", str(laws))

    assert "checked by nobody" in printed and "1 and 5: in essence" in printed
    assert "учёт в диспансере по месту жительства" in " ".join(printed.split())
    (item,) = found["items"]
    assert (found["basis"], item["a"]["number"], item["b"]["number"]) == ("computed", "1", "5")
    assert found["chronology"] == {"a_follows_b": "impossible", "b_follows_a": "possible"}
    assert found["alone"] == {"a": ["2", "3"], "b": ["6"]}
    assert "".join(piece["text"] for piece in item["a"]["words"]).startswith("Врач ставит больных")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["by/clinic-law", "by/clinic-law"], "not compared with itself"),
        (["by/clinic-law", "by/clinik-law"], "there is no act"),
        (["by/clinic-law", "by/clinic-law/1999-01-01"], "1998-05-01"),
        (["by/clinic-law", "ru/drug-law-1998"], "no text of ru/drug-law-1998 is loaded"),
        (["by/clinic-law"], "two texts are needed"),
        (["by/clinic-law", "--all"], "name two texts"),
        ([], "name two texts"),
    ],
)
def test_a_wrong_call_says_what_is_right(laws: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str) -> None:
    assert main(["reuse", *arguments, "--store", str(laws)]) == 2
    assert words in capsys.readouterr().err


def test_nothing_is_saved_into_the_built_in_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reuse", "--all", "--save"]) == 2
    assert "--store DIR" in capsys.readouterr().err


PAGE = "/influence/texts"


def test_the_page_marks_the_shared_words_and_says_that_it_is_computed(client: TestClient) -> None:
    page = client.get(f"{PAGE}.html?a=by/clinic-law&b=tj/patient-law").text

    assert "checked by nobody" in page and "<mark>" in page
    assert 'href="/instruments/tj/patient-law?text=2006-12-29#art_5"' in page
    assert "<option" in client.get(f"{PAGE}.html").text


def test_the_page_in_russian_names_degree_and_verdict(client: TestClient) -> None:
    page = client.get(f"{PAGE}.html?a=by/clinic-law&b=tj/patient-law&lang=ru").text

    assert "по существу" in page and "невозможно" in page


def test_json_csv_and_the_receipt(client: TestClient) -> None:
    found = client.get(f"{PAGE}.json?a=by/clinic-law&b=tj/patient-law")
    (row,) = csv.DictReader(io.StringIO(client.get(f"{PAGE}.csv?a=by/clinic-law&b=tj/patient-law").text))

    assert found.json()["receipt"] == f"{PAGE}?limit=20&offset=0&a=by/clinic-law/1998-05-01&b=tj/patient-law/2006-12-29"
    assert client.get(found.json()["receipt"].replace("?", ".json?", 1)).content == found.content
    assert (row["basis"], row["a_article"], row["b_article"], row["degree"]) == ("computed", "1", "5", "in-essence")
    assert row["release"] == found.json()["release"]


def test_the_pairs_are_shown_page_by_page(client: TestClient) -> None:
    text = " ".join(f"слово{chr(1072 + place)}{chr(1072 + place * 7 % 30)}" for place in range(20))
    one = act(*(article(str(number), "", text.replace("слово", f"с{chr(1072 + number)}во")) for number in range(1, 31)))
    with TestClient(create_app(loaded({"by/a-law/2000-01-01": one, "by/b-law/2001-01-01": one}, "Закон"))) as big:
        first = big.get(f"{PAGE}.json?a=by/a-law&b=by/b-law")
        last = big.get(f"{PAGE}.json?a=by/a-law&b=by/b-law&offset=20")

    assert first.json()["total"] == 30
    assert [len(found.json()["items"]) for found in (first, last)] == [20, 10]
    assert "offset=20" in first.headers["link"] and "link" not in last.headers


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("a=by/clinic-law&b=by/clinic-law", 422, "itself"),
        ("a=by/nothing&b=by/clinic-law", 404, "there is no act"),
        ("a=by&b=by/clinic-law", 404, "there is no act"),
        ("a=by/clinic-law/2000-01-01&b=tj/patient-law", 422, "1998-05-01"),
        ("a=by/clinic-law&b=tj/patient-law&degree=diverges", 422, "verbatim"),
        ("a=by/clinic-law&b=tj/patient-law&limit=0", 422, "limit"),
        ("a=by/clinic-law&c=tj/patient-law", 422, "there is no such parameter"),
    ],
)
def test_a_wrong_question_says_what_is_right(client: TestClient, query: str, status: int, words: str) -> None:
    answer = client.get(f"{PAGE}.json?{query}")

    assert answer.status_code == status
    assert words in json.dumps(answer.json())


def test_texts_in_two_languages_are_not_compared() -> None:
    uzbek, russian = act(article("1", "", "Suv hammaga tegishli."), language="uz"), act(article("1", "", "Вода принадлежит всем."))
    with TestClient(create_app(loaded({"by/a-law/2000-01-01": uzbek, "by/b-law/2001-01-01": russian}, "Закон"))) as client:
        answer = client.get(f"{PAGE}.json?a=by/a-law&b=by/b-law")

    assert answer.status_code == 422
    assert "only texts in one language are compared" in answer.json()["detail"]


def test_the_words_of_a_text_are_escaped() -> None:
    hostile = "Сторож запирает склад морфина в полночь <script>alert(1)</script> & ключи относит министру."
    one = act(article("1", "<b>Склад</b>", hostile))
    with TestClient(create_app(loaded({"by/a-law/2000-01-01": one, "by/b-law/2001-01-01": one}, "Закон <i>"))) as client:
        page = client.get(f"{PAGE}.html?a=by/a-law&b=by/b-law").text

    assert "<script>" not in page and "<b>Склад" not in page and "Закон <i>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.skipif("DRUGLAW_SOURCES" not in os.environ, reason="set DRUGLAW_SOURCES to the folder with the documents")
def test_real_texts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    statutes, store = Path(os.environ["DRUGLAW_SOURCES"]) / "statutes", str(tmp_path / "kept")
    for file, owner, slug, day, language in (
        ("kz/drug-law-279-1998.as-of-2011.excerpt.ru.md", "kz", "drug-law-1998", "2011-01-01", "ru"),
        ("kz/drug-law-279-1998.as-of-2015.excerpt.ru.md", "kz", "drug-law-1998", "2015-01-01", "ru"),
        ("by/marriage-and-family-code.ru.txt", "by", "family-code-1999", "2020-01-01", "ru"),
        ("uz/jinoyat_kodeksi.uz.txt", "uz", "criminal-code-1994", "2026-01-01", "uz"),
        ("uz/mamuriy_javobgarlik_kodeksi.uz.txt", "uz", "administrative-code-1994", "2026-01-01", "uz"),
    ):
        arguments = ["--as", "statute", "--owner", owner, "--slug", slug, "--in-force", day, "--lang", language, "--store", store]
        assert main(["load", str(statutes / file), *arguments]) == 0

    versions = druglaw(capsys, "reuse", "kz/drug-law-1998/2011-01-01", "kz/drug-law-1998/2015-01-01", "--store", store)
    strangers = druglaw(capsys, "reuse", "kz/drug-law-1998", "by/family-code-1999", "--store", store)
    codes = druglaw(capsys, "reuse", "uz/criminal-code-1994", "uz/administrative-code-1994", "--store", store)

    assert [one["a"]["number"] for one in versions["items"]] == [one["b"]["number"] for one in versions["items"]]
    assert versions["alone"] == {"a": [], "b": []}
    assert strangers["total"] <= 2
    both = {(one["a"]["number"], one["b"]["number"]) for one in codes["items"]}
    assert {("3", "3"), ("192-12", "241-9")} <= both and len(both) < 150
