"""Change between two days: which cells differ, what changed the law, and where only our evidence changed."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_change import invented_data

from graph.changes import DIFFERS, Change, ChangesQuery, changes
from graph.comparison import Query, compare
from graph.dates import iso
from graph.errors import UnknownIdError, WrongValueError
from graph.history import law_changes
from graph.knowledge import Knowledge
from graph.store import open_store

PRACTICE = "substitution-treatment-practice"


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The built-in data with a state that does not exist."""
    return Knowledge(open_store(data=invented_data(tmp_path_factory.mktemp("change"))))


def change(knowledge: Knowledge, measure: str, from_: str, to: str, subject: str = "xx", **more: str) -> Change:
    [found] = changes(knowledge, ChangesQuery(from_, to, [subject], [measure], **more)).items
    return found


@pytest.mark.parametrize(("from_", "to"), [("1998-01-01", "2008-10-31"), ("2008-10-31", "2026-03-01")])
def test_no_change_of_law_or_practice_is_told_without_a_date_and_somebody_who_says_it(from_: str, to: str) -> None:
    found = [one for one in changes(Knowledge(open_store()), ChangesQuery(from_, to)).items if one.cause.kind in ("law", "practice")]

    assert found
    assert [one for one in found if not one.cause.turns] == []
    assert {turn.thing for one in found for turn in one.cause.turns if not (turn.date and turn.said_by)} == set()


# Measure, first and last day: old and new answer, cause, what turned (what, article or act, date, amending act).
LAW = {
    "a new code repeals the old one": (
        "use-administrative-liability", "2014-12-31", "2017-01-01", "yes", "no", "law",
        {("ends", "xx/old-code", "2015-01-01", "xx/new-code"), ("begins", "xx/new-code", "2015-01-01", "")},
    ),
    "an article is replaced by words that nobody coded": (
        "compulsory-testing", "2014-12-31", "2015-01-01", "yes", "", "law", {("ends", "xx/drug-law/2", "2015-01-01", "xx/reform")},
    ),
    "an article is inserted by a law that was passed before": (
        "user-registration", "2014-02-28", "2016-06-01", "", "yes", "law", {("begins", "xx/drug-law/3", "2014-03-01", "xx/reform")},
    ),
    "an article is amended between two readings": (
        "compulsory-treatment", "2006-01-01", "2013-01-01", "no", "yes", "law",
        {("amended", "xx/drug-law/4", "2011-05-05", "Law 9 of 2011-05-05")},
    ),
    "an act is amended between two readings, no article is named": (
        "propaganda-prohibition", "2006-01-01", "2013-01-01", "no", "yes", "undetermined",
        {("amended", "xx/drug-law", "2011-07-07", "xx/reform")},
    ),
    "a source dates the change and names no act": (
        "reporting-duty", "2006-01-01", "2013-01-01", "no", "yes", "law", {("begins", "", "2009-06-01", "")},
    ),
    "a rule that is to come": (
        "public-use-custody", "2031-02-28", "2031-03-01", "", "yes", "law", {("begins", "", "2031-03-01", "")},
    ),
    "practice is not law": (
        "needle-exchange", "2006-01-01", "2013-01-01", "not-provided", "provided", "practice", {("begins", "", "2009-06", "")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", LAW.values(), ids=LAW)
def test_what_changed_the_law(invented: Knowledge, case: tuple) -> None:
    measure, from_, to, old, new, cause, turned = case
    found = change(invented, measure, from_, to)

    assert (found.old.answer, found.new.answer, found.cause.kind) == (old, new, cause)
    assert {(one.what, one.thing, one.date, one.by or one.by_title) for one in found.cause.turns} == turned
    for _, thing, day, by in turned:
        assert day in found.cause.sentence
        assert all(one.partition("/")[2].replace("/", ", art. ") in found.cause.sentence for one in (thing, by) if one.startswith("xx/"))


def test_what_nobody_coded_is_no_answer(invented: Knowledge) -> None:
    found = change(invented, "compulsory-testing", "2014-12-31", "2015-01-01")
    assert (found.new.status, found.new.answer) == ("not-researched", "")
    assert "nobody has coded" in found.cause.sentence


# Measure, first and last day: old and new answer, and what the voices do.
KNOWLEDGE = {
    "another source begins to speak": ("use-criminal-liability", "2006-01-01", "2012-06-01", "no", "yes", {("xx-survey-2012", "begins")}),
    "a later word of the same source": (
        "venue-liability", "2006-01-01", "2014-01-01", "yes", "no", {("xx-yearbook", "begins"), ("xx-yearbook", "ceases")},
    ),
    "the first word of all": ("public-use-liability", "2006-01-01", "2013-01-01", "", "yes", {("xx-survey-2012", "begins")}),
    "an article that may be as old as the first day": (
        "witness-evidence", "2009-01-01", "2014-01-01", "", "yes", {("xx-yearbook", "begins")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", KNOWLEDGE.values(), ids=KNOWLEDGE)
def test_the_evidence_changed_and_the_law_did_not(invented: Knowledge, case: tuple) -> None:
    measure, from_, to, old, new, voices = case
    found = change(invented, measure, from_, to)

    assert (found.old.answer, found.new.answer, found.cause.kind, found.cause.turns) == (old, new, "knowledge", ())
    assert voices <= {(one.finding.source, one.change) for one in found.cause.voices}
    assert all(source in found.cause.sentence for source, _ in voices)
    assert "nothing in the data says that the law did" in found.cause.sentence


def test_a_date_that_is_not_exact_stays_so(invented: Knowledge) -> None:
    found = change(invented, "evasion-liability", "2008-06-01", "2009-06-01")
    [turn] = found.cause.turns
    assert (found.cause.kind, turn.date, iso(turn.turn.earliest), iso(turn.turn.latest)) == ("law", "2009", "2009-01-01", "2009-12-31")
    assert "not exact" in found.cause.sentence


def test_sources_that_disagree_whether_the_law_changed(invented: Knowledge) -> None:
    found = change(invented, "student-testing", "2008-06-01", "2010-01-01")
    assert (found.new.status, found.cause.kind) == ("disputed", "undetermined")
    assert {one.date for one in found.cause.turns} == {"2009-06-01"}


# Kazakhstan, whether substitution treatment is offered: the days between which the model's hard case moves.
KZ = {
    ("2008-06-01", "2008-10-31"): ("answered", "disputed", "undetermined", {"2008"}),
    ("2008-10-31", "2016-05-01"): ("disputed", "answered", "undetermined", {"2008"}),
    ("2008-06-01", "2016-05-01"): ("answered", "answered", "practice", {"2008"}),
}


@pytest.mark.parametrize(("days", "told"), KZ.items())
def test_substitution_treatment_in_kazakhstan(knowledge: Knowledge, days: tuple[str, str], told: tuple) -> None:
    found = change(knowledge, PRACTICE, *days, subject="kz")
    assert (found.old.status, found.new.status, found.cause.kind, {one.date for one in found.cause.turns}) == told
    assert "law" not in found.cause.sentence
    if days[0] == "2008-10-31":
        assert "whether the practice changed after 2008-10-31 or before it the dates do not tell" in found.cause.sentence.lower()
        [essay] = [one for one in found.cause.voices if one.finding.source == "utyasheva-elliott-2009"]
        assert (essay.change, essay.after) == ("less-sure", "carried")


GOLDEN = {"law": {"law", "undetermined"}, "practice": {"practice", "undetermined"}, "evidence": {"knowledge", "law"}}


def test_the_causes_are_those_that_were_found_by_hand(knowledge: Knowledge) -> None:
    """Where only evidence was seen to change by hand, law may be found: that an act ended of which nobody coded the next."""
    with (Path(__file__).parent / "data" / "golden" / "changes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {
        (first, last, one.measure.id, one.subject.id): one.cause
        for first, last in sorted({(row["from"], row["to"]) for row in rows})
        for one in changes(knowledge, ChangesQuery(first, last, which="all")).items
    }
    other = []
    for row in rows:
        cause = found[row["from"], row["to"], row["measure"], row["subject"]]
        if cause.kind not in GOLDEN[row["what"]] or (cause.kind == "law" and not cause.turns):
            other.append((row, cause.kind))
    assert other == []
    same = sum(found[row["from"], row["to"], row["measure"], row["subject"]].kind == row["what"] for row in rows if row["what"] == "law")
    assert same > 0.98 * sum(row["what"] == "law" for row in rows)


def test_russian_propaganda_becomes_a_crime_by_a_law_of_2024_in_2026(knowledge: Knowledge) -> None:
    found = change(knowledge, "propaganda-criminal-liability", "2025-01-01", "2026-03-01", subject="ru")
    assert (found.old.answer, found.new.answer, found.cause.kind) == ("no", "yes", "law")
    assert ("ru/criminal-code-1996/230-3", "ru/federal-law-226-fz-2024") in {(one.thing, one.by) for one in found.cause.turns}
    assert changes(knowledge, ChangesQuery("2024-09-01", "2025-12-31", ["ru"], ["propaganda-criminal-liability"])).items == []


def test_a_whole_code_gives_way_in_kazakhstan(knowledge: Knowledge) -> None:
    found = change(knowledge, "public-use-custody", "2014-12-31", "2015-01-01", subject="kz")
    assert (found.new.status, found.cause.kind) == ("not-researched", "law")
    [turn] = found.cause.turns
    assert (turn.thing, turn.by) == ("kz/code-of-administrative-offences-2001/336-2(3)", "kz/code-of-administrative-offences-2014")


def test_what_is_known_now_of_2008_against_what_was_known_then(knowledge: Knowledge) -> None:
    asked = ChangesQuery("2008-06-01", "2008-06-01", ["kz"], known_from="2008-12-31")
    found = changes(knowledge, asked)

    assert found.items
    assert {one.cause.kind for one in found.items} == {"knowledge"}
    for one in found.items:
        assert [voice for voice in one.cause.voices if "was not published by 2008-12-31" in voice.sentence]
    assert found.before.undated > 0 == found.after.undated


def test_an_undated_source_is_not_known_by_any_day(invented: Knowledge) -> None:
    assert change(invented, "threshold-amounts", "1999-01-01", "2005-01-01").new.answer == "yes"
    assert changes(invented, ChangesQuery("1999-01-01", "2005-01-01", ["xx"], ["threshold-amounts"], known_by="2020-01-01")).items == []


def test_one_day_does_not_differ_from_itself(knowledge: Knowledge) -> None:
    assert changes(knowledge, ChangesQuery("2008-10-31", "2008-10-31")).items == []


def test_cells_with_the_same_answer_are_counted_and_shown_on_demand(knowledge: Knowledge) -> None:
    asked = ChangesQuery("2014-12-31", "2015-01-01", ["kz"])
    found, everything = changes(knowledge, asked), changes(knowledge, ChangesQuery("2014-12-31", "2015-01-01", ["kz"], which="all"))

    assert len(everything.items) == len(found.items) + found.otherwise > len(found.items)
    assert {one.old.answers == one.new.answers for one in everything.items} == {True, False}


WRONG = {
    "a month": ({"from_": "2008-10", "to": "2016-05-01"}, ["2008-10-01", "2008-10-31"]),
    "backwards": ({"from_": "2016-05-01", "to": "2008-10-31"}, ["a day up to 2008-10-31"]),
    "no date": ({"from_": "yesterday", "to": "2016-05-01"}, ["a day such as 2008-10-31"]),
    "which": ({"from_": "2008-10-31", "to": "2016-05-01", "which": "some"}, ["answers", "all"]),
    "knowledge runs backwards": (
        {"from_": "2008-10-31", "to": "2016-05-01", "known_from": "2016-01-01", "known_by": "2010-01-01"},
        ["a day up to 2010-01-01"],
    ),
}


@pytest.mark.parametrize(("asked", "allowed"), WRONG.values(), ids=WRONG)
def test_a_wrong_value_is_told_with_what_would_be_right(knowledge: Knowledge, asked: dict[str, str], allowed: list[str]) -> None:
    with pytest.raises(WrongValueError) as told:
        changes(knowledge, ChangesQuery(**asked))
    assert told.value.allowed == allowed


def test_an_unknown_source_in_the_rule_is_named_with_its_neighbours(knowledge: Knowledge) -> None:
    with pytest.raises(UnknownIdError, match="utyasheva-elliott-2009"):
        changes(knowledge, ChangesQuery("2008-10-31", "2016-05-01", rule="source:utyasheva-elliot-2009"))


DAYS = st.dates(date(1985, 1, 1), date(2032, 12, 31))


@settings(max_examples=40, deadline=None)
@given(st.lists(DAYS, min_size=2, max_size=2).map(sorted), st.none() | DAYS)
def test_changes_are_the_cells_that_two_comparisons_show_otherwise(invented: Knowledge, days: list[date], known: date | None) -> None:
    first, last, known_by = days[0].isoformat(), days[1].isoformat(), known.isoformat() if known else ""
    before, after = (compare(invented, Query(as_of=day, known_by=known_by)).cells for day in (first, last))

    def shown(cell: object) -> tuple:
        return cell.status, cell.answers, {finding.answer for finding in cell.rivals}  # type: ignore[attr-defined]

    found = changes(invented, ChangesQuery(first, last, known_by=known_by))
    assert {(one.subject.id, one.measure.id) for one in found.items} == {key for key in before if shown(before[key]) != shown(after[key])}
    for one in found.items:
        assert set(one.differs) <= set(DIFFERS)
        assert one.cause.kind != "law" or (one.cause.turns and one.measure.kind != "in-practice")
        assert one.cause.kind != "knowledge" or (one.cause.voices and not one.cause.turns)
        assert all(first < iso(turn.turn.latest) and iso(turn.turn.earliest) <= last for turn in one.cause.turns)


def test_the_changes_of_the_law_come_newest_first(invented: Knowledge) -> None:
    found = law_changes(invented, ["xx"])
    assert [one.step.period.first for one in found] == sorted((one.step.period.first for one in found), reverse=True)
    assert found[0].measure.id == "public-use-custody"
    told_late = {"compulsory-treatment", "user-registration"}  # shown only from the day a source speaks for, long after the law
    assert {one.measure.id for one in found} >= {case[0] for case in LAW.values() if case[5] == "law"} - told_late
    assert not {one.measure.id for one in found} & {"needle-exchange", "use-criminal-liability", "venue-liability", "public-use-liability"}
