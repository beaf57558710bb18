"""The codebook: measures (one question put to every law each) and the answers they can have."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import Literal

from graph.questions import ask, text
from graph.store import Store
from graph.terms import id_of

__all__ = ["Answer", "Code", "Codebook", "Measure", "load_codebook"]


@dataclass(frozen=True)
class Answer:
    """One answer: its label and meaning, and a sign of at most four characters for narrow tables."""

    id: str
    label: str
    definition: str
    sign: str


@dataclass(frozen=True)
class Code:
    """What a cell can be besides its answer (``disputed``, ``carried``, ``primary`` ...): its label and meaning."""

    id: str
    label: str
    definition: str


@dataclass(frozen=True)
class Measure:
    """One row of the codebook."""

    id: str
    label: str
    question: str
    kind: str
    group: str
    group_label: str
    scheme: str
    rule: str
    example: str

    def as_dict(self) -> dict[str, Any]:
        """The short form that stands in every comparison."""
        return {"id": self.id, "label": self.label, "kind": self.kind, "group": self.group_label}


@dataclass(frozen=True)
class Codebook:
    """Measures and answers in one language, measures in the order of the table; ``codes`` by the last word of each."""

    measures: dict[str, Measure]
    answers: dict[str, Answer]
    schemes: dict[str, list[str]] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)

    def answers_of(self, measure: Measure) -> list[Answer]:
        """The answers that a measure can have, in their order."""
        return [self.answers[answer] for answer in self.schemes.get(measure.scheme, [])]


def load_codebook(store: Store, lang: str = "en") -> Codebook:
    """The codebook of a store in English (``en``) or Russian (``ru``)."""
    tag = Literal(lang)
    measures = {
        id_of(text(row, "measure")): Measure(
            id=id_of(text(row, "measure")),
            label=text(row, "label"),
            question=text(row, "question"),
            kind=id_of(text(row, "kind")).rpartition("/")[2],
            group=id_of(text(row, "group")),
            group_label=text(row, "groupLabel"),
            scheme=id_of(text(row, "scheme")),
            rule=text(row, "rule"),
            example=text(row, "example"),
        )
        for row in ask(store, "measures", lang=tag)
    }
    answers: dict[str, Answer] = {}
    schemes: dict[str, list[str]] = {}
    for row in ask(store, "answers", lang=tag):
        answer = id_of(text(row, "answer"))
        answers[answer] = Answer(answer, text(row, "label"), text(row, "definition"), text(row, "sign") or answer[:4])
        schemes.setdefault(id_of(text(row, "scheme")), []).append(answer)
    codes = {}
    for row in ask(store, "codes", lang=tag):
        code = id_of(text(row, "code")).rpartition("/")[2]
        codes[code] = Code(code, text(row, "label"), text(row, "definition"))
    return Codebook(measures, answers, schemes, codes)
