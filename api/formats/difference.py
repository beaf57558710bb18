"""What differs between two versions of an act, in words: for pages, the terminal and Markdown alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from api.library import Item

__all__ = ["as_markdown", "shortened", "summary", "what_became", "without_space"]

_MARKDOWN = {"kept": ("", ""), "removed": ("~~", "~~"), "added": ("**", "**")}
_CONTEXT = 12
"""How many unchanged words are shown on each side of a change."""
LEFT_OUT = "[...]"


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


def without_space(text: str) -> tuple[str, str, str]:
    """The space before a text, the text, and the space behind it: space is not marked."""
    shown = text.strip()
    return text[: len(text) - len(text.lstrip())] if shown else "", shown, text[len(text.rstrip()) :] if shown else text


def shortened(words: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """The runs with unchanged words left out but for those next to a change; ``[...]`` stands in their place."""
    if all(run["op"] == "kept" for run in words):
        return list(words)
    last = len(words) - 1
    return [run | {"text": _short(run["text"], at == 0, at == last)} if run["op"] == "kept" else run for at, run in enumerate(words)]


def _short(text: str, first: bool, last: bool) -> str:
    words = [(found.start(), found.end()) for found in re.finditer(r"\S+", text)]
    begin, end = 0 if first else _CONTEXT, 0 if last else _CONTEXT
    if len(words) <= begin + end + 4:
        return text
    head = text[: words[begin - 1][1]] + " " if begin else ""
    tail = " " + text[words[-end][0] :] if end else ""
    return f"{head}{LEFT_OUT}{tail}"


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
            first, shown, last = without_space(piece)
            yield f"{first}{before}{_safe(shown)}{behind}{last}" if shown else last


def _safe(text: str) -> str:
    """A text whose signs mean nothing in Markdown."""
    return re.sub(r"([\\`*_{}\[\]<>#|~])", r"\\\1", text)
