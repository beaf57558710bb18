"""Texts of acts in a terminal: their contents, and whole articles."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.text import Text

from api.library import Item
from loaders.act import LEVELS

__all__ = ["print_text", "print_versions"]

_ARTICLE = list(LEVELS).index("article")


def print_versions(console: Console, versions: list[Item]) -> None:
    """One line for each version with a text: its day, what it has, where it comes from; and the remarks of its load."""
    for one in versions:
        counts = ", ".join(f"{count} {level}{'s' if count != 1 else ''}" for level, count in one["counts"].items())
        console.print(Text(f"  {one['id']}: {counts} [{one['document'] or 'document unknown'}, {one['language'] or 'language unknown'}]"))
        for remark in one["remarks"]:
            console.print(Text(f"      {remark}", style="italic"))


def print_text(console: Console, description: dict[str, Any]) -> None:
    """The divisions of a text: of an act only their headings, of a version or a provision every word."""
    whole = description["kind"] in ("version", "provision")
    for one in description["provisions"]:
        if not _is_shown(one, whole):
            continue
        indent = "  " * (1 + (one.get("depth") or 0))
        repealed = " (repealed)" if one["status"] == "repealed" else ""
        console.print(Text(f"{indent}{_label(one)}{repealed}", style="" if one["level"] == "article" and not whole else "bold"))
        if one.get("summary"):
            console.print(Text(_wrapped(f"{one['modality']}: {one['summary']}", console.width, indent), style="italic"))
        for line in _lines(one, whole):
            console.print(Text(_wrapped(line, console.width, indent)))
        if whole and one["notes"]:
            notes = (_wrapped(f"[publisher's note: {note}]", console.width, indent) for note in one["notes"])
            console.print(Text("\n".join(notes), style="dim"))


def _wrapped(line: str, width: int, indent: str) -> str:
    return textwrap.indent(textwrap.fill(line, max(40, width - len(indent) - 2)), indent + "  ")


def _is_shown(one: Item, whole: bool) -> bool:
    """Articles and what stands above or beside them; what stands in an article only where something was entered for it."""
    inside = "(" in (one["number"] or "") or list(LEVELS).index(one["level"] or "article") > _ARTICLE
    return not inside or bool(one.get("summary")) or (whole and one["depth"] == 0)


def _label(one: Item) -> str:
    label = one["printed"] or " ".join(filter(None, (one["level"] or "art.", one["number"])))
    return f"{label} {one['heading']}" if one["heading"] and one["heading"] not in label else label


def _lines(one: Item, whole: bool) -> Iterator[str]:
    if whole and one["text"]:
        yield from one["text"].splitlines()
