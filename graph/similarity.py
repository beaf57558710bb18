"""How alike subjects answer: the share of equal answers among the cells that can be compared, and groups made of it.

No score of ours and no ranking: every measure counts the same unless the reader gives weights, which the receipt repeats.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from graph.comparison import Comparison
from graph.errors import UnknownIdError, WrongValueError
from graph.rules import Cell

__all__ = ["LINKAGES", "Join", "Pair", "Similarity", "read_weights", "similarity"]

LINKAGES = ("average", "complete", "single")
_NO_ANSWERS = ("unclear", "not-applicable")
_LARGEST_WEIGHT = 1000.0


@dataclass(frozen=True)
class Pair:
    """Two subjects: how many cells can be compared, how many are equal, and the (weighted) share of equal ones.

    ``share`` is None where fewer cells than the asked minimum can be compared, or none of weight: that is not 0.
    """

    first: str
    second: str
    comparable: int
    equal: int
    share: float | None
    equal_measures: tuple[str, ...] = ()
    different_measures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Join:
    """Two groups of subjects that the clustering joins, at which distance (1 minus the share of equal answers)."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    distance: float


@dataclass(frozen=True)
class Similarity:
    """The pairs of subjects, and the joins of a hierarchical clustering with the subjects in the order of its leaves.

    ``apart`` are the subjects that the clustering leaves out, because for a pair of theirs too few cells can be compared.
    """

    pairs: dict[tuple[str, str], Pair]
    joins: list[Join]
    order: list[str]
    apart: list[str]
    weights: dict[str, float] = field(default_factory=dict)

    def pair(self, one: str, other: str) -> Pair | None:
        """The pair of two subjects in either order; None for a subject and itself."""
        return self.pairs.get((one, other)) or self.pairs.get((other, one))


def read_weights(text: str, known: Mapping[str, object]) -> dict[str, float]:
    """The weights that a reader wrote as ``substitution-treatment-law:2,propaganda-prohibition:0.5``, by measure.

    ``known`` holds the measures there are. Raises UnknownIdError for a measure that is not known, WrongValueError for a
    weight that is no number from 0 to 1000 or a measure that stands twice.
    """
    found: dict[str, float] = {}
    for part in filter(None, (part.strip().lower() for part in text.split(","))):
        measure, _, written = (piece.strip() for piece in part.partition(":"))
        if measure not in known:
            raise UnknownIdError("measure", measure, known)
        try:
            weight = float(written)
        except ValueError:
            weight = math.nan
        if not 0 <= weight <= _LARGEST_WEIGHT or measure in found:
            example = ["substitution-treatment-law:2,propaganda-prohibition:0.5"]
            raise WrongValueError("weights", part, example, f"a weight is a number from 0 to {_LARGEST_WEIGHT:g}, one for a measure")
        found[measure] = weight
    return found


def similarity(
    comparison: Comparison,
    *,
    weights: Mapping[str, float] | None = None,
    minimum: int = 10,
    count_silent: bool = False,
    method: str = "average",
) -> Similarity:
    """How alike the subjects of a comparison answer.

    A cell can be compared where both subjects have one answer. ``unclear``, ``not-applicable``, disputed and not researched
    cells cannot; ``silent`` can only with ``count_silent``. A measure without a weight counts 1. ``minimum`` is the number
    of comparable cells below which no share is given. ``method`` is one of ``LINKAGES`` (hierarchical clustering of
    scipy, over 1 minus the share). Raises WrongValueError for another method.
    """
    if method not in LINKAGES:
        raise WrongValueError("linkage", method, LINKAGES)
    weights = dict(weights or {})
    if not any(weights.get(measure.id, 1.0) for measure in comparison.measures):
        raise WrongValueError("weights", ",".join(f"{one}:0" for one in weights), ["a weight above 0 for one measure at least"])
    subjects = [subject.id for subject in comparison.subjects]
    pairs = {(a, b): _pair(comparison, a, b, weights, minimum, count_silent) for a, b in combinations(subjects, 2)}
    joined, apart = _comparable(subjects, pairs)
    joins, order = _clustered(joined, pairs, method)
    return Similarity(pairs, joins, [*order, *apart], apart, weights)


def _pair(comparison: Comparison, a: str, b: str, weights: Mapping[str, float], minimum: int, count_silent: bool) -> Pair:
    equal: list[str] = []
    different: list[str] = []
    for measure in comparison.measures:
        one, other = comparison.cells[a, measure.id], comparison.cells[b, measure.id]
        if _answers(one, count_silent) and _answers(other, count_silent):
            (equal if one.answer == other.answer else different).append(measure.id)
    same = sum(weights.get(one, 1.0) for one in equal)
    whole = same + sum(weights.get(one, 1.0) for one in different)
    comparable = len(equal) + len(different)
    share = same / whole if comparable >= max(minimum, 1) and whole > 0 else None
    return Pair(a, b, comparable, len(equal), share, tuple(equal), tuple(different))


def _answers(cell: Cell, count_silent: bool) -> bool:
    return cell.status == "answered" and cell.answer not in _NO_ANSWERS and (count_silent or cell.answer != "silent")


def _comparable(subjects: Sequence[str], pairs: Mapping[tuple[str, str], Pair]) -> tuple[list[str], list[str]]:
    """The subjects of which every two have a share, and those that had to be left out, the one with most gaps first."""
    missing = {one: {b if one == a else a for (a, b), pair in pairs.items() if one in (a, b) and pair.share is None} for one in subjects}
    left = list(subjects)
    while left and (worst := max(left, key=lambda one: (len(missing[one]), left.index(one)))) and missing[worst]:
        left.remove(worst)
        for others in missing.values():
            others.discard(worst)
    return left, [one for one in subjects if one not in left]


def _clustered(subjects: list[str], pairs: Mapping[tuple[str, str], Pair], method: str) -> tuple[list[Join], list[str]]:
    if len(subjects) < 2:
        return [], subjects
    import numpy as np  # slow to import, and nobody else needs them
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import squareform

    far = np.zeros((len(subjects), len(subjects)))
    for (i, a), (j, b) in combinations(enumerate(subjects), 2):
        far[i, j] = far[j, i] = 1 - (pairs[a, b].share or 0.0)
    tree = linkage(squareform(far), method=method, optimal_ordering=True)
    members: list[tuple[str, ...]] = [(one,) for one in subjects]
    joins = []
    for first, second, distance, _ in tree:
        joins.append(Join(members[int(first)], members[int(second)], float(distance)))
        members.append(members[int(first)] + members[int(second)])
    return joins, [subjects[int(leaf)] for leaf in leaves_list(tree)]
