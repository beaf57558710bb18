"""Change over time as data and text: cells that differ between two days, and the periods of one cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from api.formats.comparison import cell_as_json, cell_text
from api.formats.rows import Row, as_markdown
from graph.causes import Cause
from graph.changes import Change, Changes
from graph.comparison import Comparison
from graph.dates import ALWAYS, FOREVER, iso
from graph.history import Step
from graph.rules import Cell
from graph.turns import Turn
from graph.voices import Voice

__all__ = ["change_rows", "changes_as_items", "changes_as_markdown", "period_rows", "periods_as_items", "with_head"]


def changes_as_items(found: Changes) -> list[Row]:
    """The cells that differ as objects: what was shown and what is, each with its evidence and a receipt, and why they differ."""
    citations = found.after.knowledge.citations
    return [
        {
            "id": f"{one.subject.id}:{one.measure.id}",
            "subject": one.subject.id,
            "measure": one.measure.id,
            "differs": list(one.differs),
            **_why(one.cause),
            "old": cell_as_json(one.old, citations) | {"receipt": _receipt(found.before, one)},
            "new": cell_as_json(one.new, citations) | {"receipt": _receipt(found.after, one)},
        }
        for one in found.items
    ]


def periods_as_items(steps: Sequence[Step], citations: Mapping[str, str], now: int) -> list[Row]:
    """The periods of a cell as objects, each with what it shows, in what it differs from the one before, and why.

    ``first`` and ``last`` are null where a period has no beginning or no end; ``now`` is a day, and the period of it says so.
    """
    return [
        {
            "first": iso(step.period.first) if step.period.first != ALWAYS else None,
            "last": iso(step.period.last) if step.period.last != FOREVER else None,
            "now": step.period.first <= now <= step.period.last,
            "differs": list(step.differs),
            **(_why(step.cause) if step.cause else {"cause": None, "why": None, "turns": [], "voices": []}),
            **cell_as_json(step.period.cell, citations),
        }
        for step in steps
    ]


def _receipt(side: Comparison, change: Change) -> str:
    query = replace(side.query, subjects=(change.subject.id,), measures=(change.measure.id,))
    return replace(side, query=query, subjects=[change.subject], measures=[change.measure]).receipt


def _why(cause: Cause) -> Row:
    turns, voices = [_turn(one) for one in cause.turns], [_voice(one) for one in cause.voices]
    return {"cause": cause.kind, "why": cause.sentence, "turns": turns, "voices": voices}


def _turn(turn: Turn) -> Row:
    return {
        "what": turn.what,
        "act": turn.act or None,
        "provision": turn.thing if turn.thing != turn.act else None,
        "date": turn.date,
        "earliest": iso(turn.turn.earliest),
        "latest": iso(turn.turn.latest),
        "by": turn.by or None,
        "by_title": turn.by_title or None,
        "verb": turn.verb or None,
        "answer": turn.answer or None,
        "evidence": [{"source": source, "locator": locator} for source, locator in turn.said_by],
    }


def _voice(voice: Voice) -> Row:
    finding = voice.finding
    return {
        "change": voice.change,
        "before": voice.before or None,
        "after": voice.after or None,
        "finding": finding.id,
        "answer": finding.answer,
        "source": finding.source,
        "locator": finding.locator,
        "why": voice.sentence,
    }


def change_rows(found: Changes) -> list[Row]:
    """The cells that differ as flat rows, for CSV and Markdown; every row says what was asked."""
    return [
        {
            "subject": one.subject.id,
            "measure": one.measure.id,
            "cause": one.cause.kind,
            "old": cell_text(one.old),
            "new": cell_text(one.new),
            **_sides(one.old, "old"),
            **_sides(one.new, "new"),
            "differs": list(one.differs),
            **_turn_columns(one.cause),
            "why": one.cause.sentence,
            "from": found.before.as_of,
            "to": found.after.as_of,
            "known_from": found.before.known_by,
            "known_by": found.after.known_by,
            "rule": found.query.rule,
            "grade": found.query.grade,
            "release": found.after.release,
        }
        for one in found.items
    ]


def period_rows(steps: Sequence[Step], asked: Mapping[str, Any]) -> list[Row]:
    """The periods of a cell as flat rows, for CSV and Markdown; ``asked`` follows in every row."""
    return [
        {
            "first": iso(step.period.first) if step.period.first != ALWAYS else "",
            "last": iso(step.period.last) if step.period.last != FOREVER else "",
            "shown": cell_text(step.period.cell),
            **_sides(step.period.cell, ""),
            "differs": list(step.differs),
            "cause": step.cause.kind if step.cause else "",
            **_turn_columns(step.cause),
            "why": step.cause.sentence if step.cause else "",
            **asked,
        }
        for step in steps
    ]


def _sides(cell: Cell, side: str) -> Row:
    shown = cell.decisive or cell.rivals
    before = f"{side}_" if side else ""
    return {
        f"{before}status": cell.status,
        f"{before}answer": cell.answer,
        f"{before}certainty": cell.certainty,
        f"{before}rivals": sorted({finding.answer for finding in cell.rivals}),
        f"{before}provisions": list(dict.fromkeys(thing for finding in shown for thing in finding.provisions)),
        f"{before}sources": list(dict.fromkeys(finding.source for finding in shown)),
        f"{before}findings": [finding.id for finding in shown],
    }


def _turn_columns(cause: Cause | None) -> Row:
    turns = cause.turns if cause else ()
    return {
        "acts": _each(turn.act for turn in turns),
        "articles": _each(turn.thing for turn in turns if turn.thing != turn.act),
        "amending_acts": _each(turn.by or turn.by_title for turn in turns),
        "dates": _each(turn.date for turn in turns),
    }


def _each(values: Any) -> list[str]:
    return [one for one in dict.fromkeys(values) if one]


def changes_as_markdown(found: Changes, receipt: str) -> str:
    """The cells that differ as a Markdown table."""
    measures = {measure.id: measure.label for measure in found.after.measures}
    subjects = {subject.id: subject.label for subject in found.after.subjects}
    rows = [
        {
            "subject": subjects[row["subject"]],
            "measure": measures[row["measure"]],
            f"on {row['from']}": row["old"],
            f"on {row['to']}": row["new"],
            "cause": row["cause"],
            "why": row["why"],
            "sources": [*row["old_sources"], *(one for one in row["new_sources"] if one not in row["old_sources"])],
        }
        for row in change_rows(found)
    ]
    known = [f"sources known by {found.before.known_by} and {found.after.known_by or 'now'}"] if found.before.known_by else []
    said = [f"rule `{found.query.rule}`", *known, f"release {found.after.release}", f"`{receipt}`"]
    return with_head(f"What differs between {found.before.as_of} and {found.after.as_of}", said, rows)


def with_head(title: str, said: Sequence[str], rows: list[Row]) -> str:
    """A Markdown table under a title and a line that says what was asked."""
    line = ", ".join(said)
    table = as_markdown(rows) if rows else "Nothing differs.\n"
    return f"# {title}\n\n{line[0].upper()}{line[1:]}\n\n{table}"
