"""Loads as people and programs read them."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import asdict

from loaders.load import Report
from loaders.provenance import Load

__all__ = ["as_json", "listing", "print_loads", "print_report"]

_SHOWN = 20


def as_json(report: Report) -> dict[str, object]:
    """A report as a document."""
    return {
        "dry_run": report.dry_run,
        "notice": report.notice,
        "loaded": [] if report.complaints else [{**asdict(one), "counts": report.counts.get(one.id, {})} for one in report.new],
        "unchanged": [asdict(one) for one in report.standing],
        "taken_back": [] if report.complaints else [asdict(one) for one in report.taken_back],
        "complaints": [asdict(complaint) for complaint in report.complaints],
    }


def listing(found: list[Load]) -> dict[str, object]:
    """Loads as a list document."""
    return {"total": len(found), "items": [asdict(one) for one in found]}


def print_report(report: Report) -> None:
    """A report for a terminal: what happened on standard output, complaints on standard error."""
    if report.notice:
        print(report.notice, file=sys.stderr)
    for complaint in report.complaints:
        print(complaint, file=sys.stderr)
    if report.complaints:
        done = "loaded" if report.new or not report.taken_back else "taken back"
        print(f"Nothing was {done}: {_number(len(report.complaints), 'complaint')}. The store is as it was.", file=sys.stderr)
        return
    for one in report.standing:
        print(f"{one.file}: this stands in the store already (load {one.id} of {one.when}); nothing changes")
    for one in report.new:
        print(f"{one.file}: {'would be loaded' if report.dry_run else 'loaded'} as {_what(one)}")
        counts = ", ".join(f"{count} {name}" for name, count in report.counts.get(one.id, {}).items())
        print(f"  load {one.id}: {_number(one.triples, 'triple')}{f'; {counts}' if counts else ''}")
        _print_remarks(one.remarks)
    for one in report.taken_back:
        print(f"{one.file}: load {one.id} was taken back, {_number(one.triples, 'triple')}; its record stays")


def print_loads(found: Iterable[Load]) -> None:
    """Loads for a terminal, the oldest first."""
    for one in found:
        gone = f"; taken back {one.taken_back} by {one.taken_back_by}" if one.taken_back else ""
        print(f"{one.id}  {one.when}  {one.by}: {one.file} as {_what(one)}, {_number(one.triples, 'triple')}{gone}")
        print(f"  sha256 {one.sha256}, {_number(one.size, 'byte')}, druglaw {one.release}")
        _print_remarks(one.remarks)


def _what(one: Load) -> str:
    return " ".join(part for part in (one.kind, one.about, f"'{one.title}'" if one.title else "") if part)


def _print_remarks(remarks: list[str]) -> None:
    for remark in remarks[:_SHOWN]:
        print(f"  remark: {remark}")
    if len(remarks) > _SHOWN:
        print(f"  and {len(remarks) - _SHOWN} more remarks: --format json lists them all")


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
