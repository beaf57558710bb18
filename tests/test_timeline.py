"""A cell over time: its periods join without a gap and say for every day what the comparison says."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.comparison import Query, compare, rule_asked
from graph.dates import ALWAYS, FOREVER, day_after, day_number, iso
from graph.errors import UnknownIdError
from graph.knowledge import Knowledge
from graph.timeline import Period, timeline

PRACTICE = "substitution-treatment-practice"
RULES = ("best-evidence", "source:utyasheva-elliott-2009", "source:utyasheva-elliott-2009#table-4", "source:unodc-roca-2016-q2")
DAYS = st.dates(date(1960, 1, 1), date(2040, 12, 31)).map(day_number)


def period_of(periods: list[Period], day: int) -> Period:
    [found] = [one for one in periods if one.first <= day <= one.last]
    return found


@settings(deadline=None)
@given(st.data())
def test_a_timeline_says_of_every_day_what_the_comparison_says(knowledge: Knowledge, data: st.DataObject) -> None:
    subject, measure = data.draw(st.sampled_from(sorted(knowledge.cells)))
    rule = data.draw(st.sampled_from((*RULES, *{f"source:{one.source}" for one in knowledge.cells[subject, measure]})))
    known_by = data.draw(st.none() | DAYS)
    periods = timeline(knowledge, subject, measure, rule_asked(knowledge, rule), known_by)
    turns = [one.first for one in periods if one.first] or [20081031]
    day = data.draw(st.sampled_from([*turns, *(one.last for one in periods[:-1])]) | DAYS)

    asked = Query([subject], [measure], iso(day), iso(known_by) if known_by else "", rule)
    assert period_of(periods, day).cell == compare(knowledge, asked).cells[subject, measure]


@settings(deadline=None)
@given(st.data())
def test_periods_join_and_neighbours_differ(knowledge: Knowledge, data: st.DataObject) -> None:
    periods = timeline(knowledge, *data.draw(st.sampled_from(sorted(knowledge.cells))))

    assert (periods[0].first, periods[-1].last) == (ALWAYS, FOREVER)
    for one, following in pairwise(periods):
        assert day_after(one.last) == following.first
        assert one.cell != following.cell


def test_kazakhstan_begins_substitution_treatment(knowledge: Knowledge) -> None:
    periods = timeline(knowledge, "kz", PRACTICE)
    shown = {day: period_of(periods, day).cell for day in (20080601, 20081031, 20160501)}

    assert [cell.answers for cell in shown.values()] == [("not-provided",), ("not-provided", "pilot"), ("pilot",)]
    assert [cell.status for cell in shown.values()] == ["answered", "disputed", "answered"]


def test_a_rule_that_is_to_come_stands_in_the_timeline(knowledge: Knowledge) -> None:
    assert 20260301 in {one.first for one in timeline(knowledge, "ru", "propaganda-prohibition")}


def test_a_cell_without_findings_is_one_period(knowledge: Knowledge) -> None:
    [period] = timeline(knowledge, "un/convention-1988", PRACTICE)
    assert (period.first, period.last, period.cell.answer) == (ALWAYS, FOREVER, "not-applicable")


@pytest.mark.parametrize(("subject", "measure", "near"), [("kx", PRACTICE, "kz"), ("kz", "needle-exchang", "needle-exchange")])
def test_an_unknown_subject_or_measure_is_named_with_its_neighbours(knowledge: Knowledge, subject: str, measure: str, near: str) -> None:
    with pytest.raises(UnknownIdError) as told:
        timeline(knowledge, subject, measure)
    assert near in told.value.near
