"""Who follows whom: the dates of every pair of wordings, the claims they rule out, and how all of it is shown."""

from __future__ import annotations

import csv
import io
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_acts import act, article, loaded
from lxml import etree
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import Graph
from starlette.testclient import TestClient
from workbooks import write_csv, write_xlsx

from api.app import create_app
from api.cli import main
from api.formats.arrows import Look
from api.formats.network import Act, Arrow, Network, png, svg
from graph.chronology import IMPOSSIBLE, POSSIBLE, UNDETERMINED, VERDICTS, known_from, passed, verdict
from graph.dataset import BUILT_IN
from graph.dates import ALWAYS, FOREVER, Span, day_number, span
from graph.influence import Claim, Influences
from graph.store import Store, open_store
from graph.tables import load_table
from graph.terms import PREFIXES, dl, graph_iri, iri, subject_iri
from loaders.load import load
from loaders.reading import Options
from loaders.sheet.match import tables

MODEL_LAW, RUSSIAN_LAW = "cis/model-law-2006", "ru/drug-law-1998"
STATUTES = ("kz/drug-law-1998", "kg/drug-law-1998", "tj/drug-law-1999", "uz/drug-law-1999")
HEADER = tables()["influences"].header
SVG = "{http://www.w3.org/2000/svg}"


def row(**said: str) -> list[str]:
    """A row of influences that is sound but for what is said."""
    usual = {
        "id": "xx-invented",
        "degree": "similar",
        "basis": "stated",
        "reading": "Invented.",
        "source": "cnd-2021-crp",
        "locator": "p. 1",
    }
    return [(usual | said).get(name, "") for name in HEADER]


def following(store: Store, follower: str, origin: str = MODEL_LAW, **more: str) -> Claim:
    return Claim("xx-invented", follower, origin, "similar", "stated", **more)


# ---- the hard cases of the model ----


@pytest.fixture(scope="module")
def built_in(store: Store) -> TestClient:
    return TestClient(create_app(store))


@pytest.fixture(scope="module")
def influences(store: Store) -> Influences:
    return Influences(store)


@pytest.mark.parametrize("statute", STATUTES)
@pytest.mark.parametrize(
    ("wording", "says"),
    [("", "impossible"), ("2006-12-29", "possible"), ("2006", "undetermined"), ("2006-11", "undetermined"), ("2005", "impossible")],
)
def test_a_statute_of_the_nineties_and_the_model_law_of_2006(influences: Influences, statute: str, wording: str, says: str) -> None:
    claim = Claim("xx-invented", statute, MODEL_LAW, "similar", "stated", follower_wording=wording)

    assert influences.judge(claim).verdict == says


def test_the_model_law_may_well_follow_the_russian_law(influences: Influences) -> None:
    said = [influences.judge(claim) for claim in influences.claims if (claim.follower, claim.origin) == (MODEL_LAW, RUSSIAN_LAW)]

    assert {one.verdict for one in said} == {"possible"}
    assert "passed 1997-12-10, ru-drug-law-glavbukh" in said[0].because
    assert "adopted 2006-11-16, cis-model-law-2006-cyberleninka" in said[0].because


def test_a_wording_whose_amending_act_is_known_counts_from_the_vote_on_that_act(influences: Influences) -> None:
    judged = influences.judge(Claim("xx-invented", MODEL_LAW, f"{RUSSIAN_LAW}/46", "similar", "stated"))
    known = {pair.origin.day: pair.origin.known for pair in judged.pairs}

    assert known["2025-09-01"] == Span(20240808, 20240808)


@pytest.mark.parametrize("wording", ["", "1998-04-15"], ids=["no day", "the day on which it came into force"])
def test_the_original_is_known_from_the_vote_on_it_however_it_is_named(influences: Influences, wording: str) -> None:
    """Passed 1997-12-10, in force 1998-04-15: a law of the months between may follow it."""
    judged = influences.judge(Claim("xx-invented", "kg/drug-law-1998", RUSSIAN_LAW, "similar", "stated", "1998-04-01", wording))

    assert judged.meant.origin.known == Span(19971210, 19971210)
    assert judged.verdict == "possible"


def test_a_day_before_the_original_was_in_force_makes_no_second_wording(influences: Influences) -> None:
    plain = Claim("xx-invented", MODEL_LAW, RUSSIAN_LAW, "similar", "stated")
    dated = replace(plain, origin_wording="1998-04-15")

    assert influences.judge(dated).pairs == influences.judge(plain).pairs


# ---- the rule for two spans ----

DAYS = st.dates().map(day_number)
SPANS = st.one_of(st.none(), st.tuples(DAYS, DAYS).map(lambda days: Span(min(days), max(days))))


@given(SPANS, SPANS)
def test_no_two_texts_can_each_be_older_than_the_other(one: Span | None, other: Span | None) -> None:
    there, back = verdict(one, other), verdict(other, one)

    assert {there, back} != {IMPOSSIBLE}
    assert there in VERDICTS


@given(SPANS, SPANS, st.integers(0, 400), st.integers(0, 400))
def test_knowing_less_never_turns_possible_into_impossible_or_back(one: Span | None, other: Span | None, before: int, after: int) -> None:
    """Whoever widens a span, or takes it away, may lose a verdict and never gains another."""
    if one is None:
        return
    wide = Span(max(ALWAYS, one.earliest - before), min(FOREVER, one.latest + after))

    assert verdict(wide, other) in (verdict(one, other), UNDETERMINED)
    assert verdict(other, wide) in (verdict(other, one), UNDETERMINED)
    assert verdict(None, other) == UNDETERMINED


@given(DAYS, DAYS, DAYS)
def test_a_later_follower_is_never_less_possible(follower: int, later: int, origin: int) -> None:
    early, late = sorted((follower, later))
    if verdict(Span(early, early), Span(origin, origin)) == POSSIBLE:
        assert verdict(Span(late, late), Span(origin, origin)) == POSSIBLE


@pytest.mark.parametrize(
    ("dates", "wanted"),
    [
        ([("passed", "[1998..1999]"), ("adopted", "1998-07-10")], Span(19980710, 19980710)),
        ([("adopted", "2020-12-02"), ("adopted", "2021-02-20")], Span(20201202, 20210220)),
        ([("published", "1999"), ("in-force", "2000")], Span(19990101, 19991231)),
        ([("in-force", "2000"), ("in-force", "2000-03")], Span(20000301, 20000331)),
    ],
    ids=["a coarse date that holds a fine one", "a dispute", "publication before force", "force alone"],
)
def test_when_an_act_was_passed(dates: list[tuple[str, str]], wanted: Span) -> None:
    assert passed((role, span(day)) for role, day in dates) == wanted


def test_a_draft_counts_from_the_day_it_was_known() -> None:
    final, draft = ("adopted", span("2006-11-16")), ("known", span("2006-03"))

    assert verdict(span("2006-06-01"), known_from([final])) == IMPOSSIBLE
    assert verdict(span("2006-06-01"), known_from([final, draft])) == POSSIBLE
    assert verdict(span("2006-02-01"), known_from([final, draft])) == IMPOSSIBLE
    assert verdict(span("2006-02-01"), known_from([draft])) == UNDETERMINED


# ---- invented acts: three wordings, reviews, a claim that cannot be ----

ACTS = """
@base <https://w3id.org/druglaw/> .
@prefix dl: <https://w3id.org/druglaw/ontology#> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
"""
for name in ("tea", "cup"):
    ACTS += f"""
<instrument/mn/{name}-law> a dl:Instrument ; eli:type_document <code/instrument-type/statute> ; eli:title "{name} <b>Law</b> & more"@en ;
    eli:passed_by <jurisdiction/mn> ; eli:jurisdiction <jurisdiction/mn> ; dl:summary "Invented."@en ;
    dl:evidence [ a dl:Evidence ; dl:source <source/cnd-2021-crp> ; dl:locator "p. 1" ] ."""
ACTS += """
<provision/mn/tea-law/7> a dl:Provision ; eli:is_part_of <instrument/mn/tea-law> ; eli:number "7" ; dl:summary "Invented."@en ;
    dl:bearsOn <measure/needle-exchange> ; dl:modality <code/modality/requires> ; dl:from "2003-05-05" ;
    dl:evidence [ a dl:Evidence ; dl:source <source/cnd-2021-crp> ; dl:locator "p. 1" ] .
<version/mn/tea-law/2010-01-01> a dl:Version ; dl:versionOf <instrument/mn/tea-law> ; dl:from "2010-01-01" .
"""
REVIEW = {"reviewed_by": "R. <i>Reader</i>", "reviewed_on": "2026-11-20", "review": "doubtful"}
MORE = {
    "jurisdictions": [["mn", "MNG", "Mongolia", "Монголия", "Монгол Улс", "mn", "13"]],
    "date-statements": [
        ["mn-tea-passed", "instrument/mn/tea-law", "passed", "2000-02-02", "", "cnd-2021-crp", "p. 1"],
        ["mn-tea-force", "instrument/mn/tea-law", "in-force", "2000-03-01", "", "cnd-2021-crp", "p. 1"],
        ["mn-cup-passed", "instrument/mn/cup-law", "passed", "2005-06-30", "", "cnd-2021-crp", "p. 1"],
        ["mn-tea-2010-passed", "version/mn/tea-law/2010-01-01", "passed", "2005-01-15", "", "cnd-2021-crp", "p. 1"],
    ],
    "amendments": [
        ["mn-tea-a", "", "Law 1", "mn/tea-law", "", "changes", "2007-07", "Invented.", "cnd-2021-crp", "p. 1"],
        ["mn-tea-b", "", "Law 2", "mn/tea-law", "mn/tea-law/7", "repeals", "2012-01-01", "Invented.", "cnd-2021-crp", "p. 1"],
    ],
    "influences": [
        row(id="xx-cup", follower="mn/tea-law", origin="mn/cup-law", follower_wording="2007-07"),
        row(id="xx-seen", follower="mn/cup-law", origin="mn/tea-law/7", **REVIEW),
        row(id="xx-found", follower="mn/cup-law", origin="mn/tea-law", basis="computed", degree="verbatim"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the data with the invented acts in it."""
    copy = tmp_path_factory.mktemp("world") / "data"
    shutil.copytree(BUILT_IN, copy)
    (copy / "mn.ttl").write_text(ACTS, encoding="utf-8")
    for name, rows in MORE.items():
        with (copy / "tables" / f"{name}.csv").open("a", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
    return copy


@pytest.fixture(scope="module")
def client(data: Path) -> TestClient:
    return TestClient(create_app(open_store(data=data)))


def item(client: TestClient, claim: str) -> dict[str, Any]:
    (found,) = (one for one in client.get("/influence.json?limit=1000").json()["items"] if one["id"] == claim)
    return dict(found)


def test_every_wording_of_the_follower_meets_every_wording_of_the_origin(client: TestClient) -> None:
    found = item(client, "xx-cup")

    assert [(pair["follower_version"], pair["follower_passed"], pair["verdict"]) for pair in found["pairs"]] == [
        ("mn/tea-law/2007-07", "2007-07-01/2007-07-31", "possible"),
        ("mn/tea-law", "2000-02-02/2000-02-02", "impossible"),
        ("mn/tea-law/2010-01-01", "2005-01-15/2005-01-15", "impossible"),
    ]
    assert (found["chronology"], found["verdicts"]) == ("possible", {"possible": 1, "impossible": 2})
    assert {pair["origin_version"] for pair in found["pairs"]} == {"mn/cup-law"}


def test_an_article_that_came_later_counts_from_its_own_day(client: TestClient) -> None:
    found = item(client, "xx-seen")

    assert found["origin_known"] == "2003-05-05/2003-05-05"
    assert [pair["origin_version"] for pair in found["pairs"]] == ["mn/tea-law/7/2003-05-05"]


def test_a_review_says_by_whom_and_when_and_what(client: TestClient) -> None:
    seen = client.get("/influence.json?reviewed=yes").json()["items"]
    page = client.get("/influence/xx-seen.html").text

    assert [(one["id"], one["reviewed_by"], one["reviewed_on"], one["review"]) for one in seen] == [
        ("xx-seen", "R. <i>Reader</i>", "2026-11-20", "doubtful")
    ]
    assert "doubtful by R. &lt;i&gt;Reader&lt;/i&gt; on 2026-11-20" in page
    assert "Nobody has reviewed this claim." in client.get("/influence/xx-found.html").text
    assert "xx-seen" not in {one["id"] for one in client.get("/influence.json?reviewed=no").json()["items"]}


def test_nobody_has_reviewed_a_claim_of_the_built_in_data(built_in: TestClient) -> None:
    assert built_in.get("/influence.json?reviewed=yes").json()["total"] == 0


def test_what_was_computed_says_so_and_is_not_proven(client: TestClient) -> None:
    computed = client.get("/influence.json?basis=computed&subjects=mn").json()["items"]

    assert [(one["id"], one["basis"]) for one in computed] == [("xx-found", "computed")]
    assert "not proven" in client.get("/influence.html?basis=computed&subjects=mn").text
    assert "not proven" not in client.get("/influence.html?basis=stated&subjects=uz").text.partition("<tbody>")[2]


# ---- a claim that cannot be is refused, in whatever file it comes ----

TURTLE = """@base <https://w3id.org/druglaw/> .
@prefix dl: <https://w3id.org/druglaw/ontology#> .

<influence/xx-invented> a dl:Influence ; dl:follower <instrument/{}> ; dl:origin <instrument/{}> ;
    dl:degree <code/influence-degree/similar> ; dl:basis <code/influence-basis/stated> ; dl:reading "Invented."@en {} ;
    dl:evidence [ a dl:Evidence ; dl:source <source/cnd-2021-crp> ; dl:locator "p. 1" ] .
"""


# Follower, origin, more: whether check refuses the row.
ROWS = [
    *((statute, MODEL_LAW, {}, True) for statute in STATUTES),
    ("kz/drug-law-1998/32(1)", MODEL_LAW, {}, True),
    ("kz/drug-law-1998", MODEL_LAW, {"follower_wording": "2001"}, True),
    ("kz/drug-law-1998", MODEL_LAW, {"follower_wording": "2006-12-29"}, False),
    ("kz/drug-law-1998", MODEL_LAW, {"follower_wording": "2006"}, False),
    ("kz/drug-law-1998", MODEL_LAW, {"degree": "diverges"}, False),
    (MODEL_LAW, RUSSIAN_LAW, {}, False),
    (MODEL_LAW, RUSSIAN_LAW, {"origin_wording": "2013-11-25"}, True),
]


def test_check_refuses_what_the_dates_rule_out_and_nothing_else(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "data"
    shutil.copytree(data, copy)
    table = copy / "tables" / "influences.csv"
    first = len(table.read_text(encoding="utf-8").splitlines()) + 1
    with table.open("a", encoding="utf-8", newline="") as file:
        rows = (row(id=f"xx-{n}", follower=one, origin=two, **more) for n, (one, two, more, _) in enumerate(ROWS, first))
        csv.writer(file, lineterminator="\n").writerows(rows)

    assert main(["check", str(copy)]) == 1
    said = sorted(capsys.readouterr().out.splitlines(), key=lambda one: int(one.split(":")[1]))
    wrong = [line for line, (*_, refused) in enumerate(ROWS, first) if refused]
    assert len(said) == len(wrong)
    for complaint, line in zip(said, wrong, strict=True):
        assert complaint.startswith(f"{table}:{line}: xx-{line}: An older text cannot follow a younger one")
        assert "Name the later wording that is meant" in complaint


def test_a_table_written_before_there_were_wordings_and_reviews_is_read(tmp_path: Path) -> None:
    header = HEADER[: HEADER.index("locator") + 1]
    said = row(follower=MODEL_LAW, origin=RUSSIAN_LAW)
    for folder in ("old", "new"):
        (tmp_path / folder).mkdir()
    old = write_csv(tmp_path / "old" / "influences.csv", [header, said[: len(header)]])
    new = write_csv(tmp_path / "new" / "influences.csv", [HEADER, said])
    metadata = BUILT_IN / "tables" / "influences.csv-metadata.json"

    assert load_table(old, metadata).quads == load_table(new, metadata).quads
    assert load_table(old, metadata).complaints == []


def test_a_sheet_and_rdf_with_such_a_claim_are_refused_and_the_store_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept, rdf = tmp_path / "kept", tmp_path / "claim.ttl"
    sheet = write_xlsx(tmp_path / "claims.xlsx", {"influences": [HEADER, row(follower="uz/drug-law-1999", origin=MODEL_LAW)]})
    rdf.write_text(TURTLE.format("uz/drug-law-1999", MODEL_LAW, ""), encoding="utf-8")

    assert main(["check", str(sheet)]) == 1
    assert "druglaw load FILE --dry-run --store DIR" in capsys.readouterr().out
    for file, place in ((sheet, "row 2, column follower_wording"), (rdf, ":4: ")):
        (complaint,) = load([file], Options(), kept).complaints
        assert place in str(complaint)
        assert "An older text cannot follow a younger one" in complaint.message
    rdf.write_text(TURTLE.format("uz/drug-law-1999", MODEL_LAW, '; dl:followerWording "2013"'), encoding="utf-8")
    assert load([rdf], Options(), kept).complaints == []
    assert item(TestClient(create_app(open_store(kept))), "xx-invented")["chronology"] == "possible"


def test_a_date_that_makes_a_claim_impossible_is_refused_with_the_claim(tmp_path: Path) -> None:
    kept, header = tmp_path / "kept", tables()["date-statements"].header
    known = ["xx-known", "instrument/eec/controlled-substances-decision", "adopted", "2025-01-01", "", "cnd-2021-crp", "p. 1"]
    passed_ = ["xx-passed", "instrument/kz/controlled-list-amendment-2024", "passed", "2019-02-02", "", "cnd-2021-crp", "p. 1"]
    first = write_csv(tmp_path / "date-statements.csv", [header, passed_])
    (tmp_path / "more").mkdir()
    second = write_csv(tmp_path / "more" / "date-statements.csv", [header, known])

    assert load([first], Options(), kept).complaints == []
    (complaint,) = load([second], Options(), kept).complaints
    assert "kz-controlled-list-follows-eec-decision: An older text cannot follow a younger one" in complaint.message


# ---- a third text that both follow ----


def with_claims(*claims: tuple[str, str], mid: str = "2000-01-01") -> Influences:
    """Three invented acts with a text each, of 1996, 2000 and 2004, and computed claims between their articles."""
    texts = {f"by/{name}-code/{day}": act(article("1", "О чае", "Чай горяч.")) for name, day in
             (("old", "1996-01-01"), ("mid", mid), ("new", "2004-01-01"))}  # fmt: skip
    store = loaded(texts, "Кодекс")
    for number, (follower, origin) in enumerate(claims):
        claim, graph = iri(f"influence/xx-{number}"), graph_iri("load/00000000000f")
        said = {
            NamedNode(PREFIXES["rdf"] + "type"): dl("Influence"),
            dl("follower"): subject_iri(follower),
            dl("origin"): subject_iri(origin),
            dl("degree"): iri("code/influence-degree/verbatim"),
            dl("basis"): iri("code/influence-basis/computed"),
            dl("reading"): Literal("Invented.", language="en"),
        }
        store.oxigraph.extend(Quad(claim, prop, value, graph) for prop, value in said.items())
    return Influences(store)


def test_two_texts_that_both_follow_a_third_loaded_one_have_a_common_ancestor() -> None:
    found = with_claims(("by/mid-code/1", "by/old-code/1"), ("by/new-code/1", "by/old-code/1"), ("by/new-code/1", "by/mid-code/1"))
    judged = {claim.id: found.judge(claim) for claim in found.claims if claim.id.startswith("xx-")}

    assert {name: one.verdict for name, one in judged.items()} == {"xx-0": "possible", "xx-1": "possible", "xx-2": "common-ancestor"}
    assert "both follow by/old-code" in judged["xx-2"].because
    back = found.judge(Claim("xx-back", "by/mid-code/1", "by/new-code/1", "verbatim", "computed"))
    assert back.verdict == "impossible"


WORDS = "Хранитель обязан прогреть чайник крутым кипятком, засыпать три ложки листа и выдержать настой пять минут под льняной салфеткой."


def test_claims_can_be_computed_from_the_loaded_texts_when_somebody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {f"by/{name}-law/{day}": act(article("1", "Чай", WORDS)) for name, day in (("tea", "1996-01-01"), ("cafe", "2004-01-01"))}
    client = TestClient(create_app(loaded(texts, "Закон")))
    (found,) = client.get("/influence.json?subjects=by&compute=yes").json()["items"]
    one = client.get(f"/influence/{found['id']}.html").text

    assert (found["follower"], found["origin"], found["basis"], found["chronology"]) == (
        "by/cafe-law/1",
        "by/tea-law/1",
        "computed",
        "possible",
    )
    assert (found["follower_text"], found["origin_text"]) == ("by/cafe-law/2004-01-01", "by/tea-law/1996-01-01")
    assert client.get("/influence.json?subjects=by").json()["total"] == 0
    assert "not proven" in one
    assert "/influence/texts?a=by/cafe-law/2004-01-01&amp;b=by/tea-law/1996-01-01" in one
    assert client.get("/influence/texts?a=by/cafe-law/2004-01-01&b=by/tea-law/1996-01-01").status_code == 200

    monkeypatch.setattr("api.computed._MOST", 1)
    refused = TestClient(create_app(loaded(texts, "Закон"))).get("/influence?compute=yes")
    assert (refused.status_code, refused.json()["allowed"]) == (422, ["druglaw reuse --all --save --store DIR, once"])


def test_a_younger_text_is_nobodys_ancestor() -> None:
    found = with_claims(("by/old-code/1", "by/new-code/1"), ("by/mid-code/1", "by/new-code/1"))

    assert found.judge(Claim("xx-two", "by/mid-code/1", "by/old-code/1", "verbatim", "computed")).verdict == "possible"


def test_a_text_of_no_known_date_is_nobodys_ancestor_by_likeness_alone() -> None:
    claims = [(one, two) for one in ("old", "mid", "new") for two in ("old", "mid", "new") if one != two]
    found = with_claims(*((f"by/{one}-code/1", f"by/{two}-code/1") for one, two in claims), mid="text-00000000")

    assert found.judge(Claim("xx-one", "by/new-code/1", "by/old-code/1", "verbatim", "computed")).verdict == "possible"


def test_a_third_act_without_a_text_is_told_and_decides_nothing(influences: Influences) -> None:
    judged = influences.judge(Claim("xx-invented", "kz/drug-law-1998", MODEL_LAW, "similar", "stated", follower_wording="2006-12-29"))

    assert judged.verdict == "possible"
    assert f"Both are also said to follow {RUSSIAN_LAW}." in judged.because


# ---- the list, the page, the command ----


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("follower=mn/tea-law", {"xx-cup"}),
        ("origin=mn/tea-law", {"xx-seen", "xx-found"}),
        ("origin=mn/tea-law/7", {"xx-seen"}),
        ("subjects=MN&chronology=possible", {"xx-cup", "xx-seen", "xx-found"}),
        ("subjects=mn&degree=verbatim,diverges", {"xx-found"}),
        ("subjects=mn&source=utyasheva-elliott-2009", set()),
    ],
)
def test_claims_are_sifted(client: TestClient, asked: str, wanted: set[str]) -> None:
    assert {one["id"] for one in client.get(f"/influence.json?{asked}").json()["items"]} == wanted


@pytest.mark.parametrize(
    ("path", "status", "holds"),
    [
        ("/influence?follower=mx", 404, "mn"),
        ("/influence?basis=guessed", 422, "computed"),
        ("/influence?degree=copied", 422, "verbatim"),
        ("/influence?chronology=maybe", 422, "common-ancestor"),
        ("/influence?reviewed=perhaps", 422, "yes"),
        ("/influence/xx-sean", 404, "xx-seen"),
        ("/influence.pdf", 404, ""),
    ],
)
def test_a_wrong_question_gets_an_answer_that_helps(client: TestClient, path: str, status: int, holds: str) -> None:
    answer = client.get(path)

    assert answer.status_code == status
    assert holds in answer.text


@pytest.mark.parametrize("extension", ["json", "csv", "md", "ttl", "html"])
def test_one_claim_in_every_format(client: TestClient, extension: str) -> None:
    answer = client.get(f"/influence/xx-cup.{extension}")

    assert answer.status_code == 200
    assert "tea-law" in answer.text
    if extension == "ttl":
        assert len(Graph().parse(data=answer.text, format="turtle")) > 8


def test_a_row_of_the_csv_tells_its_pairs_in_a_few_words(client: TestClient) -> None:
    (found,) = csv.DictReader(io.StringIO(client.get("/influence.csv?follower=mn/tea-law").text))

    assert found["verdicts"] == "possible 1; impossible 2"
    assert found["pairs"].split("; ")[0] == "mn/tea-law/2007-07 <- mn/cup-law: possible"


def test_labels_in_russian(client: TestClient) -> None:
    page = client.get("/influence.html?lang=ru&subjects=kz").text

    for words in ("невозможно", "прямо указано", "расходится"):
        assert words in page


@pytest.mark.parametrize("format_", ["json", "csv", "png"])
def test_the_command_gives_the_bytes_of_the_path(built_in: TestClient, tmp_path: Path, format_: str) -> None:
    file = tmp_path / "file"

    assert main(["influence", "--follower", "kz,tj", "--chronology", "impossible", "--format", format_, "--output", str(file)]) == 0
    answer = built_in.get(f"/influence.{format_}?follower=kz,tj&chronology=impossible")
    assert file.read_bytes() == answer.content


def test_the_command_for_a_reader(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["influence", "--follower", "kz", "--chronology", "impossible"]) == 0
    listed = capsys.readouterr().out
    assert main(["influence", "kz-drug-law-model-law-2006"]) == 0
    one = capsys.readouterr().out

    assert "kz/drug-law-1998 <- cis/model-law-2006\n  IMPOSSIBLE; diverges; stated\n" in listed
    assert max(map(len, listed.splitlines())) <= 100
    assert "* kz/drug-law-1998 <- cis/model-law-2006: impossible" in one
    assert "  kz/drug-law-1998/2006-12-29 <- cis/model-law-2006: possible" in one


# ---- the picture ----


def drawn(contents: bytes) -> etree._Element:
    return etree.fromstring(contents)


def test_every_act_and_every_kind_of_claim_stands_in_the_picture(built_in: TestClient) -> None:
    items = built_in.get("/influence.json?limit=1000").json()["items"]
    picture = drawn(built_in.get("/influence.svg").content)
    acts = {"/".join(one[side].split("/")[:2]) for one in items for side in ("follower", "origin")}
    marks = {one.get("data-id"): one for one in picture.iterfind(f".//{SVG}g[@data-id]")}
    arrows = {
        tuple(one.get(f"data-{name}") for name in ("follower", "origin", "verdict", "basis"))
        for one in picture.iterfind(".//*[@data-verdict]")
    }

    assert set(marks) == acts
    assert all(one.findtext(f"{SVG}text") and act in one.findtext(f"{SVG}title", "") for act, one in marks.items())
    assert arrows == {
        ("/".join(one["follower"].split("/")[:2]), "/".join(one["origin"].split("/")[:2]), one["chronology"], one["basis"]) for one in items
    }  # fmt: skip
    assert picture.find(f".//{SVG}script") is None


def test_the_picture_is_the_same_each_time_and_speaks_russian(store: Store) -> None:
    one, other = (TestClient(create_app(store)).get("/influence.svg?lang=ru&subjects=kz").content for _ in range(2))

    assert one == other
    assert "Казахстан" in one.decode() and "невозможно" in one.decode()


def test_verdicts_and_bases_are_told_apart_without_colour(client: TestClient) -> None:
    picture = drawn(client.get("/influence.svg").content)
    lines, ends = picture.findall(".//*[@data-verdict]"), picture.findall(f"{SVG}g[@aria-hidden]")
    looks = {}
    for one, end in zip(lines, ends, strict=True):
        fill = end.find(f"{SVG}path").get("fill")
        looks[one.get("data-verdict"), one.get("data-basis")] = (one.find(f"{SVG}path").get("stroke-dasharray"), fill == "#ffffff")

    assert looks["possible", "stated"][0] != looks["impossible", "stated"][0] != looks["undetermined", "stated"][0]
    assert looks["possible", "stated"][1] != looks["possible", "computed"][1]


def test_many_acts_with_hostile_names_do_not_lie_over_each_other() -> None:
    names = ["<script>alert(1)</script>", "a\"b'c&d", "\x00\ud800 " * 9, "Очень длинное название " * 20, "اسم", ""]
    acts = [
        Act(f"x{number % 9}/act-{number}", names[number % 6], f"Owner {number % 9}", f"X{number % 9}", days, "said")
        for number, days in enumerate([Span(19000101, 20261231), Span(ALWAYS, 20080101), None, Span(20010101, 20010101)] * 16)
    ]
    arrows = [
        Arrow(one.id, two.id, one.days, two.days, Look(VERDICTS[number % 4], "computed", number % 5 == 0), "<b>")
        for number, (one, two) in enumerate(zip(acts, acts[7:], strict=False))
    ]
    network = Network(acts, arrows, dict.fromkeys(VERDICTS, "v"), {"release": "1", "path": "/influence.svg?subjects=" + "a/b," * 200})

    picture = drawn(svg(network))
    rows = [float(one.get("cy", "")) for mark in picture.iterfind(f".//{SVG}g[@data-id]") for one in mark.iterfind(f"{SVG}circle")]
    assert len(set(rows)) == len(acts)
    assert min(b - a for a, b in zip(sorted(rows), sorted(rows)[1:], strict=False)) >= 15
    assert picture.find(f".//{SVG}script") is None
    assert png(network, 96).startswith(b"\x89PNG")


def test_a_picture_of_nothing_is_a_picture(client: TestClient) -> None:
    assert drawn(client.get("/influence.svg?subjects=ge").content).tag == f"{SVG}svg"
