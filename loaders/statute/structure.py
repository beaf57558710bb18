"""The headings above articles: parts, sections, chapters."""

from __future__ import annotations

from itertools import pairwise

from loaders.statute.headings import Heading

__all__ = ["RANK", "divide", "without_doubles", "without_names"]

RANK = {level: rank for rank, level in enumerate(("annex", "part", "section", "subsection", "chapter", "subchapter", "article"))}
"""The levels that headings open, outermost first."""


def without_doubles(headings: list[Heading]) -> list[Heading]:
    """The headings without those that the line below repeats, word for word or cut at the end of the line."""
    doubled: set[int] = set()
    for one, after in pairwise(headings):
        if after.at == one.at + one.lines and one.level == after.level and one.key == after.key:
            if after.rest.startswith(one.rest):
                doubled.add(one.at)
            elif one.rest.startswith(after.rest):
                doubled.add(after.at)
    return [one for one in headings if one.at not in doubled] if doubled else headings


def without_names(headings: list[Heading]) -> list[Heading]:
    """The headings without a number less those that only name the numbered one above (Part One, General Part)."""
    names = {
        after.at
        for one, after in pairwise(headings)
        if after.number is None and one.number is not None and one.level == after.level and not one.rest and after.at == one.at + one.lines
    }
    return [one for one in headings if one.at not in names] if names else headings


def divide(structure: list[Heading], articles: list[Heading], begin: int, end: int) -> list[Heading]:
    """The headings above articles that divide the act: those of the contents (lines ``begin`` to ``end``) are out, and references."""
    if not articles:
        return []
    first = articles[0].at
    before = [one for one in structure if one.at < first and not (begin < end and begin <= one.at <= end)]
    kept: list[Heading] = []
    rank = RANK["article"]
    for one in reversed(before):
        if RANK[one.level] >= rank:
            break
        kept.append(one)
        rank = RANK[one.level]
    kept.reverse()
    seen: dict[str, tuple[int, ...]] = {one.level: one.key for one in kept}
    places = [one.at for one in articles] + [one.at for one in structure]
    places.sort()
    after = dict(pairwise(places))
    for one in structure:
        if one.at <= first or (not one.strong and one.rest.endswith((".", ";", ",", ":"))):
            continue
        follows = _follows(seen.get(one.level), one.key)
        near = after.get(one.at, one.at + 99) - one.at <= 8
        if one.number is None or (follows and (one.strong or near)) or (near and (one.strong or one.rest.isupper())):
            kept.append(one)
            seen[one.level] = one.key
            for level, rank in RANK.items():
                if rank > RANK[one.level]:
                    seen.pop(level, None)
    return kept


def _follows(before: tuple[int, ...] | None, key: tuple[int, ...]) -> bool:
    if not key:
        return True
    if not before:
        return True
    return key[0] in (before[0], before[0] + 1) and key > before
