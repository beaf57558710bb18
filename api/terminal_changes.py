"""Change over time for a terminal."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from api.formats.comparison import cell_text
from graph.causes import KINDS
from graph.changes import Changes, changes_the_answer
from graph.rules import Cell

__all__ = ["print_changes", "print_timeline"]

_WIDTH = 80
Period = dict[str, Any]


def print_changes(found: Changes) -> str:
    """The cells that differ, subject by subject, each with its old and new answer and why; 80 columns wide."""
    console = _console()
    known = [f"sources known by {found.before.known_by} and {found.after.known_by or 'now'}"] if found.before.known_by else []
    said = "; ".join([f"rule {found.query.rule}", *known, f"release {found.after.release}"])
    console.print(Text(f"From {found.before.as_of} to {found.after.as_of} ({said})"))
    for subject, items in groupby(found.items, key=lambda one: one.subject):
        console.print()
        console.print(Text(subject.label, style="bold"))
        for one in items:
            old, new = cell_text(one.old), cell_text(one.new)
            if not changes_the_answer(one.differs):  # then others say otherwise than before
                old, new = old + _rivals(one.old), new + _rivals(one.new)
            console.print(Padding(Text(f"{one.measure.label}: {old} → {new}"), (0, 0, 0, 1)))
            console.print(Padding(Text(f"{one.cause.kind}: {one.cause.sentence}"), (0, 0, 0, 3)))
    console.print()
    counts = ((kind, sum(one.cause.kind == kind for one in found.items)) for kind in KINDS)
    listed = ", ".join(f"{kind} {count}" for kind, count in counts if count)
    console.print(
        Text(f"{len(found.items)} {'cell differs' if len(found.items) == 1 else 'cells differ'}{': ' + listed if listed else ''}.")
    )
    if found.otherwise:
        console.print(Text(f"{found.otherwise} more show the same answer on other evidence or articles: --which all."))
    if found.before.known_by or found.after.known_by:
        undated = max(found.before.undated, found.after.undated)
        console.print(Text(f"{undated} sources without a date of publication are left out where it is asked what was known."))
    return _printed(console)


def print_timeline(data: dict[str, Any]) -> str:
    """The periods of a cell as ``/timeline`` gives them, one below the other; 80 columns wide."""
    console = _console()
    console.print(Text(f"{data['subject']['label']}: {data['measure']['label']}", style="bold"))
    console.print(Text(f"rule {data['rule']}{', known by ' + data['known_by'] if data['known_by'] else ''}, release {data['release']}"))
    for first, last, now in _alike(data["periods"]):
        line = f"{first['first'] or '..........'} to {last['last'] or '..........'}  {_shown(first)}{' <- now' if now else ''}"
        console.print(Text(line, style="bold" if changes_the_answer(first["differs"]) else ""))
        if first["why"]:
            console.print(Padding(Text(f"{first['cause']}: {first['why']}"), (0, 0, 0, 3)))
    if data["known_by"]:
        console.print(Text(f"{data['undated_sources_left_out']} sources without a date of publication are left out."))
    return _printed(console)


def _alike(periods: list[Period]) -> Iterator[tuple[Period, Period, bool]]:
    """The first and last of periods that show the same on the same evidence, and whether now is among them."""
    groups: list[list[Period]] = []
    for one in periods:
        if not groups or one["differs"]:
            groups.append([])
        groups[-1].append(one)
    return ((group[0], group[-1], any(one["now"] for one in group)) for group in groups)


def _shown(period: dict[str, Any]) -> str:
    others = ", ".join(sorted({one["answer"] for one in period["rivals"]}))
    if period["status"] == "disputed":
        return f"disputed: {others.replace(', ', ' | ')}"
    certainty = f", {period['certainty']}" if period["certainty"] else ""
    return f"{period['answer'] or period['status']}{certainty}{f' (rivals: {others})' if others else ''}"


def _rivals(cell: Cell) -> str:
    answers = ", ".join(sorted({finding.answer for finding in cell.rivals}))
    return f" (rivals: {answers})" if answers and cell.status != "disputed" else ""


def _console() -> Console:
    return Console(file=io.StringIO(), width=_WIDTH, highlight=False)


def _printed(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return "".join(line.rstrip() + "\n" for line in console.file.getvalue().splitlines())
