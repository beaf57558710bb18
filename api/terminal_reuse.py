"""What two texts have in common, and the claims computed from texts, in a terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from loaders.reuse import ComputedClaim

__all__ = ["print_claims", "print_pairs"]

_LONG = 300


def _console() -> Console:
    return Console(file=sys.stdout, width=None if sys.stdout.isatty() else 100, highlight=False)


def print_pairs(found: dict[str, Any]) -> None:
    """Print the pairs of articles of two texts, the shared words between ``[`` and ``]``, in colour where there is any."""
    console = _console()
    console.print(Text(f"{found['a']['id']} and {found['b']['id']}", style="bold"))
    console.print(Text(found["note"], style="italic"))
    told = found["chronology"]
    console.print(Text(f"By the dates: the first followed the second {told['a_follows_b']}, the second the first {told['b_follows_a']}."))
    counts = ", ".join(f"{count} {name}" for name, count in found["counts"].items())
    console.print(Text(f"Pairs of articles: {found['total']}{f' ({counts})' if counts else ''}. Marks: [words that both have]."))
    for item in found["items"]:
        console.print()
        numbers = " and ".join(item[side]["number"] or item[side]["eid"] for side in "ab")
        console.print(Text(f"{numbers}: {item['degree_label']}, score {item['score']:.2f}, computed", style="bold"))
        for side in "ab":
            one = item[side]
            console.print(Text(f"  {found[side]['id']}: {one['share']:.0%} of it stands in the other. {one['heading'] or ''}"))
            for line in _marked(one["words"]).split("\n", allow_blank=False):
                console.print(Text("    ") + line)
    for side in "ab":
        if alone := found["alone"][side]:
            console.print(Text(f"\nWithout counterpart in {found[side]['id']}: {', '.join(alone)}"))


def _marked(words: Sequence[dict[str, Any]]) -> Text:
    text = Text()
    for piece in words:
        if piece["shared"]:
            text.append(f"[{piece['text']}]", style="bold green")
        elif len(piece["text"]) > _LONG:
            text.append(f"{piece['text'][: _LONG // 2]} ... {piece['text'][-_LONG // 2 :]}")
        else:
            text.append(piece["text"])
    return text


def print_claims(claims: Sequence[ComputedClaim], versions: Sequence[str]) -> None:
    """Print computed claims, a line for each."""
    print(f"Computed from {len(versions)} texts, proven by nothing: {len(claims)} claims; --save keeps them, TEXT TEXT shows the words.")
    for one in claims:
        arrow = "may follow" if one.directed else "may follow (or the other way round: the dates do not tell)"
        a, b = (f"{side.version} art. {side.article}" for side in (one.follower, one.origin))
        print(f"{a} {arrow} {b}: {one.degree}, score {one.score:.2f} ({one.follower.share:.0%} / {one.origin.share:.0%})")
