"""The country comparison table: subjects x measures on a day, by a named rule. One object for every format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar
from urllib.parse import urlencode

from graph.codebook import Codebook, Measure
from graph.dates import DateError, day_number, iso, span
from graph.errors import UnknownIdError, WrongValueError
from graph.findings import Finding
from graph.knowledge import LANGUAGES, Knowledge, Subject
from graph.release import RELEASE
from graph.rules import BEST_EVIDENCE, NOT_RESEARCHED, Cell, Rule, resolve

__all__ = ["Comparison", "Query", "a_day", "asked_findings", "cell_on", "chosen", "compare", "rule_asked", "undated_sources"]

_T = TypeVar("_T")
_GRADES = ("primary", "secondary", "press")
_NOT_APPLICABLE = Cell("answered", "A question about practice cannot be put to a text.", answer="not-applicable")


def a_day(parameter: str, value: str) -> int:
    """A full day as an integer; WrongValueError, naming first and last day, for a month or a year."""
    try:
        found = span(value)
    except DateError as error:
        raise WrongValueError(parameter, value, ["a day such as 2008-10-31"], str(error)) from error
    if found.earliest != found.latest:
        note = f"it covers {iso(found.earliest)} to {iso(found.latest)}; choose one day"
        raise WrongValueError(parameter, value, [iso(found.earliest), iso(found.latest)], note)
    return found.earliest


@dataclass(frozen=True)
class Query:
    """What is asked, as the caller wrote it; empty lists ask for everything, an empty ``as_of`` for today."""

    subjects: Sequence[str] = ()
    measures: Sequence[str] = ()
    as_of: str = ""
    known_by: str = ""
    rule: str = BEST_EVIDENCE
    grade: str = ""
    lang: str = "en"


@dataclass(frozen=True)
class Comparison:
    """The answered table. ``cells`` holds one cell for each subject and measure, by (subject id, measure id)."""

    query: Query
    subjects: list[Subject]
    measures: list[Measure]
    cells: dict[tuple[str, str], Cell]
    as_of: str
    known_by: str
    codebook: Codebook
    knowledge: Knowledge
    undated: int = 0
    release: str = field(default=RELEASE)

    @property
    def receipt(self) -> str:
        """The path, without host, that asks for this table again."""
        asked = {
            "subjects": ",".join(subject.id for subject in self.subjects) if self.query.subjects else "",
            "measures": ",".join(measure.id for measure in self.measures) if self.query.measures else "",
            "as_of": self.as_of,
            "known_by": self.known_by,
            "rule": self.query.rule,
            "grade": self.query.grade,
            "lang": "" if self.query.lang == "en" else self.query.lang,
        }
        return "/compare?" + urlencode({name: value for name, value in asked.items() if value}, safe=",:/")

    def rows(self) -> Iterable[tuple[Subject, Measure, Cell]]:
        """Every cell with its subject and measure, subject by subject."""
        for subject in self.subjects:
            for measure in self.measures:
                yield subject, measure, self.cells[subject.id, measure.id]


def compare(knowledge: Knowledge, query: Query, *, today: date | None = None) -> Comparison:
    """The comparison that a query asks for.

    ``today`` stands in for an absent ``as_of`` (default: the day of the machine). Raises WrongValueError for a value a
    parameter cannot have, UnknownIdError for a subject, measure or source that is not in the data.
    """
    if query.lang not in LANGUAGES:
        raise WrongValueError("lang", query.lang, LANGUAGES)
    day = a_day("as_of", query.as_of) if query.as_of else day_number(today or date.today())
    known_by = a_day("known_by", query.known_by) if query.known_by else None
    rule = rule_asked(knowledge, query.rule, query.grade)
    codebook = knowledge.codebook(query.lang)
    known = knowledge.subjects(query.lang)
    subjects = chosen("subject", query.subjects, known) if query.subjects else [s for s in known.values() if s.default]
    measures = chosen("measure", query.measures, codebook.measures) if query.measures else list(codebook.measures.values())
    cells = {
        (subject.id, measure.id): cell_on(knowledge, subject.id, measure, day, rule, known_by, query.lang)
        for subject in subjects
        for measure in measures
    }
    undated = undated_sources(knowledge) if known_by else 0
    return Comparison(query, subjects, measures, cells, iso(day), query.known_by, codebook, knowledge, undated)


def undated_sources(knowledge: Knowledge) -> int:
    """How many sources of findings have no date of publication, and are left out wherever it is asked what was known by a day."""
    return len({finding.source for finding in knowledge.findings if finding.published is None})


def rule_asked(knowledge: Knowledge, name: str, grade: str = "") -> Rule:
    """The rule of this name; WrongValueError for a name or grade that is none, UnknownIdError for a source or part not in the data."""
    if grade and grade not in _GRADES:
        raise WrongValueError("grade", grade, _GRADES)
    rule = Rule.parse(name, grade)
    if rule.source and rule.source not in knowledge.sources:
        raise UnknownIdError("source", rule.source, knowledge.sources)
    if rule.part and (rule.source, rule.part) not in knowledge.parts:
        raise UnknownIdError("part of the source", f"{rule.source}#{rule.part}", [f"{key}#{part}" for key, part in knowledge.parts])
    return rule


def chosen(kind: str, wanted: Sequence[str], known: dict[str, _T]) -> list[_T]:
    """The things with these ids, each once, in the order asked; UnknownIdError for an id that is none of them."""
    ids = dict.fromkeys(text.strip().lower() for text in wanted)
    for one in ids:
        if one not in known:
            raise UnknownIdError(kind, one, known)
    return [known[one] for one in ids]


def asked_findings(knowledge: Knowledge, subject: str, measure: str, rule: Rule, known_by: int | None = None) -> list[Finding]:
    """The findings that a rule asks about a subject and a measure, of the sources published by a day (None: of all)."""
    findings: list[Finding] = knowledge.cells.get((subject, measure), [])
    if known_by is not None:
        findings = [finding for finding in findings if finding.published is not None and finding.published <= known_by]
    return [finding for finding in findings if rule.admits(finding)]


def cell_on(
    knowledge: Knowledge, subject: str, measure: Measure, day: int, rule: Rule, known_by: int | None = None, lang: str = "en"
) -> Cell:
    """What a rule shows for a subject and a measure on a day, from what was published by ``known_by`` (days such as 20081031)."""
    if measure.kind == "in-practice" and "/" in subject:
        return _NOT_APPLICABLE
    findings = asked_findings(knowledge, subject, measure.id, rule, known_by)
    cell = resolve(findings, day, rule)
    if cell is not NOT_RESEARCHED:
        return cell
    said = list(_before_and_after(findings, day))
    if (gap := knowledge.gaps(lang).get((subject, measure.id))) and gap.told_by(known_by):
        said.append(f"{gap.label[0].upper()}{gap.label[1:]}: {gap.tried}")
    return replace(cell, because=" ".join(said)) if said else cell


def _before_and_after(findings: list[Finding], day: int) -> Iterator[str]:
    """What the findings that do not apply on the day speak for."""
    ended = [max(finding.window.end.latest, finding.window.carry_until) for finding in findings if finding.window.start.earliest <= day]
    begins = [finding.window.start.earliest for finding in findings if finding.window.start.earliest > day]
    if findings:
        yield NOT_RESEARCHED.because
    if ended:
        yield f"What the sources say of an earlier time ends {iso(max(ended))}."
    if begins:
        yield f"What they say of a later time begins {iso(min(begins))}."
