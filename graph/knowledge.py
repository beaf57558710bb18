"""What a comparison needs of a store, asked once: findings by cell, the codebook, the subjects and their names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from graph.cited_law import CitedLaw
from graph.codebook import Codebook, load_codebook
from graph.csl import CslItem
from graph.findings import Finding, load_findings
from graph.gaps import Gap, load_gaps
from graph.law_events import LawEvents
from graph.outcomes import Outcomes, load_outcomes
from graph.participations import Participations, load_participations
from graph.questions import ask, text
from graph.references import load_references
from graph.store import Store
from graph.terms import DL, id_of

__all__ = ["LANGUAGES", "Knowledge", "Subject"]

LANGUAGES = ("en", "ru")


@dataclass(frozen=True)
class Subject:
    """Something the table can ask about; ``default`` ones are the columns of the plain table."""

    id: str
    label: str
    default: bool


@dataclass
class Knowledge:
    """A store read for comparison. It is bound to one revision of the store and never changes."""

    store: Store
    findings: list[Finding] = field(init=False)
    cells: dict[tuple[str, str], list[Finding]] = field(init=False)

    def __post_init__(self) -> None:
        self.findings = load_findings(self.store)
        self.cells = defaultdict(list)
        for finding in self.findings:
            self.cells[finding.subject, finding.measure].append(finding)

    def codebook(self, lang: str = "en") -> Codebook:
        """The codebook in a language."""
        if lang not in self._codebooks:
            self._codebooks[lang] = load_codebook(self.store, lang)
        return self._codebooks[lang]

    def subjects(self, lang: str = "en") -> dict[str, Subject]:
        """Everything the table can ask about, by short id, states first."""
        if lang not in self._subjects:
            self._subjects[lang] = self._load_subjects(lang)
        return self._subjects[lang]

    def gaps(self, lang: str = "en") -> dict[tuple[str, str], Gap]:
        """Why a state has no answer to a measure, by (state, measure)."""
        if lang not in self._gaps:
            self._gaps[lang] = load_gaps(self.store, lang)
        return self._gaps[lang]

    @cached_property
    def participations(self) -> Participations:
        """What is said of every state in organisations and treaties, by (state, path of the other)."""
        return load_participations(self.store)

    @cached_property
    def outcomes(self) -> Outcomes:
        """The part of the codebook that says what becomes of a wanted answer."""
        return load_outcomes(self.store)

    @cached_property
    def _gaps(self) -> dict[str, dict[tuple[str, str], Gap]]:
        return {}

    @cached_property
    def _codebooks(self) -> dict[str, Codebook]:
        return {}

    @cached_property
    def _subjects(self) -> dict[str, dict[str, Subject]]:
        return {}

    @cached_property
    def sources(self) -> dict[str, str]:
        """The title of every source by its key."""
        return {id_of(text(row, "source")): text(row, "title") for row in ask(self.store, "source-titles")}

    @cached_property
    def references(self) -> dict[str, CslItem]:
        """Every source as an item of CSL-JSON, by its key."""
        return load_references(self.store)

    @cached_property
    def law(self) -> CitedLaw:
        """Acts and provisions, for their citations."""
        return CitedLaw(self.store)

    @cached_property
    def versions(self) -> set[str]:
        """The id of every version of an act: owner, slug and the day since when it is in force."""
        return {id_of(text(row, "thing")) for row in ask(self.store, "things", **{"class": NamedNode(DL + "Version")})}

    @cached_property
    def citations(self) -> dict[str, str]:
        """How each provision is cited, by its short id: act and article."""
        rows = ask(self.store, "provision-labels")
        return {id_of(text(row, "provision")): f"{text(row, 'title')}, art. {text(row, 'number')}" for row in rows}

    @cached_property
    def published(self) -> dict[str, int]:
        """The latest day on which a source may have been published, by its key; undated ones are not in it."""
        return {id_of(text(row, "source")): int(text(row, "published")) for row in ask(self.store, "source-days")}

    @cached_property
    def law_events(self) -> LawEvents:
        """What happened to acts and articles."""
        return LawEvents(self.store)

    @cached_property
    def parts(self) -> set[tuple[str, str]]:
        """Every named part of a source, as (key, part)."""
        rows = (id_of(text(row, "part")).partition("#") for row in ask(self.store, "source-part-names"))
        return {(key, part) for key, _, part in rows}

    def _load_subjects(self, lang: str) -> dict[str, Subject]:
        rows = ask(self.store, "subjects", lang=Literal(lang))
        return {
            id_of(text(row, "subject")): Subject(id_of(text(row, "subject")), text(row, "label"), text(row, "default") == "true")
            for row in rows
        }
