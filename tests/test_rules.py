"""The rules against a second reading of the model, and the two implementations of the rule against each other."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import pytest
import second_reading
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad
from second_reading import Provision, Reading, Written, days_of

from graph.comparison import Query, compare
from graph.dates import Span
from graph.derived import derive
from graph.findings import Finding
from graph.knowledge import Knowledge
from graph.questions import ask, text
from graph.rules import Rule, resolve
from graph.store import Store
from graph.terms import PREFIXES, dl, id_of, iri, subject_iri
from graph.windows import Window

SOURCES = ("a", "b", "c")
ACTS = ("am/statute", "am/code")
NUMBERS = (("am/statute", "7"), ("am/code", "32"), ("am/code", "32(1)"), ("am/code", "33"))
TYPE = NamedNode(PREFIXES["rdf"] + "type")
PART_OF = NamedNode(PREFIXES["eli"] + "is_part_of")

_days = st.dates(date(2004, 1, 1), date(2010, 12, 31))
_plain = st.builds(lambda day, length: day.isoformat()[:length], _days, st.sampled_from((4, 7, 10)))
_marked = st.builds(str.__add__, _plain, st.sampled_from(("", "", "~", "?")))


def _set(one: str, other: str) -> str:
    first, last = sorted((one, other), key=days_of)
    return f"[{first}..{last}]" if days_of(first)[1] <= days_of(last)[1] else first


dates = st.one_of(_marked, _marked, st.builds(_set, _plain, _plain))
maybe = st.one_of(st.just(""), dates)
loose = st.one_of(st.just(""), st.just(".."), dates)


@st.composite
def cells(draw: st.DrawFn) -> list[Written]:
    """Two to five findings about one cell, by up to three sources, resting on provisions of two acts."""
    provisions = [Provision(f"{act}/{number}", act, draw(maybe), draw(maybe)) for act, number in NUMBERS]
    grades = {source: draw(st.sampled_from(second_reading.GRADES)) for source in SOURCES}
    readable = [*ACTS, *(provision.id for provision in provisions)]
    found = []
    for number in range(draw(st.integers(2, 5))):
        answer = draw(st.sampled_from(("yes", "yes", "no", "no", "silent", "unclear")))
        from_, until = draw(loose), draw(loose)
        both_known = not {from_, until} & {"", ".."}
        silent = answer == "silent"
        source = draw(st.sampled_from(SOURCES))
        found.append(
            Written(
                id=f"f{number}",
                source=source,
                grade=grades[source],
                answer=answer,
                from_=from_,
                until=until,
                observed=draw(maybe if both_known else dates),
                provisions=() if silent else tuple(draw(st.lists(st.sampled_from(provisions), max_size=2, unique=True))),
                looked_in=tuple(draw(st.lists(st.sampled_from(readable), min_size=1, max_size=2, unique=True))) if silent else (),
            )
        )
    return found


def quads_of(written: list[Written]) -> list[Quad]:
    """The findings and their provisions as the loaders would write them."""
    quads = []
    for provision in {provision for finding in written for provision in finding.provisions}:
        node = subject_iri(provision.id)
        quads.append(Quad(node, PART_OF, subject_iri(provision.act)))
        quads += [Quad(node, dl(name), Literal(day)) for name, day in (("from", provision.first), ("until", provision.last)) if day]
    for finding in written:
        node = iri(f"finding/{finding.id}")
        quads += [
            Quad(node, TYPE, dl("Finding")),
            Quad(node, dl("subject"), subject_iri("am")),
            Quad(node, dl("measure"), iri("measure/use-prohibition")),
            Quad(node, dl("answer"), iri(f"answer/{finding.answer}")),
        ]
        days = (("from", finding.from_), ("until", finding.until), ("observed", finding.observed))
        quads += [Quad(node, dl(name), Literal(day)) for name, day in days if day]
        quads += [Quad(node, dl("restsOn"), subject_iri(provision.id)) for provision in finding.provisions]
        quads += [Quad(node, dl("lookedIn"), subject_iri(read)) for read in finding.looked_in]
        evidence = iri(f"finding/{finding.id}#evidence")
        quads += [Quad(node, dl("evidence"), evidence), Quad(evidence, dl("source"), iri(f"source/{finding.source}"))]
    return quads


def findings_of(written: list[Written]) -> list[Finding]:
    """The findings with what ``graph.derived`` makes of them."""
    derived: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in derive(quads_of(written)):
        value = id_of(quad.object) if isinstance(quad.object, NamedNode) else quad.object.value
        derived[id_of(quad.subject)][quad.predicate.value.rpartition("#")[2]].append(value)
    return [_finding(one, derived[one.id]) for one in written]


def _finding(one: Written, derived: dict[str, list[str]]) -> Finding:
    def day(name: str) -> int:
        return int(derived[name][0])

    start, end = Span(day("startEarliest"), day("startLatest")), Span(day("endEarliest"), day("endLatest"))
    return Finding(
        id=one.id, subject="am", measure="use-prohibition", answer=one.answer, reading="", basis="stated",
        from_=one.from_, until=one.until, observed=one.observed, source=one.source, part="", grade=one.grade,
        grade_rank=second_reading.GRADES.index(one.grade), published=None, locators=(), provisions=(), looked_in=one.looked_in,
        conditions="", number="", unit="", window=Window(start, end, day("carryUntil"), day("carryAfter")),
        lateness=day("lateness"), yields_to=frozenset(derived["yieldsTo"]),
    )  # fmt: skip


def resolved(written: list[Written], day: date, source: str) -> Reading:
    """What graph.rules makes of the findings, in the words of the second reading."""
    cell = resolve(findings_of(written), int(day.strftime("%Y%m%d")), Rule(source=source))
    groups = (frozenset(finding.id for finding in group) for group in (cell.supports, cell.rivals, cell.unsettled))
    return Reading(cell.status, cell.answer, cell.certainty, cell.carried_from, *groups)


@given(cells(), st.dates(date(2003, 6, 1), date(2012, 12, 31)), st.sampled_from(("", "", "", "a")), st.integers(0, 14))
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_rules_agree_with_a_second_reading(written: list[Written], day: date, source: str, edge: int) -> None:
    """Every third day or so is the first or last day of a date in the data, or a neighbour of it."""
    texts = [text for one in written for text in (one.from_, one.until, one.observed) if text not in ("", "..")]
    if edge < 6:
        day = days_of(texts[edge % len(texts)])[edge % 2] + timedelta(days=edge // 2 - 1)
    expected = second_reading.read(written, day, source)
    event(f"{expected.status} {expected.certainty}")
    assert resolved(written, day, source) == expected


@pytest.mark.parametrize(
    "day", ["1990-11-11", "1998-04-15", "2003-12-08", "2007-06-30", "2008-10-31", "2011-10-13", "2016-05-01", "2024-01-31", "2026-03-01"]
)
def test_the_sparql_question_gives_the_cells_of_compare(store: Store, knowledge: Knowledge, day: str) -> None:
    """comparison.rq, which defines best-evidence, cell by cell over every subject that has findings."""
    number = Literal(day.replace("-", ""), datatype=NamedNode(PREFIXES["xsd"] + "integer"))
    asked = {
        (id_of(text(row, "subject")), id_of(text(row, "measure"))): frozenset(text(row, "answers").split(" | "))
        for row in ask(store, "comparison", day=number)
        if "subject" in row
    }
    subjects = sorted({finding.subject for finding in knowledge.findings})
    comparison = compare(knowledge, Query(subjects=subjects, as_of=day))
    compared = {key: frozenset(cell.answers) for key, cell in comparison.cells.items() if cell.answers and cell.answer != "not-applicable"}
    assert asked == compared


def test_every_built_in_finding_applies_on_some_day(knowledge: Knowledge) -> None:
    """A finding that never applies rests on a provision that was not in force when the source saw it: a fault of the data."""
    never = []
    for finding in knowledge.findings:
        window = finding.window
        carried_on = max(window.start.earliest, window.observed + 1)
        if window.start.earliest > window.end.latest and carried_on > window.carry_until:
            never.append(finding.id)
    assert never == []
