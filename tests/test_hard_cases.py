"""Every row of 'Known hard cases' in the model: against the built-in data, or, where it needs them, invented ones."""

from __future__ import annotations

import csv
import shutil
from datetime import date

import pytest

from graph.comparison import Query, compare
from graph.dataset import BUILT_IN
from graph.dates import iso
from graph.knowledge import Knowledge
from graph.rules import Cell
from graph.store import Store, open_store

ESSAY = "utyasheva-elliott-2009"
ESSAY_RULE, TABLE_4 = f"source:{ESSAY}", f"source:{ESSAY}#table-4"
FIVE = ("use-prohibition", "compulsory-treatment", "compulsory-testing", "user-registration", "propaganda-prohibition")
PRACTICE = "substitution-treatment-practice"
PREFIX = "PREFIX dl: <https://w3id.org/druglaw/ontology#> BASE <https://w3id.org/druglaw/> "
BEST, OCTOBER, BOTH = "best-evidence", "2008-10-31", {"not-provided", "pilot"}


def cell(knowledge: Knowledge, subject: str, measure: str, day: str, rule: str = BEST) -> Cell:
    return compare(knowledge, Query([subject], [measure], as_of=day, rule=rule)).cells[subject, measure]


def answers(findings: tuple) -> set[str]:
    return {finding.answer for finding in findings}


def table(name: str, **wanted: str) -> list[dict[str, str]]:
    """The rows of a built-in table with these values."""
    with (BUILT_IN / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if wanted.items() <= row.items()]


def values(store: Store, query: str) -> list[tuple[str, ...]]:
    found = store.oxigraph.query(PREFIX + query, use_default_graph_as_union=True)
    return sorted(tuple(term.value for term in row) for row in found)


# Subject, measure, day, rule: status, answers (of a dispute: all), certainty, carried from, answers of the rivals.
CASES = {
    "KZ substitution in June 2008": ("kz", PRACTICE, "2008-06-01", BEST, "answered", {"not-provided"}, "certain", "", {"pilot"}),
    "KZ substitution in the essay's month": ("kz", PRACTICE, OCTOBER, BEST, "disputed", BOTH, "", "", BOTH),
    "KZ substitution in 2016": ("kz", PRACTICE, "2016-05-01", BEST, "answered", {"pilot"}, "certain", "", set()),
    "KZ substitution by the essay": ("kz", PRACTICE, "2016-05-01", ESSAY_RULE, "answered", {"not-provided"}, "carried", OCTOBER, set()),
    "UZ substitution": ("uz", PRACTICE, OCTOBER, BEST, "answered", {"pilot"}, "possible", "", set()),
    "TJ substitution": ("tj", PRACTICE, OCTOBER, BEST, "answered", {"planned"}, "possible", "", set()),
    "RU compulsory treatment": ("ru", "compulsory-treatment", OCTOBER, BEST, "answered", {"yes"}, "possible", "", set()),
    "RU compulsory treatment in prison": ("ru", "compulsory-treatment-prison", OCTOBER, BEST, "answered", {"no"}, "possible", "", set()),
    "KZ arrest for public use": ("kz", "public-use-custody", "2024-01-31", BEST, "answered", {"yes"}, "carried", "2020-03-31", {"no"}),
    "KZ drug law, one point repealed": ("kz", "treaty-precedence", "2014-06-01", BEST, "answered", {"prevail"}, "certain", "", set()),
    "1988 convention, own use": (
        "un/convention-1988/3(2)", "personal-possession-criminal", OCTOBER, BEST,
        "answered", {"requires-subject-to-safeguard"}, "carried", "1988-12-20", {"requires"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_built_in(knowledge: Knowledge, case: tuple) -> None:
    found = cell(knowledge, *case[:4])
    assert (found.status, set(found.answers), found.certainty, found.carried_from, answers(found.rivals)) == case[4:]


@pytest.mark.parametrize(("known_by", "from_"), [("", "2019-02-28"), ("2016-12-31", "2016-06-30")])
def test_kz_substitution_today_is_a_carried_pilot(knowledge: Knowledge, known_by: str, from_: str) -> None:
    found = compare(knowledge, Query(["kz"], [PRACTICE], known_by=known_by), today=date.today()).cells["kz", PRACTICE]
    assert (found.answer, found.certainty, found.carried_from) == ("pilot", "carried", from_)


def test_passages_that_fit_make_one_finding_with_all_locators(knowledge: Knowledge) -> None:
    for state in ("uz", "tj"):
        (finding,) = (one for one in knowledge.cells[state, PRACTICE] if one.source == ESSAY)
        assert len(finding.locators) >= 2


def test_ru_proposal_to_re_establish_compulsory_treatment_is_a_position() -> None:
    (row,) = table("positions", kind="proposal", measure="compulsory-treatment", wanted="yes", organisations="organisation/ru-fskn")
    assert row["date"] == "2008-10"


@pytest.mark.parametrize("measure", FIVE)
@pytest.mark.parametrize("state", ["ru", "tj", "kz", "kg", "uz"])
def test_table_4(knowledge: Knowledge, state: str, measure: str) -> None:
    found = cell(knowledge, state, measure, "2008-10-31", TABLE_4)
    readable = "per-se" if measure == "use-prohibition" else "yes"
    assert (found.status, found.answer) == ("answered", readable if state in ("ru", "tj") else "unclear")
    assert {finding.part for finding in found.supports} == {"table-4"}


@pytest.mark.parametrize(("state", "ticks"), [("ru", 5), ("tj", 5), ("kz", 4), ("kg", 4), ("uz", 4)])
def test_table_4_tallies_are_never_exceeded(knowledge: Knowledge, store: Store, state: str, ticks: int) -> None:
    where = f"?t a dl:Tally; dl:subject <jurisdiction/{state}>; dl:number ?n; dl:measure ?m; dl:evidence/dl:part <source/{ESSAY}#table-4>"
    assert values(store, f"SELECT ?m ?n {{ {where} }}") == [(f"https://w3id.org/druglaw/measure/{one}", str(ticks)) for one in sorted(FIVE)]
    cells = (cell(knowledge, state, measure, "2008-10-31", TABLE_4) for measure in FIVE)
    assert sum(one.answer in ("yes", "per-se") for one in cells) <= ticks


@pytest.mark.parametrize("state", ["ru", "tj", "kz", "kg", "uz"])
def test_the_essays_prose_on_registries_stands_outside_the_table(knowledge: Knowledge, state: str) -> None:
    found = cell(knowledge, state, "user-registration", "2008-10-31", ESSAY_RULE)
    assert (found.answer, "" in {finding.part for finding in found.supports}) == ("yes", True)
    assert answers(found.unsettled) == (set() if state in ("ru", "tj") else {"unclear"})


def test_csto_strategy_has_two_statements_of_its_adoption() -> None:
    found = table("date-statements", about="instrument/csto/anti-drug-strategy-2021-2025", role="adopted")
    assert sorted((row["date"], row["source"]) for row in found) == [("2020-12-02", "cnd-2021-crp"), ("2021-02-20", "csto-2024-info")]


def test_russian_drug_law_is_one_instrument_with_all_its_dates() -> None:
    wanted = {("passed", "1997-12-10"), ("adopted", "1997-12-24"), ("signed", "1998-01-08"), ("in-force", "1998-04-15"), ("passed", "1997")}
    assert wanted <= {(row["role"], row["date"]) for row in table("date-statements", about="instrument/ru/drug-law-1998")}
    assert sorted(path.name for path in (BUILT_IN / "ru").glob("*drug-law*")) == ["drug-law-1998.ttl"]


def known(store: Store, act: str, roles: str) -> tuple[str, str]:
    """The earliest and latest day that the date statements of an act, in these roles, allow."""
    where = f"?s dl:about <instrument/{act}>; dl:role ?role; dl:dateEarliest ?e; dl:dateLatest ?l FILTER(REGEX(STR(?role), '/({roles})$'))"
    ((earliest, latest),) = values(store, f"SELECT (MIN(?e) AS ?a) (MAX(?l) AS ?b) {{ {where} }}")
    return iso(int(earliest)), iso(int(latest))


@pytest.mark.parametrize("statute", ["kz/drug-law-1998", "kg/drug-law-1998", "tj/drug-law-1999", "uz/drug-law-1999"])
def test_the_statutes_were_passed_before_the_model_law_was_known(store: Store, statute: str) -> None:
    assert known(store, statute, "passed|adopted|signed")[1] < known(store, "cis/model-law-2006", "adopted|known")[0]


def test_the_russian_law_is_older_than_the_model_law_that_the_essay_says_copies_it(store: Store) -> None:
    assert known(store, "ru/drug-law-1998", "passed|adopted|signed")[1] <= known(store, "cis/model-law-2006", "adopted")[0]
    assert {row["origin"] for row in table("influences", follower="cis/model-law-2006")} >= {"ru/drug-law-1998", "ru/drug-law-1998/31"}


def test_participations_of_the_essay_speak_for_its_month_only() -> None:
    found = table("participations", **{"in": "organisation/cis", "source": ESSAY})
    assert {row["state"] for row in found} == {"ru", "kz", "kg", "tj", "uz", "by", "am", "az", "md", "tm", "ua", "ge"}
    assert {(row["from"], row["until"], row["observed"]) for row in found} == {("", "", "2008-10")}


def test_georgia_notifies_in_2008_and_leaves_the_cis_in_2009() -> None:
    found = table("participations", **{"state": "ge", "in": "organisation/cis"})
    notified = [row for row in table("date-statements", role="notified") if row["about"].startswith("participation/ge-cis")]
    assert [row["until"][:4] for row in found if row["until"]] == ["2009"]
    assert [row["date"][:4] for row in notified] == ["2008"]


@pytest.mark.parametrize(("state", "body"), [("uz", "csto"), ("ua", "cis"), ("tm", "cis")])
def test_status_is_told_by_another_source_than_the_essay(state: str, body: str) -> None:
    found = table("participations", **{"state": state, "in": f"organisation/{body}"})
    assert {row["source"] for row in found} - {ESSAY}
    assert state != "uz" or any(row["from"].startswith("2006") and row["until"].startswith("2012") for row in found)


@pytest.mark.parametrize("state", ["kg", "tj", "uz"])
@pytest.mark.parametrize(("indicator", "value"), [("adults-living-with-hiv", "100"), ("adult-hiv-prevalence", "0.005")])
def test_qualifiers_are_kept(store: Store, state: str, indicator: str, value: str) -> None:
    (row,) = table("observations", area=f"jurisdiction/{state}", indicator=indicator, period="1997")
    assert (row["value"], row["qualifier"]) == (value, "less-than")
    sign = f"<observation/{row['id']}> dl:qualifier/<http://www.w3.org/2004/02/skos/core#notation> ?sign"
    assert values(store, f"SELECT ?sign {{ {sign} }}") == [("<",)]


def test_kherson_is_listed_under_ru_and_its_place_says_nothing(store: Store) -> None:
    where = "?event dl:place <place/kherson-region>; dl:listedUnder ?under"
    assert values(store, f"SELECT ?under {{ {where} }}") == [("https://w3id.org/druglaw/jurisdiction/ru",)]
    assert values(store, "SELECT ?in { <place/kherson-region> dl:liesIn|dl:jurisdiction ?in }") == []


# The invented data: a copy of the built-in ones with acts, sources and findings of a state that does not exist.
SOURCES = "".join(
    f"\n@report{{invented-{key},\n  title = {{Invented}},\n  date = {{{day}}},\n  grade = {{{grade}}},\n}}\n"
    for day, grade, keys in (("2010", "primary", ("statute", "code")), ("2024", "secondary", ("one", "two")))
    for key in keys
)
PROVISIONS = {
    "xx/code/1": "", "xx/code/2": "", "xx/code/3": 'dl:from "2026-03-01" ;', "xx/repealed/1": "", "xx/replaced/1": "",
    "xx/struck/1": "", "xx/struck/1(2)": "", "xx/ended/1": 'dl:until "2014-12-31" ;',
}  # fmt: skip
FINDINGS = (  # measure, source, answer, from, observed, provisions, looked_in
    ("use-prohibition", "statute", "silent", "2005", "2010", "", "xx/statute"),
    ("use-prohibition", "code", "per-se", "2005", "2010", "xx/code/1", ""),
    ("public-incitement", "statute", "silent", "2005", "2010", "", "xx/statute; xx/code"),
    ("public-incitement", "code", "yes", "2005", "2010", "xx/code/1", ""),
    ("compulsory-testing", "one", "yes", "2005", "2024", "xx/code/1", ""),
    ("compulsory-testing", "two", "yes", "2005", "2024", "xx/code/2", ""),
    ("user-registration", "one", "yes", "2026-03-01", "2024-08", "", ""),
    ("propaganda-prohibition", "one", "yes", "", "2024-08", "xx/code/3", ""),
    ("compulsory-treatment", "one", "yes", "2005", "2013", "xx/repealed/1", ""),
    ("treatment-provision", "one", "yes", "2005", "2013", "xx/replaced/1", ""),
    ("prevention-duty", "one", "yes", "2005", "2013", "xx/struck/1(2)", ""),
    ("public-use-liability", "one", "yes", "2005", "2013", "xx/ended/1", ""),
    ("venue-liability", "one", "yes", "2005", "2020", "xx/repealed/1", ""),
)
MORE_ROWS = {
    "jurisdictions": [("xx", "XXX", "Nowhere", "Нигде", "Nowhere", "en", "99")],
    "date-statements": [("xx-repealed", "instrument/xx/repealed", "repealed", "2015-01-01", "Repealed.", "invented-one", "p. 1")],
    "amendments": [
        ("xx-replaced", "", "Law 1", "xx/replaced", "xx/replaced/1", "replaces", "2015-01-01", "Replaced.", "invented-one", "p. 1"),
        ("xx-struck", "", "Law 1", "xx/struck", "xx/struck/1", "repeals", "2015-01-01", "Repealed.", "invented-one", "p. 1"),
    ],
    "findings": [
        (f"xx-{name}-{by}", "xx", name, answer, "Invented.", "stated", since, "", seen, f"invented-{by}", "", "p. 1", on, read, *[""] * 3)
        for name, by, answer, since, seen, on, read in FINDINGS
    ],
}


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The built-in data with the invented ones beside them."""
    data = tmp_path_factory.mktemp("invented") / "data"
    shutil.copytree(BUILT_IN, data)
    bibliography = data / "sources.bib"
    bibliography.write_text(bibliography.read_text(encoding="utf-8") + SOURCES, encoding="utf-8")
    for name, rows in MORE_ROWS.items():
        with (data / "tables" / f"{name}.csv").open("a", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
    part_of = "<http://data.europa.eu/eli/ontology#is_part_of>"
    lines = [
        f"<provision/{one}> a dl:Provision ; {dates} {part_of} <instrument/{one[: one.rindex('/')]}> ." for one, dates in PROVISIONS.items()
    ]
    (data / "invented.ttl").write_text("\n".join([PREFIX, *lines]), encoding="utf-8")
    return Knowledge(open_store(data=data))


# Measure, day: status, answers, certainty, number of supports, answers of the rivals.
INVENTED = {
    "silence yields to a code it did not read": ("use-prohibition", "2012-01-01", "answered", {"per-se"}, "carried", 1, set()),
    "silence of both acts stands": ("public-incitement", "2012-01-01", "disputed", {"silent", "yes"}, "", 0, {"silent", "yes"}),
    "two sources, one answer, two articles": ("compulsory-testing", "2020-01-01", "answered", {"yes"}, "certain", 2, set()),
    "not yet in force": ("user-registration", "2025-01-01", "not-researched", set(), "", 0, set()),
    "in force as reported before": ("user-registration", "2026-03-01", "answered", {"yes"}, "carried", 1, set()),
    "article not yet in force": ("propaganda-prohibition", "2025-01-01", "not-researched", set(), "", 0, set()),
    "the article in force": ("propaganda-prohibition", "2026-03-01", "answered", {"yes"}, "carried", 1, set()),
    "before a repeal, reported after it": ("venue-liability", "2014-12-31", "answered", {"yes"}, "certain", 1, set()),
    "nothing outlives a repeal": ("venue-liability", "2015-01-01", "not-researched", set(), "", 0, set()),
}
REPEALED = ("compulsory-treatment", "treatment-provision", "prevention-duty", "public-use-liability")  # act, new wording, article, until
for repealed in REPEALED:
    INVENTED[f"before repeal: {repealed}"] = (repealed, "2014-12-31", "answered", {"yes"}, "carried", 1, set())
    INVENTED[f"after repeal: {repealed}"] = (repealed, "2015-01-01", "not-researched", set(), "", 0, set())


@pytest.mark.parametrize("case", INVENTED.values(), ids=INVENTED.keys())
def test_invented(invented: Knowledge, case: tuple) -> None:
    found = cell(invented, "xx", *case[:2])
    assert (found.status, set(found.answers), found.certainty, len(found.supports), answers(found.rivals)) == case[2:]
