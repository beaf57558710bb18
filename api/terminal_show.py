"""The description of one thing, printed for reading."""

from __future__ import annotations

import sys
from typing import Any

from rich.console import Console
from rich.text import Text

from api.numbers import written
from api.terminal_texts import print_text, print_versions

__all__ = ["print_description"]


def _lists(description: dict[str, Any]) -> dict[str, list[str]]:
    lists = {
        "Acts": [f"{one['id']}: {one['label']}" for one in description["acts"]],
        "Dates": [f"{one['role']} {one['date']} [{one['source']}, {one['locator']}]" for one in description["dates"]],
        "Answers": [f"{one['id']}: {one['label']}. {one['definition']}" for one in description["answers"]],
    }
    return {title: lines for title, lines in lists.items() if lines}


def print_description(description: dict[str, Any]) -> None:
    """Print a description for reading."""
    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else 100, highlight=False)
    console.print(Text(f"{description['id']} ({description['kind']})", style="bold"))
    for one in description.get("measures", []):
        console.print(Text(f"  {one['id']}: {one['label']} ({one['group']})"))
    if "statements" not in description:
        return
    for name, values in description["statements"].items():
        for value in values:
            console.print(Text(f"  {name}: {value}"))
    for title, lines in _lists(description).items():
        console.print(Text(f"\n{title}", style="bold"))
        for line in lines:
            console.print(Text(f"  {line}"))
    if description["versions"] and description["kind"] != "provision":
        console.print(Text("\nTexts", style="bold"))
        print_versions(console, description["versions"])
    if description["provisions"]:
        console.print(Text("\nProvisions" + (f" in {description['version']}" if description["version"] else ""), style="bold"))
    if description["version"]:
        print_text(console, description)
    else:
        for one in description["provisions"]:
            console.print(Text(f"  art. {one['number']} ({one['modality']}): {one['summary']}"))
    if description["numbers"]:
        console.print(Text("\nNumbers", style="bold"))
    for one in description["numbers"]:
        console.print(Text(f"  {written(one)}"))
    if description["findings"]:
        console.print(Text("\nFindings", style="bold"))
    for one in description["findings"]:
        when = f"since {one['from'] or '?'}, observed {one['observed'] or '?'}"
        console.print(Text(f"  {one['subject']}, {one['measure']}: {one['answer']} ({when})"))
        console.print(Text(f"      {one['reading']} [{one['source']}, {one['locator']}]"))
        if quoted := one.get("quotation"):
            console.print(Text(f"      “{' '.join(quoted['exact'].split())}”", style="italic"))
