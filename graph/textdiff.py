"""Two texts of an act compared division by division: what was added, removed, repealed, renumbered, changed or moved.

The passages compared are the articles; the divisions around them (chapters and the like) with what stands in themselves;
and, outside articles, whatever else an act has. Typography is never a difference (``typography.csv``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from graph.pairing import pair_passages, pair_surroundings
from graph.passages import Passage, places_around
from graph.typography import words_of
from graph.wording import KEPT, Run, runs

__all__ = ["KINDS", "Change", "compare_passages"]

KINDS = ("added", "removed", "repealed", "renumbered", "changed", "heading-changed", "moved", "unchanged")
"""What can become of a passage, the weightiest first. ``moved``: to another chapter, not merely to a chapter with another number."""


@dataclass(frozen=True)
class Change:
    """What became of one passage: ``kinds`` of KINDS, the weightiest first; None for a text that lacks it."""

    kinds: tuple[str, ...]
    old: Passage | None
    new: Passage | None

    @property
    def kind(self) -> str:
        """The weightiest kind."""
        return self.kinds[0]

    @property
    def level(self) -> str:
        """What it is: an article, a chapter ..."""
        return self.new.level if self.new else self.old.level if self.old else ""

    @cached_property
    def words(self) -> list[Run]:
        """The words of the text kept, removed and added."""
        return runs(self.old.words if self.old else words_of(""), self.new.words if self.new else words_of(""))

    @cached_property
    def heading(self) -> list[Run]:
        """The words of the heading kept, removed and added; all kept where it only was or is printed in capitals."""
        old, new = self.old or self.new, self.new or self.old
        assert old and new
        if self.old and self.new and "heading-changed" in self.kinds:
            return runs(old.heading_words, new.heading_words)
        return [Run(KEPT, new.heading)] if new.heading else []


def compare_passages(old: Sequence[Passage], new: Sequence[Passage]) -> list[Change]:
    """What became of every passage, in the order of the new text; what was removed stands behind what it stood behind."""
    pairs = pair_passages(old, new)
    pairs |= pair_surroundings(old, new, pairs)
    changes = {to: _change(old[at], new[to], _moved(old, new, at, to, pairs)) for at, to in pairs.items()}
    removed: dict[int, list[Change]] = {}
    last = -1
    for at, passage in enumerate(old):
        last = pairs.get(at, last)
        if at not in pairs:
            removed.setdefault(last, []).append(Change(("removed",), passage, None))
    ordered = removed.get(-1, [])
    for to, passage in enumerate(new):
        appeared = Change(("repealed" if passage.repealed else "added",), None, passage)
        ordered += [changes.get(to, appeared), *removed.get(to, [])]
    return ordered


def _change(old: Passage, new: Passage, moved: bool) -> Change:
    kinds = ["renumbered"] if old.number != new.number else []
    kinds += ["moved"] if moved else []
    if new.repealed != old.repealed:
        kinds.append("repealed" if new.repealed else "added")
    elif not new.repealed:
        kinds += [] if old.says_the_same_as(new) else ["changed"]
        kinds += [] if old.is_headed_like(new) else ["heading-changed"]
    return Change(tuple(sorted(kinds, key=KINDS.index)) or ("unchanged",), old, new)


def _moved(old: Sequence[Passage], new: Sequence[Passage], at: int, to: int, pairs: dict[int, int]) -> bool:
    """Whether the passage stands in another division; that one text has no chapters, or fewer kinds of them, says nothing."""
    before, now = list(places_around(old, at)), list(places_around(new, to))
    if not before or not now:
        return False
    return pairs.get(before[0]) not in now and now[0] not in {pairs.get(one) for one in before}
