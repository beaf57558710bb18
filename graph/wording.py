"""Which words of a text were kept, which taken out and which put in, from one wording to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import Indel

from graph.typography import Words, same

__all__ = ["ADDED", "KEPT", "REMOVED", "Run", "runs"]

KEPT, REMOVED, ADDED = "kept", "removed", "added"
_SIDE_BY_SIDE = 20_000_000
"""The most pairs of words that are laid side by side at once (some 3 MB of bits); longer texts are first aligned by their lines."""
_STRAY = 2
"""So few kept words between two longer changes are no hold for the eye and count as changed."""
_LONG = 3


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that have the same fate: ``op`` is kept, removed or added."""

    op: str
    text: str


class _Block(NamedTuple):
    """Old words from ``i`` to ``k`` against new words from ``j`` to ``m``; equal or not."""

    equal: bool
    i: int
    k: int
    j: int
    m: int


def runs(old: Words, new: Words) -> list[Run]:
    """The runs that lead from one text to the other, typography aside; a single kept run where nothing changed.

    Kept and added runs make up the new text. A removed one begins with the space that stood before it, where the new text has none there.
    """
    found: list[Run] = []
    for equal, i, k, j, m in _legible(_joined(_aligned(old, new))):
        if equal or same(old, old.keys[i:k], new, new.keys[j:m]):
            _append(found, KEPT, new.piece(j, m))
        else:
            apart = " " if k > i and found and not found[-1].text[-1].isspace() and old.has_space_before(i) else ""
            _append(found, REMOVED, apart + old.piece(i, k) if k > i else "")
            _append(found, ADDED, new.piece(j, m) if m > j else "")
    return found


def _append(found: list[Run], op: str, text: str) -> None:
    if text and found and found[-1].op == op:
        found[-1] = Run(op, found[-1].text + text)
    elif text:
        found.append(Run(op, text))


def _aligned(old: Words, new: Words) -> Iterator[_Block]:
    """Blocks over all words of both texts, equal ones and others."""
    a, b = old.keys, new.keys
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    if start:
        yield _Block(True, 0, start, 0, start)
    i, k, j, m = start, len(a) - end, start, len(b) - end
    yield from _side_by_side(a, b, i, k, j, m) if (k - i) * (m - j) <= _SIDE_BY_SIDE else _by_lines(old, new, i, k, j, m)
    if end:
        yield _Block(True, k, len(a), m, len(b))


def _side_by_side(a: Sequence[str], b: Sequence[str], i: int, k: int, j: int, m: int) -> Iterator[_Block]:
    for step in Indel.opcodes(a[i:k], b[j:m]):
        yield _Block(step.tag == "equal", i + step.src_start, i + step.src_end, j + step.dest_start, j + step.dest_end)


def _by_lines(old: Words, new: Words, i: int, k: int, j: int, m: int) -> Iterator[_Block]:
    """A long stretch: its lines are aligned first, then the words inside lines that differ, where these are not too many."""
    rows, cols = _lines(old, i, k), _lines(new, j, m)
    opcodes = Indel.opcodes([tuple(old.keys[s:e]) for s, e in rows], [tuple(new.keys[s:e]) for s, e in cols])
    edges = _joined(_Block(s.tag == "equal", s.src_start, s.src_end, s.dest_start, s.dest_end) for s in opcodes)
    starts, ends = [s for s, _ in rows] + [k], [s for s, _ in cols] + [m]
    for equal, first, last, left, right in edges:
        block = _Block(equal, starts[first], starts[last], ends[left], ends[right])
        if equal or (block.k - block.i) * (block.m - block.j) > _SIDE_BY_SIDE:
            yield block
        else:
            yield from _side_by_side(old.keys, new.keys, *block[1:])


def _lines(words: Words, first: int, last: int) -> list[tuple[int, int]]:
    """Where each line begins and ends among the words from ``first`` to ``last``."""
    cuts = [first]
    cuts += [at for at in range(first + 1, last) if "\n" in words.shown[words.starts[at - 1] : words.starts[at]]]
    return list(zip(cuts, [*cuts[1:], last], strict=True)) if last > first else []


def _joined(blocks: Iterator[_Block]) -> list[_Block]:
    """Neighbours of one kind made one, so that equal and changed blocks take turns."""
    found: list[_Block] = []
    for block in blocks:
        if found and found[-1].equal == block.equal:
            found[-1] = found[-1]._replace(k=block.k, m=block.m)
        else:
            found.append(block)
    return found


def _legible(blocks: list[_Block]) -> list[_Block]:
    """The same with stray kept words dissolved in the longer changes around them."""

    def long(place: int) -> bool:
        return 0 <= place < len(blocks) and max(blocks[place].k - blocks[place].i, blocks[place].m - blocks[place].j) >= _LONG

    dissolved = (
        block._replace(equal=False) if block.equal and block.k - block.i <= _STRAY and long(at - 1) and long(at + 1) else block
        for at, block in enumerate(blocks)
    )
    return _joined(dissolved)
