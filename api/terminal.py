"""The comparison table for a terminal: measures as rows in their groups, signs where words do not fit, a legend."""

from __future__ import annotations

import sys
from itertools import groupby
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.coverage import totals
from api.formats.comparison import cell_text
from graph.comparison import Comparison
from graph.coverage import ANSWERED, NOT_RESEARCHED, STATUSES, Coverage
from graph.knowledge import Knowledge, Subject
from graph.rules import Cell
from graph.tallies import tallies_of

__all__ = ["print_coverage", "print_table"]

_WORDS = 14
_SIGN = 7
_LABEL = 20
_GAPS = {"not-researched": "·", "disputed": "≠", "silent": "—", "unclear": "?", "not-applicable": "n/a"}


def print_table(comparison: Comparison, width: int | None = None, file: TextIO | None = None) -> None:
    """Print the comparison at ``width`` columns (default: the terminal's, 80 where there is none).

    Subjects that do not fit beside each other follow in further blocks.
    """
    out = file or sys.stdout
    console = Console(file=out, width=width or (None if out.isatty() else 80), highlight=False)
    console.print(f"Drug law compared, as of {comparison.as_of} (rule {comparison.query.rule}, release {comparison.release})")
    room = console.width - _LABEL
    words = len(comparison.subjects) * _WORDS <= room
    step = max(1, room // (_WORDS if words else _SIGN))
    for start in range(0, len(comparison.subjects), step):
        console.print()
        console.print(_block(comparison, comparison.subjects[start : start + step], words))
    console.print(_legend(comparison, words))


def print_coverage(knowledge: Knowledge, found: list[Coverage], width: int | None = None) -> None:
    """Print how many findings answer each question for each state; for a single state also why there are none."""
    console = Console(width=width or (None if sys.stdout.isatty() else 80), highlight=False)
    states = totals(knowledge, found)
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("findings for", ratio=1, min_width=_LABEL - 1)
    for state in states:
        table.add_column(state["subject"].upper(), no_wrap=True, justify="right")
    cells = {(one.subject, one.measure): one for one in found}
    asked = {one.measure for one in found}
    measures = [measure for measure in knowledge.codebook().measures.values() if measure.id in asked]
    for group, members in groupby(measures, key=lambda measure: measure.group_label):
        table.add_row(Text(group, style="bold"))
        for measure in members:
            row = [cells[state["subject"], measure.id] for state in states]
            table.add_row(Text(f" {measure.label}"), *(_amount(one) for one in row))
    for status in STATUSES:
        table.add_row(Text(f"{status}, of {len(measures)}", style="bold"), *(str(state[status]) for state in states))
    table.add_row(Text("a finding for today", style="bold"), *(str(state["with_a_finding_today"]) for state in states))
    console.print(table)
    if len(states) > 1:
        console.print("? only findings that leave it open; · none; ' none for today. Why: --subjects tm, or --format csv")
        return
    console.print("? only findings that leave it open; · none; ' none for today:")
    gaps: dict[str, list[str]] = {}
    for one in found:
        if one.gap:
            gaps.setdefault(f"{one.gap.label}: {one.gap.tried}", []).append(one.measure)
    for text, without in gaps.items():
        console.print(Text(f"- {text} ({', '.join(without)})"))


def _amount(one: Coverage) -> str:
    past = "'" if one.now == NOT_RESEARCHED and one.status != NOT_RESEARCHED else ""
    return (str(one.findings) if one.status == ANSWERED else "·" if one.status == NOT_RESEARCHED else "?") + past


def _block(comparison: Comparison, subjects: list[Subject], words: bool) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("", ratio=1, min_width=_LABEL - 1)
    for subject in subjects:
        table.add_column(Text(_name(comparison, subject)), no_wrap=not words, min_width=_WORDS - 1 if words else _SIGN - 1)
    for group, measures in groupby(comparison.measures, key=lambda measure: measure.group_label):
        table.add_row(Text(group, style="bold"))
        for measure in measures:
            cells = [comparison.cells[subject.id, measure.id] for subject in subjects]
            table.add_row(Text(f" {measure.label}"), *(Text(cell_text(cell) if words else _sign(comparison, cell)) for cell in cells))
    return table


def _name(comparison: Comparison, subject: Subject) -> str:
    return f"[{_letter(comparison, subject)}]" if "/" in subject.id else subject.id.upper()


def _letter(comparison: Comparison, subject: Subject) -> str:
    acts = [one for one in comparison.subjects if "/" in one.id]
    return str(acts.index(subject) + 1)


def _sign(comparison: Comparison, cell: Cell) -> str:
    shown = cell.answer or cell.status
    sign = _GAPS.get(shown) or comparison.codebook.answers[shown].sign
    return sign + ("+" if cell.rivals and cell.answer else "") + ("*" if cell.carried_from else "")


def _legend(comparison: Comparison, words: bool) -> Text:
    lines = [""]
    used = {cell.answer for cell in comparison.cells.values() if cell.answer} - set(_GAPS)
    answers = [answer for answer in comparison.codebook.answers.values() if answer.id in used and answer.sign != answer.id]
    if not words:
        if answers:
            lines.append("; ".join(f"{answer.sign} {answer.id}" for answer in answers))
        lines.append("— silent (texts read, nothing said); ? unclear; n/a not applicable; · not researched; ≠ disputed")
        lines.append("* carried forward from the last day a source speaks for; + other sources differ")
    lines += [f"{_name(comparison, one)} {one.label} ({one.id})" for one in comparison.subjects if "/" in one.id]
    lines += [f"- {one.sentence}" for one in tallies_of(comparison)]
    if comparison.known_by:
        lines.append(f"Known by {comparison.known_by}; {comparison.undated} sources without a date of publication are left out.")
    lines.append("Evidence of a cell: druglaw compare --subjects kz --measures compulsory-testing --format json")
    return Text("\n".join(lines))
