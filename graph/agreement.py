"""How far two coders agree: the units both coded, the rate of divergence, and Krippendorff's alpha.

A unit is a subject and a measure, and a time where both coders give one. Alpha is nominal (Krippendorff, Content
Analysis, 2004, chapter 11): 1 is perfect, 0 is chance; where no answer varies it is undefined, which is not agreement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

__all__ = ["TIMES", "Agreement", "Coding", "Figures", "Pair", "compare_codings"]

TIMES = ("from", "until", "observed")
_REACH = 200  # among the rows of one unit; keeps the work of many thousand such rows within bounds


@dataclass(frozen=True)
class Coding:
    """One row of a coder: the answer given to a measure for a subject, with what tells it from others. ``place``: where it stands."""

    subject: str
    measure: str
    answer: str
    reading: str = ""
    times: tuple[str, ...] = ("", "", "")
    source: str = ""
    locator: str = ""
    place: str = ""


@dataclass(frozen=True)
class Pair:
    """A unit that both coded."""

    first: Coding
    second: Coding

    @property
    def same(self) -> bool:
        """Whether both gave the same answer."""
        return self.first.answer == self.second.answer


@dataclass(frozen=True)
class Figures:
    """How many units both coded, how many of them differently, and alpha; what is undefined is None, and ``because`` says why."""

    both: int
    differing: int
    only_first: int
    only_second: int
    alpha: float | None
    because: str

    @property
    def divergence(self) -> float | None:
        """The share of the units coded by both on which they differ."""
        return self.differing / self.both if self.both else None


@dataclass
class Agreement:
    """Two codings side by side: figures over all and for each measure, and the units themselves."""

    pairs: list[Pair] = field(default_factory=list)
    only_first: list[Coding] = field(default_factory=list)
    only_second: list[Coding] = field(default_factory=list)

    @property
    def overall(self) -> Figures:
        """The figures over all measures."""
        return _figures(self.pairs, len(self.only_first), len(self.only_second))

    @property
    def by_measure(self) -> dict[str, Figures]:
        """The figures of each measure that anybody coded."""
        pairs: dict[str, list[Pair]] = defaultdict(list)
        for pair in self.pairs:
            pairs[pair.first.measure].append(pair)
        alone = [[one.measure for one in side] for side in (self.only_first, self.only_second)]
        measures = sorted({*pairs, *alone[0], *alone[1]})
        return {one: _figures(pairs.get(one, []), alone[0].count(one), alone[1].count(one)) for one in measures}

    @property
    def differing(self) -> list[Pair]:
        """The units with different answers."""
        return [pair for pair in self.pairs if not pair.same]


def compare_codings(first: Iterable[Coding], second: Iterable[Coding]) -> Agreement:
    """Two coders' rows paired by unit. Several rows of one unit are told apart by time, then source, then locator, then order."""
    sides: list[dict[tuple[str, str], list[Coding]]] = [defaultdict(list), defaultdict(list)]
    for side, codings in zip(sides, (first, second), strict=True):
        for coding in codings:
            side[coding.subject, coding.measure].append(coding)
    agreement = Agreement()
    for unit in sorted({*sides[0], *sides[1]}):
        _pair(sides[0].get(unit, []), sides[1].get(unit, []), agreement)
    return agreement


def _pair(first: Sequence[Coding], second: Sequence[Coding], agreement: Agreement) -> None:
    likenesses = sorted(
        (-_likeness(one, other), abs(row - line), row, line)
        for row, one in enumerate(first)
        for line, other in enumerate(second[max(0, row - _REACH) : row + _REACH], max(0, row - _REACH))
        if _may_meet(one, other)
    )
    met: tuple[dict[int, int], dict[int, int]] = ({}, {})
    for _, _, row, line in likenesses:
        if row not in met[0] and line not in met[1]:
            met[0][row], met[1][line] = line, row
    agreement.pairs += [Pair(first[row], second[line]) for row, line in sorted(met[0].items())]
    agreement.only_first += [one for row, one in enumerate(first) if row not in met[0]]
    agreement.only_second += [one for line, one in enumerate(second) if line not in met[1]]


def _may_meet(one: Coding, other: Coding) -> bool:
    return all(not (a and b) or a == b for a, b in zip(one.times, other.times, strict=True))


def _likeness(one: Coding, other: Coding) -> int:
    same_times = sum(bool(a) and a == b for a, b in zip(one.times, other.times, strict=True))
    return 100 * same_times + 10 * (bool(one.source) and one.source == other.source) + (bool(one.locator) and one.locator == other.locator)


def _figures(pairs: Sequence[Pair], only_first: int, only_second: int) -> Figures:
    differing = sum(not pair.same for pair in pairs)
    answers = sorted({coding.answer for pair in pairs for coding in (pair.first, pair.second)})
    if not pairs:
        return Figures(0, 0, only_first, only_second, None, "no unit was coded by both")
    if len(answers) == 1:
        return Figures(len(pairs), 0, only_first, only_second, None, f"every answer is '{answers[0]}', so nothing varies")
    import krippendorff

    data = [[pair.first.answer for pair in pairs], [pair.second.answer for pair in pairs]]
    alpha = float(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal", value_domain=answers))
    return Figures(len(pairs), differing, only_first, only_second, alpha, "")
