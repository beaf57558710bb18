"""What differs between two versions of an act, in a terminal and as Markdown."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.text import Text

from api.library import Item

__all__ = ["as_markdown", "print_difference", "summary", "what_became"]

_MARKS = {"kept": ("", "", ""), "removed": ("[-", "-]", "red strike"), "added": ("{+", "+}", "green underline")}
_MARKDOWN = {"kept": ("", ""), "removed": ("~~", "~~"), "added": ("**", "**")}
_CONTEXT = 10
"""How many unchanged words are shown on each side of a change."""


def summary(found: dict[str, Any]) -> str:
    """How many articles were added, removed and so on, in one line."""
    return ", ".join(f"{count} {kind.replace('-', ' ')}" for kind, count in found["counts"].items() if count) or "no articles"


def what_became(one: Item) -> str:
    """What became of a passage, in words: ``article 5 renumbered (was 4), changed``."""
    said = []
    for kind in one["changes"]:
        was = f" (was {one['from']['number']})" if kind == "renumbered" else ""
        was = f" (from {one['from']['in']} to {one['to']['in']})" if kind == "moved" else was
        was = " (its number was that of a repealed article)" if kind == "added" and one["from"] else was
        was = " (it was repealed already)" if kind == "removed" and one["from"]["status"] else was
        said.append(kind.replace("-", " ") + was)
    return f"{one['level']} {one['number'] or ''}".strip() + ": " + ", ".join(said)


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
            for line in _marked(one["words"]).split("\n", allow_blank=False):
                console.print(Text("    ") + line)


def _marked(words: list[dict[str, str]]) -> Text:
    text = Text()
    for at, run in enumerate(words):
        before, behind, style = _MARKS[run["op"]]
        shown, space = _split(run["text"])
        if run["op"] == "kept":
            text.append(_shortened(shown, first=at == 0, last=at == len(words) - 1))
        else:
            text.append(before + shown + behind, style=style)
        text.append(space or (" " if run["op"] == "removed" and at + 1 < len(words) else ""))
    return text


def _split(text: str) -> tuple[str, str]:
    """The text, and the space behind it, which is not marked."""
    shown = text.rstrip()
    return shown, text[len(shown) :]


def _shortened(text: str, *, first: bool, last: bool) -> str:
    """Unchanged words, but for those next to a change, left out."""
    words = [(found.start(), found.end()) for found in re.finditer(r"\S+", text)]
    begin = 0 if first else _CONTEXT
    end = 0 if last else _CONTEXT
    if len(words) <= begin + end + 4 or (first and last):
        return text
    head = text[: words[begin - 1][1]] + " " if begin else ""
    tail = " " + text[words[-end][0] :] if end else ""
    return f"{head}[...]{tail}"


def as_markdown(found: dict[str, Any]) -> str:
    """The same as Markdown: removed words struck through, added ones bold."""
    lines = [f"# {_safe(found['label'])}", "", f"From {found['from']['day']} to {found['to']['day']}. Articles: {summary(found)}.", ""]
    lines += [f"> {_safe(remark)}." for remark in found["remarks"]]
    for one in [*found["divisions"], *found["articles"]]:
        lines += ["", f"## {_safe(what_became(one))}", ""]
        if one["heading_words"]:
            lines += ["".join(_in_markdown(one["heading_words"])), ""]
        elif one["heading"]:
            lines += [f"*{_safe(one['heading'])}*", ""]
        lines += ["".join(_in_markdown(one["words"])).replace("\n", "  \n")] if one["words"] else []
    return "\n".join(lines) + "\n"


def _in_markdown(words: list[dict[str, str]]) -> Iterator[str]:
    for run in words:
        before, behind = _MARKDOWN[run["op"]]
        for piece in re.split(r"(\s*\n\s*)", run["text"]):
            shown, space = _split(piece)
            yield f"{before}{_safe(shown)}{behind}{space}" if shown else space


def _safe(text: str) -> str:
    """A text whose signs mean nothing in Markdown."""
    return re.sub(r"([\\`*_{}\[\]<>#|~])", r"\\\1", text)
