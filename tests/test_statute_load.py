"""What the statute loader gives a store: the entries of act, version and adoption, the divisions, or all complaints at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from graph.store import Store
from graph.terms import PREFIXES, dl, graph_iri, iri
from loaders.act_quads import assign_eids
from loaders.akn import akn_bytes
from loaders.limits import Limits
from loaders.opening import open_file
from loaders.reading import Opened, Options, Reading
from loaders.statute import read, recognises
from loaders.statute.parsing import parse

ACTS = Path(__file__).parent / "data" / "statute"
GRAPH = graph_iri("load/example")
KNOWN = Options(owner="by", slug="river-gardens")


def opened(path: Path) -> Opened:
    found = open_file(path, Limits())
    assert isinstance(found, Opened), found
    return found


def reading(store: Store, options: Options = KNOWN, name: str = "ru") -> Reading:
    return read(opened(ACTS / f"{name}.txt"), options, GRAPH, store)


def values(quads: list[Quad], subject: NamedNode, predicate: NamedNode) -> list[object]:
    return [quad.object for quad in quads if quad.subject == subject and quad.predicate == predicate]


def eli(name: str) -> NamedNode:
    return NamedNode(PREFIXES["eli"] + name)


@pytest.mark.parametrize("path", sorted(ACTS.glob("*.txt")), ids=lambda path: path.stem)
def test_an_act_is_recognised_in_every_language(path: Path) -> None:
    assert recognises(opened(path))


@pytest.mark.parametrize(
    "text",
    [
        "Информационный бюллетень. Задержаны трое. Статья 228 Уголовного кодекса применена.\n" * 5,
        "Постановление суда\nСтатья 16 Конституции нарушена.\nСтатья 120 Кодекса.\nСтатья 7 Закона.\n" + "Суд решил иначе.\n" * 40,
        "country,year,value\nkz,2008,5\n",
        "A report on Article 5\n\nArticle 5 is often cited in reports.\n",
    ],
)
def test_what_only_cites_articles_is_no_act(text: str, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text(text, encoding="utf-8")

    assert not recognises(opened(path))


def test_a_new_act_comes_with_its_entry_version_adoption_and_source(store: Store) -> None:
    found = reading(store)
    quads = list(found.quads)
    act, file = iri("instrument/by/river-gardens"), opened(ACTS / "ru.txt")
    version = iri(f"version/by/river-gardens/text-{file.sha256[:8]}")

    assert not found.complaints
    assert {quad.graph_name for quad in quads} == {GRAPH}
    assert values(quads, act, eli("title")) == [Literal("ЗАКОН РЕСПУБЛИКИ ПРИМЕРИЯ О речных садах", language="ru")]
    assert values(quads, act, eli("number")) == [Literal("91-З")]
    assert values(quads, act, eli("jurisdiction")) == [iri("jurisdiction/by")]
    assert values(quads, act, eli("type_document")) == [iri("code/instrument-type/statute")]
    assert values(quads, version, dl("versionOf")) == [act]
    assert values(quads, version, dl("from")) == []
    assert values(quads, version, dl("document")) == [iri(f"document/{file.sha256[:16]}")]
    assert [quad.object for quad in quads if quad.predicate == dl("date")] == [Literal("2007-03-14")]
    assert found.source == f"text-{file.sha256[:16]}"
    assert found.about == "instrument/by/river-gardens"
    assert found.counts["article"] == 5
    article = NamedNode(f"{version.value}#art_2-1")
    assert values(quads, article, eli("number")) == [Literal("2-1")]
    assert values(quads, iri(f"provision/by/river-gardens/2-1/text-{file.sha256[:8]}"), dl("division")) == [article]


def test_options_speak_before_the_text(store: Store) -> None:
    options = Options("by", "river-gardens", "О садах", "5-З", "2008-01-02", "2008-03-01", "ru", "utyasheva-elliott-2009")
    found = reading(store, options)
    quads = list(found.quads)
    act, version = iri("instrument/by/river-gardens"), iri("version/by/river-gardens/2008-03-01")

    assert values(quads, act, eli("title")) == [Literal("О садах", language="ru")]
    assert values(quads, act, eli("number")) == [Literal("5-З")]
    assert values(quads, version, dl("from")) == [Literal("2008-03-01")]
    assert [quad.object for quad in quads if quad.predicate == dl("date")] == [Literal("2008-01-02")]
    assert found.source == "utyasheva-elliott-2009"
    assert not any(quad.object == dl("Source") for quad in quads)


def test_an_act_that_has_an_entry_keeps_it(store: Store) -> None:
    found = reading(store, Options("kz", "drug-law-1998"))

    assert not any(quad.subject == iri("instrument/kz/drug-law-1998") for quad in found.quads)


def test_everything_that_is_missing_or_wrong_is_said_at_once(store: Store) -> None:
    found = reading(store, Options("kzz", "River Gardens", adopted="2008-13-01", in_force="2008", lang="tlh", source="nobody-2009"))
    said = "\n".join(one.message for one in found.complaints)

    assert list(found.quads) == []
    for words in (
        "--owner 'kzz'",
        "such as kz",
        "--slug 'River Gardens'",
        "--adopted '2008-13-01'",
        "--in-force '2008'",
        "--lang 'tlh'",
        "--source 'nobody-2009'",
    ):
        assert words in said
    asked = "\n".join(one.message for one in reading(store, Options()).complaints)
    assert "add --owner" in asked
    assert "add --slug" in asked


def test_another_text_for_the_same_day_is_refused(store: Store) -> None:
    own = Store(Oxigraph(), store.revision)
    own.oxigraph.extend(store.oxigraph)
    options = Options("by", "river-gardens", in_force="2007-07-01")
    own.oxigraph.extend(reading(own, options).quads)

    assert not reading(own, options).complaints
    assert "another text of by/river-gardens for 2007-07-01" in reading(own, options, "be").complaints[0].message


def test_a_text_without_articles_or_of_no_known_language_is_refused(store: Store, tmp_path: Path) -> None:
    cases = {"Сады сажают весной и осенью, и это не закон, а рассказ о садах.\n" * 4: "heads an article", "12345 67890\n" * 4: "--lang"}
    for text, words in cases.items():
        path = tmp_path / "text.txt"
        path.write_text(text, encoding="utf-8")
        found = read(opened(path), KNOWN, GRAPH, store)
        assert [words in one.message for one in found.complaints] == [True]


def test_a_text_in_another_language_than_was_said_is_refused(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("მუხლი 1. ბაღი\nბაღი და ხეები ყველასთვის არის.\nმუხლი 2. ხე\nხეები იზრდება ბაღში.\n", encoding="utf-8")

    found = read(opened(path), replace(KNOWN, lang="ru"), GRAPH, store)

    assert [one.message for one in found.complaints] == [
        "this text is not in the language that --lang says (ru): correct it, or leave it out"
    ]


def test_more_articles_than_allowed_are_refused(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRUGLAW_LIMIT_ARTICLES", "10")
    path = tmp_path / "text.txt"
    for count in (15, 40):
        path.write_text("\n".join(f"Статья {number}. Сад\nСады и деревья для всех." for number in range(1, count)), encoding="utf-8")
        found = read(opened(path), KNOWN, GRAPH, store)
        assert "DRUGLAW_LIMIT_ARTICLES" in found.complaints[0].message


def test_an_exported_act_comes_back_as_the_version_it_was(store: Store, tmp_path: Path) -> None:
    act = parse((ACTS / "ru.txt").read_text(encoding="utf-8"))
    assign_eids(act)
    path = tmp_path / "act.xml"
    path.write_bytes(akn_bytes(act, "by/river-gardens", "2007-06-01"))
    version = iri("version/by/river-gardens/2007-06-01")

    for options in (Options("by", "river-gardens"), Options()):  # whose act it is stands in our own export
        quads = list(read(opened(path), options, GRAPH, store).quads)
        assert values(quads, version, dl("from")) == [Literal("2007-06-01")]
