"""Findings as the comparison needs them: one source's answer for one subject and one measure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from graph.dates import Span
from graph.questions import Row, ask, text
from graph.store import Store
from graph.terms import id_of
from graph.windows import Window

__all__ = ["Finding", "load_findings"]


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """One finding. Dates are as written ('' where there is none); ``published`` is the latest day of the source."""

    id: str
    subject: str
    measure: str
    answer: str
    reading: str
    basis: str
    from_: str
    until: str
    observed: str
    source: str
    part: str
    grade: str
    grade_rank: int
    published: int | None
    locators: tuple[str, ...]
    provisions: tuple[str, ...]
    looked_in: tuple[str, ...]
    conditions: str
    number: str
    unit: str
    window: Window
    lateness: int
    yields_to: frozenset[str]

    @property
    def locator(self) -> str:
        """All passages in one line."""
        return "; ".join(self.locators)

    def as_dict(self) -> dict[str, Any]:
        """The finding as every interface writes it."""
        return {
            "id": self.id,
            "subject": self.subject,
            "measure": self.measure,
            "answer": self.answer,
            "reading": self.reading,
            "basis": self.basis,
            "from": self.from_ or None,
            "until": self.until or None,
            "observed": self.observed or None,
            "source": self.source,
            "part": self.part or None,
            "grade": self.grade,
            "locator": self.locator,
            "provisions": list(self.provisions),
            "looked_in": list(self.looked_in),
            "conditions": self.conditions or None,
            "number": self.number or None,
            "unit": self.unit or None,
        }


def load_findings(store: Store) -> list[Finding]:
    """Every finding of the store, sorted by id."""
    lists: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in ask(store, "finding-lists"):
        value = text(row, "value")
        lists[text(row, "finding"), text(row, "list")].append(value if text(row, "list") == "locators" else id_of(value))
    return sorted((_finding(row, lists) for row in ask(store, "findings")), key=lambda finding: finding.id)


def _sorted(lists: dict[tuple[str, str], list[str]], finding: str, name: str) -> Iterable[str]:
    return sorted(lists.get((finding, name), ()))


def _finding(row: Row, lists: dict[tuple[str, str], list[str]]) -> Finding:
    iri = text(row, "finding")

    def day(name: str) -> int:
        return int(text(row, name))

    return Finding(
        id=id_of(iri),
        subject=id_of(text(row, "subject")),
        measure=id_of(text(row, "measure")),
        answer=id_of(text(row, "answer")),
        reading=text(row, "reading"),
        basis=id_of(text(row, "basis")).rpartition("/")[2],
        from_=text(row, "from"),
        until=text(row, "until"),
        observed=text(row, "observed"),
        source=id_of(text(row, "source")),
        part=text(row, "part").rpartition("#")[2],
        grade=id_of(text(row, "grade")).rpartition("/")[2],
        grade_rank=day("gradeRank"),
        published=day("published") if "published" in row else None,
        locators=tuple(_sorted(lists, iri, "locators")),
        provisions=tuple(_sorted(lists, iri, "provisions")),
        looked_in=tuple(_sorted(lists, iri, "looked_in")),
        conditions=text(row, "conditions"),
        number=text(row, "number"),
        unit=id_of(text(row, "unit")).rpartition("/")[2],
        window=Window(
            Span(day("startEarliest"), day("startLatest")),
            Span(day("endEarliest"), day("endLatest")),
            day("carryUntil"),
            day("carryAfter"),
        ),
        lateness=day("lateness"),
        yields_to=frozenset(_sorted(lists, iri, "yields_to")),
    )
