"""Counts per answer in groups that the reader names: ``/compare?group_by=``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response

from api.answers import Answer, answer
from api.formats.groups import groups_data, groups_rows
from api.library import Library
from api.parameters import CompareAsked, several
from api.receipts import Receipt
from graph.comparison import Comparison
from graph.counts import DIMENSIONS, Group, counted, read_groups

__all__ = ["Counts", "counts"]


@dataclass(frozen=True)
class Counts:
    """A comparison in groups: the dimensions asked for, the reader's own groups, and what is counted in each."""

    comparison: Comparison
    by: list[str]
    own: dict[str, list[str]]
    groups: list[Group]

    @classmethod
    def of(cls, comparison: Comparison, group_by: str, groups: str) -> Counts:
        """The counts of a comparison, asked as the parameters are written; raises what ``counted`` and ``read_groups`` raise."""
        own = read_groups(groups, comparison.knowledge.subjects())
        by = several(group_by) or ["own"]
        return cls(comparison, by, own, counted(comparison, by, own))

    @property
    def receipt(self) -> str:
        """The path that asks for the same counts again."""
        plain = Receipt.parse(self.comparison.receipt)
        own = ";".join(f"{name}:{','.join(members)}" for name, members in self.own.items())
        return Receipt(plain.path, plain.asked | {"group_by": ",".join(self.by)} | ({"groups": own} if own else {})).url()

    def data(self) -> dict[str, Any]:
        """The counts as JSON says them."""
        found = self.comparison
        counted = {subject for group in self.groups for one in group.counts for subject, _ in one.cells}
        return {
            "as_of": found.as_of,
            "known_by": found.known_by or None,
            "rule": found.query.rule,
            "grade": found.query.grade or None,
            "release": found.release,
            "receipt": self.receipt,
            "undated_sources_left_out": found.undated,
            "group_by": self.by,
            "groups": self.own,
            "in_no_group": [one.id for one in found.subjects if one.id not in counted],
            "total": len(self.groups),
            "items": groups_data(self.groups),
        }

    def rows(self) -> list[dict[str, Any]]:
        """The counts as a table, one row for each group and answer."""
        return groups_rows(self.comparison, self.groups)


def counts(request: Request, library: Library, asked: CompareAsked, found: Comparison) -> Response:
    """The answer to a comparison that is asked for in groups."""
    made = Counts.of(found, asked.group_by, asked.groups)
    return answer(
        request,
        Answer(made.data(), made.receipt, "groups.html", rows=made.rows(), in_page=lambda: _page(library, found, asked)),
    )


def _page(library: Library, found: Comparison, asked: CompareAsked) -> dict[str, Any]:
    names = library.names(asked.lang)
    answers = {one.id: one.label for one in found.codebook.answers.values()}
    answers |= {one: names.get(f"code/cell-status/{one}", one) for one in ("disputed", "not-researched")}
    labels = {
        "measure": {one.id: one.label for one in found.measures},
        "subject": {one.id: one.label for one in found.subjects},
        "group": {one.group: one.group_label for one in found.measures},
        "kind": {one.kind: names.get(f"code/measure-kind/{one.kind}", one.kind) for one in found.measures},
        "answer": answers,
        "organisation": names,
        "treaty": names,
    }
    return {
        "asked": {"lang": asked.lang},
        "form": asked.model_dump() | {"as_of": found.as_of},
        "dimensions": [*DIMENSIONS, "own"],
        "labels": labels,
        "answers": answers,
    }
