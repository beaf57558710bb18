"""Which passage of an old text is which of a new one: by number, by words where the number changed, by contents for chapters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from rapidfuzz.distance import Indel

from graph.passages import Passage, places_around

__all__ = ["pair_passages", "pair_surroundings"]

NEAR = 0.8
"""A passage is found again under another number where at least so large a share of the words of both is the same."""
EXACT = 1.2
"""What the very same words under another number weigh: more than like words under the same number."""
SAME_NUMBER = 0.1
"""What the same number adds to the likeness of two passages: it settles the choice between passages that are much alike."""
ALIKE = 0.5
"""Under the same number, a passage less alike than this is only paired when neither of the two was found elsewhere."""
FEWEST, FEWEST_NEAR = 4, 10
"""A passage of fewer words and signs is not looked for under another number, exactly or nearly the same."""
_ENOUGH = 3_000
"""How many words from the beginning tell how much alike two passages are."""
_ROW = 3
_COMMON = 8
_TRIED = 4

Key = tuple[str, str, int]


def pair_passages(old: Sequence[Passage], new: Sequence[Passage]) -> dict[int, int]:
    """The place in the new text of each passage that is found there again; what surrounds others is left out.

    Equal words under the same number go together first, so that an article put in between renumbers nothing. Of the rest,
    the likest go together: a number counts for little against the words. What then still has the same number
    was written anew under it.
    """
    before, after = _by_key(old), _by_key(new)
    pairs = {at: after[key] for key, at in before.items() if key in after and old[at].gist == new[after[key]].gist}
    taken = set(pairs.values())
    offers = [*_same_number(before, after, old, new, pairs), *_elsewhere(old, new, pairs, taken)]
    for _, _, at, to in sorted(offers, key=lambda one: (-one[0], one[1], one[2])):
        if at not in pairs and to not in taken:
            pairs[at] = to
            taken.add(to)
    for key, at in before.items():
        if at not in pairs and (to := after.get(key, -1)) >= 0 and to not in taken:
            pairs[at] = to
            taken.add(to)
    return pairs


def _by_key(passages: Sequence[Passage]) -> dict[Key, int]:
    """The place of each passage by level, number and, where a text prints a number twice, which of them it is."""
    seen: Counter[tuple[str, str]] = Counter()
    found: dict[Key, int] = {}
    for at, one in enumerate(passages):
        if not one.surrounding:
            found[one.level, one.number, seen[one.level, one.number]] = at
            seen[one.level, one.number] += 1
    return found


Offer = tuple[float, int, int, int]


def _same_number(
    before: dict[Key, int], after: dict[Key, int], old: Sequence[Passage], new: Sequence[Passage], pairs: dict[int, int]
) -> Iterator[Offer]:
    for key, at in before.items():
        if at not in pairs and key in after:
            likeness = _likeness(old[at], new[after[key]], ALIKE)
            if likeness >= ALIKE:
                yield likeness + SAME_NUMBER, 0, at, after[key]


def _elsewhere(old: Sequence[Passage], new: Sequence[Passage], pairs: dict[int, int], taken: set[int]) -> Iterator[Offer]:
    """Passages much alike under different numbers; of those, only what shares rows of uncommon words is laid side by side."""
    left = [at for at, one in enumerate(old) if at not in pairs and _can_move(one)]
    free = [at for at, one in enumerate(new) if at not in taken and _can_move(one)]
    rows, exact = defaultdict(list), defaultdict(list)
    for to in free:
        exact[new[to].level, tuple(new[to].gist)].append(to)
        for row in _rows(new[to].gist):
            rows[row].append(to)
    for at in left:
        one = old[at]
        twins = exact.get((one.level, tuple(one.gist)), [])
        yield from ((EXACT, abs(at - to), at, to) for to in twins)
        if twins or len(one.gist) < FEWEST_NEAR:
            continue
        shared = Counter(to for row in _rows(one.gist) if len(rows.get(row, ())) <= _COMMON for to in rows.get(row, ()))
        for to, _ in shared.most_common(_TRIED):
            if new[to].level == one.level and new[to].number != one.number and len(new[to].gist) >= FEWEST_NEAR:
                likeness = _likeness(one, new[to], NEAR)
                if likeness >= NEAR:
                    yield likeness, abs(at - to), at, to


def _likeness(one: Passage, other: Passage, least: float) -> float:
    """The share of words that both have in the same order, from 0 to 1; 0 where it is below ``least``."""
    return Indel.normalized_similarity(one.gist[:_ENOUGH], other.gist[:_ENOUGH], score_cutoff=least)


def _can_move(passage: Passage) -> bool:
    return not passage.surrounding and not passage.repealed and len(passage.gist) >= FEWEST


def _rows(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + _ROW]) for at in range(len(words) - _ROW + 1)}


def pair_surroundings(old: Sequence[Passage], new: Sequence[Passage], pairs: dict[int, int]) -> dict[int, int]:
    """Which chapter (or part, section) is which: the same heading first, then the most passages in common, then the number."""
    common: Counter[tuple[int, int]] = Counter()
    for at, to in pairs.items():
        common.update(product(places_around(old, at), places_around(new, to)))
    offers = []
    olds, news = ([at for at, one in enumerate(text) if one.surrounding] for text in (old, new))
    by_level = defaultdict(list)
    for to in news:
        by_level[new[to].level].append(to)
    for at in olds:
        for to in by_level[old[at].level]:
            heading = bool(old[at].heading) and old[at].is_headed_like(new[to])
            number = bool(old[at].number) and old[at].number == new[to].number
            if heading or number or common[at, to]:
                offers.append(((heading, common[at, to], number), -abs(at - to), at, to))
    return _best(offers)


def _best(offers: Iterable[tuple[tuple[bool, int, bool], int, int, int]]) -> dict[int, int]:
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, at, to in sorted(offers, reverse=True):
        if at not in found and to not in taken:
            found[at] = to
            taken.add(to)
    return found
