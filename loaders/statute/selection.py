"""Of all lines that look like headings, those that head a division of this act: not the contents, not quotations, not references."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from statistics import median

from loaders.statute.annexes import find_annexes
from loaders.statute.headings import Heading
from loaders.statute.headings import heading_words
from loaders.statute.lines import Line
from loaders.statute.lost import add_lost
from loaders.statute.quotations import quoted_lines
from loaders.statute.repeals import RepealWords, add_repealed
from loaders.statute.sequence import in_sequence, number_by_chapter, unglue
from loaders.statute.words import phrase_pattern

__all__ = ["Selection", "select"]

_RANK = {level: rank for rank, level in enumerate(("part", "section", "subsection", "chapter", "subchapter", "article"))}
_LETTERS = re.compile(r"[\W_]+")


@dataclass
class Selection:
    """The headings kept, in order; the lines of the table of contents; where the text of the act ends; what was noticed.

    ``lost``: only the contents have the headings of the articles.
    """

    kept: list[Heading] = field(default_factory=list)
    contents: tuple[int, int] = (0, 0)
    end: int = 0
    lost: bool = False
    remarks: list[tuple[int, str]] = field(default_factory=list)


def select(lines: list[Line], headings: list[Heading], lang: str) -> Selection:
    """The headings that divide the act."""
    headings = _without_names(_without_doubles(headings))
    chosen = Selection(end=_end_of_act(lines, headings, lang))
    headings = [one for one in headings if one.at < chosen.end]
    quoted = quoted_lines(lines, {one.at for one in headings})
    lead_in = phrase_pattern(lang, "lead-in")
    own = [one for one in headings if one.at not in quoted and not _led_in(lines, one.at, lead_in)]
    if len(own) < len(headings):
        count = len(headings) - len(own)
        chosen.remarks.append((headings[0].at, f"{count} headings stand in quotations of other texts and divide nothing here"))
    articles = [one for one in own if one.level == "article"]
    articles = _without_contents(lines, articles, chosen)
    if chosen.lost:
        chosen.kept = [one for one in own if one.at <= chosen.contents[1]]
        behind = chosen.end - chosen.contents[1] - 1
        chosen.remarks.append(
            (
                chosen.contents[0],
                f"only the table of contents has the headings of the articles: numbers and headings are taken from there, the {behind} lines of the text behind it cannot be told apart by article and stay undivided",
            )
        )
        chosen.end = chosen.contents[1] + 1
        return chosen
    number_by_chapter(articles)
    chosen.remarks.extend(unglue(articles))
    kept, dropped = in_sequence(articles)
    for one in dropped:
        chosen.remarks.append(
            (one.at, f"'{one.printed}' at the beginning of a line is out of sequence and was read as text, not as a heading")
        )
    kept = sorted([*kept, *add_repealed(lines, kept, chosen.end, RepealWords.of(lang), heading_words(lang))], key=lambda one: one.at)
    lost = add_lost(lines, kept, chosen.end)
    for one in lost:
        if one.lines:
            chosen.remarks.append(
                (
                    one.at,
                    f"the word for an article is lost before '{one.printed}'; the numbers of its paragraphs show that it heads an article",
                )
            )
            continue
        chosen.remarks.append(
            (
                one.at,
                f"the heading of article {one.number.normal if one.number else ''} is lost; the numbers of its paragraphs show that the article begins here",
            )
        )
    kept = sorted([*kept, *lost], key=lambda one: one.at)
    chosen.remarks.extend(_printed_again(kept))
    structure = [one for one in own if one.level != "article"]
    annexes = find_annexes(lines, kept, chosen.end, lang)
    if annexes:
        # what heads a section inside an annex divides the annex, not the act
        restarts = [one.at for one in kept if one.at > annexes[0].at]
        structure = [one for one in structure if one.at < annexes[0].at or restarts]
    chosen.kept = sorted([*kept, *_structure(structure, kept, chosen), *annexes], key=lambda one: one.at)
    return chosen


def _without_doubles(headings: list[Heading]) -> list[Heading]:
    """The headings without those that the line below repeats word for word."""
    doubled = {
        one.at
        for one, after in zip(headings, headings[1:], strict=False)
        if after.at == one.at + one.lines and one.level == after.level and one.key == after.key and (one.rest == after.rest or not one.rest)
    }
    return [one for one in headings if one.at not in doubled] if doubled else headings


def _without_names(headings: list[Heading]) -> list[Heading]:
    """The headings without a number less those that only name the numbered one above (Part One, General Part)."""
    names = {
        after.at
        for one, after in zip(headings, headings[1:], strict=False)
        if after.number is None and one.number is not None and one.level == after.level and not one.rest and after.at == one.at + one.lines
    }
    return [one for one in headings if one.at not in names] if names else headings


def _printed_again(articles: list[Heading]) -> list[tuple[int, str]]:
    seen: set[str] = set()
    found = []
    for one in articles:
        number = one.number.normal if one.number else ""
        if number in seen:
            found.append((one.at, f"number {number} is printed twice: both articles are kept, the second as art_{number}_2"))
        seen.add(number)
    return found


def _end_of_act(lines: list[Line], headings: list[Heading], lang: str) -> int:
    """The line where lists of amendments and footnotes begin that the publisher put behind the act."""
    sources = phrase_pattern(lang, "sources")
    if sources is None:
        return len(lines)
    places = [one.at for one in headings if one.level == "article"]
    for at, (_, words) in enumerate(lines):
        if len(words) < 160 and sources.match(words):
            before = sum(1 for place in places if place < at)
            if before > 2 and before * 2 > len(places):
                return at
    return len(lines)


def _led_in(lines: list[Line], at: int, lead_in: re.Pattern[str] | None) -> bool:
    if not at or lead_in is None:
        return False
    before = lines[at - 1].words
    return before.endswith(":") and lead_in.search(before[-120:]) is not None


def _twin(one: Heading) -> tuple[str, str]:
    return (one.number.normal if one.number else "", _LETTERS.sub("", one.rest.casefold())[:12])


def _without_contents(lines: list[Line], articles: list[Heading], chosen: Selection) -> list[Heading]:
    """The articles without those that a table of contents lists."""
    for _ in range(3):
        found = _repeated(lines, articles)
        if found is None:
            break
        first, last = found
        listed = articles[first:last]
        if first == 0:
            chosen.contents = (listed[0].at, listed[-1].at)
        articles = articles[:first] + articles[last:]
    dense = _dense_prefix(lines, articles)
    if len(articles) > 4 and dense >= len(articles) * 0.8 and dense > 4:
        behind = chosen.end - articles[dense - 1].at
        if behind > max(3 * dense, 40) or (dense < len(articles) and behind > dense):
            chosen.lost = True
            chosen.contents = (articles[0].at, articles[dense - 1].at)
            return articles[:dense]
    return articles


def _repeated(lines: list[Line], articles: list[Heading]) -> tuple[int, int] | None:
    """The stretch of articles that only lists what another stretch has with its text."""
    if len(articles) < 4:
        return None
    later: dict[str, list[int]] = {}
    for at, one in enumerate(articles):
        later.setdefault(_twin(one)[0], []).append(at)
    tries = 0
    for place in later[_twin(articles[0])[0]][1:]:
        tries += 1
        if tries > 4:
            break
        numbers = {_twin(one)[0] for one in articles[place:]}
        head = articles[:place]
        again = sum(1 for one in head if _twin(one)[0] in numbers)
        if again < 0.6 * len(head) or place < 2:
            continue
        twins = {_twin(one) for one in head}
        if len(head) > 2 and len(twins & {_twin(one) for one in articles[place:]}) > 0.9 * len(twins) and len(articles) < 2.2 * place:
            whole, again = sum(_sizes(lines, head)), sum(_sizes(lines, articles[place:]))
            if 0.8 * again < whole and again > 200 * place:
                return (place, len(articles))
        first, second = _bodies(lines, head), _bodies(lines, articles[place:])
        if first * 2 < second or first == 0:
            return (0, place)
        if second * 2 < first:
            return (place, len(articles))
    dense = _dense_prefix(lines, articles)
    if dense > 2:
        numbers = {_twin(one)[0] for one in articles[dense:]}
        # the last line of a list is followed by the text, so it does not look like one of the list
        listed = dense + (1 if dense < len(articles) and _twin(articles[dense])[0] in {_twin(o)[0] for o in articles[dense + 1 :]} else 0)
        again = sum(1 for one in articles[:dense] if _twin(one)[0] in numbers)
        later_text = len(articles) - listed
        if again >= 2 and again >= 0.6 * min(dense, later_text):
            return (0, listed)
    return None


def _bodies(lines: list[Line], articles: list[Heading]) -> float:
    """How much text an article of the stretch has, in the middle."""
    sizes = _sizes(lines, articles)
    return median(sizes) if sizes else 0


def _sizes(lines: list[Line], articles: list[Heading]) -> list[int]:
    return [
        sum(len(lines[at].words) for at in range(one.at + 1, min(after.at, one.at + 12)))
        for one, after in zip(articles, articles[1:], strict=False)
    ]


def _dense_prefix(lines: list[Line], articles: list[Heading]) -> int:
    """How many of the first articles follow one another without text."""
    for count, (one, after) in enumerate(zip(articles, articles[1:], strict=False)):
        gap = lines[one.at + 1 : after.at]
        if (
            len(gap) > 6
            or sum(len(line.words) for line in gap) > 300
            or any(line.words.endswith((".", ";")) and len(line.words) > 60 for line in gap)
        ):
            return count
    return len(articles)


def _structure(structure: list[Heading], articles: list[Heading], chosen: Selection) -> list[Heading]:
    """The headings above articles that divide the act: those of the contents are out, and references at the beginning of a line."""
    if not articles:
        return []
    first = articles[0].at
    begin, end = chosen.contents
    before = [one for one in structure if one.at < first and not (begin < end and begin <= one.at <= end)]
    kept: list[Heading] = []
    rank = _RANK["article"]
    for one in reversed(before):
        if _RANK[one.level] >= rank:
            break
        kept.append(one)
        rank = _RANK[one.level]
    kept.reverse()
    seen: dict[str, tuple[int, ...]] = {one.level: one.key for one in kept}
    places = [one.at for one in articles] + [one.at for one in structure]
    places.sort()
    after = {at: following for at, following in zip(places, places[1:], strict=False)}
    for one in structure:
        if one.at <= first:
            continue
        follows = _follows(seen.get(one.level), one.key)
        near = after.get(one.at, one.at + 99) - one.at <= 8
        if one.number is None or follows or (near and (one.strong or one.rest.isupper())):
            kept.append(one)
            seen[one.level] = one.key
            for level, rank in _RANK.items():
                if rank > _RANK[one.level]:
                    seen.pop(level, None)
    return kept


def _follows(before: tuple[int, ...] | None, key: tuple[int, ...]) -> bool:
    if not key:
        return True
    if not before:
        return True
    return key[0] in (before[0], before[0] + 1) and key > before
