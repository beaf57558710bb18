"""The order of article numbers: it tells inserted articles whose superscript ran into the number, and lines that only cite an article."""

from __future__ import annotations

from itertools import pairwise

from loaders.statute.headings import Heading

__all__ = ["in_sequence", "number_by_chapter", "unglue"]

_AHEAD = 120
_BACK = 64


def number_by_chapter(articles: list[Heading]) -> None:
    """Keep ``6.8`` where articles are numbered within chapters: nearly all have two parts with a stop, and few numbers stand alone."""
    dotted = [one for one in articles if one.number and one.number.parts and one.number.mark == "."]
    if len(dotted) < 5 or len(dotted) * 10 < len(articles) * 7:
        return
    for one in articles:
        if one.number and one.number.parts:
            one.number = one.number._replace(by_chapter=True)


def unglue(articles: list[Heading]) -> list[tuple[int, str]]:
    """Read ``2442`` as 244-2 where the order of the articles shows it; the numbers are corrected in place, each with a remark."""
    remarks = []
    base, part, run = 0, 0, 0
    plain = [one.number.base if one.number and not one.number.parts and one.strong else 0 for one in articles]
    for at, one in enumerate(articles):
        number = one.number
        if number is None or number.by_chapter:
            continue
        if not number.parts and not number.letter and number.base > max(base + 1, 10) and base:
            split = _split(number.base, base, part, run, plain[at + 1 : at + 1 + _AHEAD])
            if split:
                one.number = number = number._replace(base=split[0], parts=(split[1],))
                what = f"'{one.printed}' was read as number {number.normal}: its small figure ran into the number, as the order shows"
                remarks.append((one.at, what))
        run = run + 1 if number.base in (base, base + 1) else 0
        base, part = number.base, number.parts[0] if number.parts else 0
    return remarks


def _split(number: int, base: int, part: int, run: int, ahead: list[int]) -> tuple[int, int] | None:
    """The article and the insertion in a number that ran together, where later numbers come back below it.

    ``base`` and ``part`` are the number before, ``run`` how long the numbers had followed one another without a gap.
    """
    digits = str(number)
    back = [other for other in ahead if base < other < number and len(str(other)) < len(digits)]
    if back and (len(back) > 1 or len(ahead) < 12 or back[0] == base + 1):
        highest = back[0]
    elif not back and run >= 10 and all(str(other).startswith(str(base)) for other in ahead if other):
        highest = base
    else:
        return None
    for length in range(1, len(digits)):
        first, rest = int(digits[:length]), digits[length:]
        if not base <= first <= highest or rest[0] == "0" or len(rest) > 2:
            continue
        inserted = int(rest)
        if (first > base and first < highest) or (first == base and part < inserted <= part + 9) or (first > base and inserted < 10):
            return first, inserted
    return None


def in_sequence(articles: list[Heading]) -> tuple[list[Heading], list[Heading]]:
    """The articles that follow one another by number, and the lines that do not fit in."""
    if not articles:
        return [], []
    weak = sum(1 for one in articles if not one.strong)
    usual = weak * 2 > len(articles)
    keys = [_order(one) for one in articles]
    if all(first < second for first, second in pairwise(keys)) and (usual or not weak):
        return list(articles), []
    scores = [0.0] * len(articles)
    links = [-1] * len(articles)
    for at, one in enumerate(articles):
        own = 1.0 if one.strong or usual else 0.3
        best, link = 0.0 if at < 8 else -float(at), -1
        for before in range(max(0, at - _BACK), at):
            step = _step(keys[before], keys[at])
            if step is not None and scores[before] + step > best:
                best, link = scores[before] + step, before
        scores[at], links[at] = best + own, link
    at = max(range(len(articles)), key=lambda place: (scores[place], -place))
    chain = []
    while at >= 0:
        chain.append(at)
        at = links[at]
    kept = set(chain)
    return [articles[at] for at in reversed(chain)], [one for at, one in enumerate(articles) if at not in kept]


def _order(one: Heading) -> tuple[int, ...]:
    number = one.number
    if number is None:
        return (0,)
    return (number.base, *number.parts, *((ord(number.letter[0]),) if number.letter else ()))


def _step(before: tuple[int, ...], after: tuple[int, ...]) -> float | None:
    """How well one number follows another; None where it cannot."""
    if before == after:
        return 0.05
    if after > before:
        gap = after[0] - before[0]
        if gap == 0:
            return (
                1.0
                if (len(after) == len(before) + 1 and after[-1] == 1) or (len(after) == len(before) and after[-1] == before[-1] + 1)
                else 0.4
            )
        if gap == 1 and len(after) == 1:
            return 1.5
        return 0.5 if gap < 4 else 0.1 if gap < 30 else -0.5
    if after == (1,) and before[0] >= 2:
        return -1.5
    return None
