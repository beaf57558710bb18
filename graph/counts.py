"""How often each answer stands in a comparison, in groups that the reader names. Nothing is scored and nothing is ranked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from graph.comparison import Comparison
from graph.dates import day_number
from graph.errors import UnknownIdError, WrongValueError
from graph.participations import BOUND, load_participations, taking_part
from graph.rules import Cell

__all__ = ["DIMENSIONS", "Count", "Group", "counted", "read_groups"]

_NAME = re.compile(r"[^\W_][\w -]{0,39}")
_MOST_GROUPS = 40
_STATUSES = ("disputed", "not-researched")

Places = list[tuple[str, str]]


@dataclass
class Count:
    """How often one answer, or one kind of gap, stands in a group; ``cells`` are (subject, measure)."""

    answer: str
    cells: Places = field(default_factory=list)
    carried: int = 0
    possible: int = 0
    with_rivals: int = 0


@dataclass(frozen=True)
class Group:
    """The counts of one group. ``names`` holds its value in each dimension, by the name of the dimension."""

    names: dict[str, str]
    counts: list[Count]

    @property
    def total(self) -> int:
        """How many cells the group has: the sum of its counts."""
        return sum(len(one.cells) for one in self.counts)


def read_groups(text: str, known: Mapping[str, object]) -> dict[str, list[str]]:
    """The groups of subjects that a reader wrote as ``north:ru,by;south:kz,uz``: name -> ids.

    ``known`` holds the subjects there are. Raises WrongValueError for what is no such list, UnknownIdError for a subject
    that is not known. A subject may stand in several groups.
    """
    found: dict[str, list[str]] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        name, _, ids = part.partition(":")
        members = list(dict.fromkeys(one.strip().lower() for one in ids.split(",") if one.strip()))
        if not _NAME.fullmatch(name.strip()) or not members or name.strip() in found:
            example = ["north:ru,by;south:kz,uz"]
            raise WrongValueError("groups", part, example, "a group is a name of its own, a colon and subjects joined by commas")
        for one in members:
            if one not in known:
                raise UnknownIdError("subject", one, known)
        found[name.strip()] = members
    if len(found) > _MOST_GROUPS:
        raise WrongValueError("groups", f"{len(found)} groups", [f"at most {_MOST_GROUPS}"])
    return found


DIMENSIONS: dict[str, Callable[[Comparison], dict[tuple[str, str], list[str]]]] = {
    "measure": lambda table: {(s.id, m.id): [m.id] for s, m, _ in table.rows()},
    "subject": lambda table: {(s.id, m.id): [s.id] for s, m, _ in table.rows()},
    "group": lambda table: {(s.id, m.id): [m.group] for s, m, _ in table.rows()},
    "answer": lambda table: {(s.id, m.id): [said(cell)] for s, m, cell in table.rows()},
    "kind": lambda table: {(s.id, m.id): [m.kind] for s, m, _ in table.rows()},
    "organisation": lambda table: _taking_part(table, "organisation/"),
    "treaty": lambda table: _taking_part(table, "instrument/"),
}
"""What cells can be grouped by: a function that gives, for each (subject, measure) of a comparison, the groups it is in."""


def counted(comparison: Comparison, by: Sequence[str], own: Mapping[str, Sequence[str]] | None = None) -> list[Group]:
    """The groups of a comparison by one or several dimensions, each with the count of every answer that occurs in it.

    ``own`` are groups of subjects as ``read_groups`` gives them, for the dimension ``own``. A cell that is in no group of
    a dimension (a subject in none of the own groups, a state in no organisation) is counted nowhere; one in several groups
    is counted in each. Groups stand in the order of their cells in the table, answers in that of the codebook, gaps last.
    Raises WrongValueError for a dimension that does not exist.
    """
    allowed = [*DIMENSIONS, "own"]
    for one in by:
        if one not in allowed:
            raise WrongValueError("group_by", one, allowed)
    if "own" in by and not own:
        raise WrongValueError("groups", "", ["north:ru,by;south:kz,uz"], "grouping by own groups needs groups")
    placed = [_own(comparison, own or {}) if one == "own" else DIMENSIONS[one](comparison) for one in by]
    found: dict[tuple[str, ...], dict[str, Count]] = {}
    for subject, measure, cell in comparison.rows():
        for key in product(*(dimension[subject.id, measure.id] for dimension in placed)):
            counts = found.setdefault(key, {})
            _count(counts.setdefault(said(cell), Count(said(cell))), (subject.id, measure.id), cell)
    order = {one: place for place, one in enumerate(_answers(comparison))}
    return [
        Group(dict(zip(by, key, strict=True)), sorted(counts.values(), key=lambda one: order[one.answer])) for key, counts in found.items()
    ]


def said(cell: Cell) -> str:
    """What a cell counts as: its answer, or the status of one that has none. No two gaps count as the same."""
    return cell.answer or cell.status


def _count(count: Count, place: tuple[str, str], cell: Cell) -> None:
    count.cells.append(place)
    count.carried += cell.certainty == "carried"
    count.possible += cell.certainty == "possible"
    count.with_rivals += bool(cell.rivals) and cell.status == "answered"


def _answers(comparison: Comparison) -> Iterator[str]:
    """Every answer of the codebook in its order, those that every scheme has behind the others, then what is no answer."""
    schemes = comparison.codebook.schemes.values()
    common = set.intersection(*map(set, schemes)) if schemes else set()
    ordered = sorted(comparison.codebook.answers, key=lambda one: one in common)
    yield from (*ordered, *_STATUSES)


def _taking_part(comparison: Comparison, kind: str) -> dict[tuple[str, str], list[str]]:
    """By the organisations or treaties in which each state surely takes part on the day of the comparison."""
    known_by = day_number(date.fromisoformat(comparison.known_by)) if comparison.known_by else None
    day = day_number(date.fromisoformat(comparison.as_of))
    part: dict[str, list[str]] = defaultdict(list)
    for (state, thing), statements in sorted(load_participations(comparison.knowledge.store).items()):
        if thing.startswith(kind) and taking_part(statements, day, known_by).status == BOUND:
            part[state].append(thing)
    return {(s.id, m.id): part[s.id] for s, m, _ in comparison.rows()}


def _own(comparison: Comparison, own: Mapping[str, Sequence[str]]) -> dict[tuple[str, str], list[str]]:
    return {(s.id, m.id): [name for name, members in own.items() if s.id in members] for s, m, _ in comparison.rows()}
