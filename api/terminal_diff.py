"""What differs between two versions of an act, in a terminal."""

from __future__ import annotations

import sys
from typing import Any

from rich.console import Console
from rich.text import Text

from api.formats.difference import shortened, summary, what_became, without_space

__all__ = ["print_difference"]

_MARKS = {"kept": ("", "", ""), "removed": ("[-", "-]", "red strike"), "added": ("{+", "+}", "green underline")}


def print_difference(found: dict[str, Any]) -> None:
    """Print it for reading: removed words between ``[-`` and ``-]``, added ones between ``{+`` and ``+}``, in colour where there is any."""
    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else 100, highlight=False)
    console.print(Text(f"{found['id']}: {found['from']['day']} -> {found['to']['day']}", style="bold"))
    console.print(Text(f"{found['label']}"))
    console.print(Text(f"Articles: {summary(found)}. Marks: [-removed-] {{+added+}}; typography is left out of account."))
    for remark in found["remarks"]:
        console.print(Text(f"Note: {remark}.", style="italic"))
    for one in [*found["divisions"], *found["articles"]]:
        console.print()
        console.print(Text(what_became(one), style="bold"))
        if one["heading_words"]:
            console.print(Text("  ") + _marked(one["heading_words"]))
        elif one["heading"]:
            console.print(Text(f"  {one['heading']}"))
        if one["words"]:
            for line in _marked(shortened(one["words"])).split("\n", allow_blank=False):
                console.print(Text("    ") + line)


def _marked(words: list[dict[str, str]]) -> Text:
    text = Text()
    for at, run in enumerate(words):
        before, behind, style = _MARKS[run["op"]]
        first, shown, last = without_space(run["text"])
        text.append(first)
        text.append(before + shown + behind if shown else "", style=style)
        text.append(last or (" " if run["op"] == "removed" and at + 1 < len(words) else ""))
    return text
