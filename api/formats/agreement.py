"""The agreement of two coders as JSON, as rows and for a terminal."""

from __future__ import annotations

import sys
from typing import Any

from rich.console import Console
from rich.table import Table

from graph.agreement import TIMES, Agreement, Coding, Figures, Pair

__all__ = ["as_document", "as_rows", "print_agreement"]


def as_document(agreement: Agreement, first: str, second: str) -> dict[str, Any]:
    """Everything: the figures over all and for each measure, what differs, and what only one coded."""
    return {
        "first": first,
        "second": second,
        "overall": _figures(agreement.overall),
        "measures": [{"measure": measure} | _figures(figures) for measure, figures in agreement.by_measure.items()],
        "differing": [_unit(pair.first) | {"first": _said(pair.first), "second": _said(pair.second)} for pair in agreement.differing],
        "only_first": [_unit(one) | _said(one) for one in agreement.only_first],
        "only_second": [_unit(one) | _said(one) for one in agreement.only_second],
    }


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        "both": figures.both,
        "differing": figures.differing,
        "divergence": figures.divergence,
        "alpha": figures.alpha,
        "alpha_undefined_because": figures.because or None,
        "only_first": figures.only_first,
        "only_second": figures.only_second,
    }


def _unit(coding: Coding) -> dict[str, Any]:
    return {"subject": coding.subject, "measure": coding.measure}


def _said(coding: Coding) -> dict[str, Any]:
    times = dict(zip(TIMES, coding.times, strict=True))
    said = {"answer": coding.answer, "reading": coding.reading, **times, "source": coding.source, "locator": coding.locator}
    return said | {"at": coding.place}


def as_rows(agreement: Agreement) -> list[dict[str, Any]]:
    """One row a unit: what each coder answered and read, and whether they agree."""
    rows = [_row(pair.first, pair.second, "same" if pair.same else "differs") for pair in agreement.pairs]
    rows += [_row(one, None, "only-first") for one in agreement.only_first]
    rows += [_row(None, one, "only-second") for one in agreement.only_second]
    return sorted(rows, key=lambda row: (row["subject"], row["measure"]))


def _row(first: Coding | None, second: Coding | None, outcome: str) -> dict[str, Any]:
    one = first or second
    row: dict[str, Any] = (_unit(one) if one else {}) | {"outcome": outcome}
    for name, coding in (("first", first), ("second", second)):
        said = _said(coding) if coding else dict.fromkeys(("answer", "reading", *TIMES, "source", "locator", "at"), "")
        row |= {f"{name}_{key}": value for key, value in said.items()}
    return row


def print_agreement(agreement: Agreement, first: str, second: str, width: int | None = None) -> None:
    """Print the figures and every cell that differs, readably at 80 columns."""
    console = Console(width=width or (None if sys.stdout.isatty() else 80), highlight=False, markup=False)
    overall = agreement.overall
    console.print(f"A: {first}\nB: {second}\n")
    console.print(f"units coded by both: {overall.both}; only by A: {overall.only_first}; only by B: {overall.only_second}")
    console.print(f"rate of divergence: {_rate(overall)}")
    console.print(f"Krippendorff's alpha (nominal): {_alpha(overall)}\n")
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0))
    for name in ("measure", "both", "differ", "rate", "alpha", "A only", "B only"):
        table.add_column(name, justify="left" if name == "measure" else "right", overflow="fold")
    for measure, one in agreement.by_measure.items():
        alpha = "-" if one.alpha is None else f"{one.alpha:.2f}"
        rate = "-" if one.divergence is None else f"{one.divergence:.1%}"
        table.add_row(measure, str(one.both), str(one.differing), rate, alpha, str(one.only_first), str(one.only_second))
    console.print(table)
    if any(one.alpha is None for one in agreement.by_measure.values()):
        console.print("-: undefined, as nothing varies or no unit was coded by both; this is not agreement")
    for heading, units in (("Cells that differ", agreement.differing), ("Only A", agreement.only_first), ("Only B", agreement.only_second)):
        if units:
            console.print(f"\n{heading}")
        for unit in units:
            _print_unit(console, unit)


def _print_unit(console: Console, unit: Pair | Coding) -> None:
    one = unit.first if isinstance(unit, Pair) else unit
    console.print(f"  {one.subject}, {one.measure}")
    named = (("A", unit.first), ("B", unit.second)) if isinstance(unit, Pair) else (("", unit),)
    for name, coding in named:
        time = " ".join(f"{key} {value}" for key, value in zip(TIMES, coding.times, strict=True) if value)
        said = " ".join(filter(None, [coding.answer, f"({', '.join(filter(None, [time, coding.place]))})", coding.reading]))
        console.print(f"    {name}: {said}" if name else f"    {said}")


def _rate(figures: Figures) -> str:
    if figures.divergence is None:
        return f"undefined: {figures.because}"
    return f"{figures.divergence:.1%} ({figures.differing} of {figures.both})"


def _alpha(figures: Figures) -> str:
    return f"undefined: {figures.because}" if figures.alpha is None else f"{figures.alpha:.2f}"
