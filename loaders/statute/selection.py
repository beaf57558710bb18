"""Of all lines that look like headings, those that head a division of this act: not the contents, not quotations, not references."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from loaders.statute.annexes import find_annexes
from loaders.statute.contents import without_contents
from loaders.statute.headings import Heading, heading_words
from loaders.statute.line import Line
from loaders.statute.lost import add_lost
from loaders.statute.quotations import quoted_lines
from loaders.statute.repeals import RepealWords, add_repealed
from loaders.statute.sequence import in_sequence, number_by_chapter, unglue
from loaders.statute.structure import divide, without_doubles, without_names
from loaders.statute.words import phrase_pattern

__all__ = ["Selection", "select"]

_LISTED_ALONE = (
    "only the table of contents has the headings of the articles: numbers and headings are taken from there, "
    "the {} lines of the text behind it cannot be told apart by article and stay undivided"
)
_OUT_OF_SEQUENCE = "'{}' at the beginning of a line is out of sequence and was read as text, not as a heading"
_WORD_LOST = "the word for an article is lost before '{}'; the numbers of its paragraphs show that it heads an article"
_HEADING_LOST = "the heading of article {} is lost; the numbers of its paragraphs show that the article begins here"


@dataclass
class Selection:
    """The headings kept, in order; the first and last line of the contents; where the text of the act ends; what was noticed."""

    kept: list[Heading] = field(default_factory=list)
    contents: tuple[int, int] = (0, 0)
    end: int = 0
    remarks: list[tuple[int, str]] = field(default_factory=list)


def select(lines: list[Line], headings: list[Heading], lang: str) -> Selection:
    """The headings that divide the act."""
    headings = without_names(without_doubles(headings))
    chosen = Selection(end=_end_of_act(lines, headings, lang))
    headings = [one for one in headings if one.at < chosen.end]
    quoted = quoted_lines(lines, {one.at for one in headings})
    lead_in = phrase_pattern(lang, "lead-in")
    led = {one.at for one in headings if one.at not in quoted and _led_in(lines, one.at, lead_in)}
    own = [one for one in headings if one.at not in quoted and one.at not in led]
    if count := len(headings) - len(own):
        chosen.remarks.append((headings[0].at, f"{count} headings stand in quotations of other texts and divide nothing here"))
    articles = [one for one in own if one.level == "article"]
    listed = without_contents(lines, articles, chosen.end)
    chosen.contents = (listed.begin, listed.end)
    if listed.alone:
        chosen.kept = [one for one in own if one.at <= listed.end]
        chosen.remarks.append((listed.begin, _LISTED_ALONE.format(chosen.end - listed.end - 1)))
        chosen.end = listed.end + 1
        return chosen
    number_by_chapter(listed.articles)
    chosen.remarks.extend(unglue(listed.articles))
    kept, dropped = in_sequence(listed.articles)
    kept = _with_successors(kept, [one for one in headings if one.at in led and one.level == "article"])
    chosen.remarks.extend((one.at, _OUT_OF_SEQUENCE.format(one.printed)) for one in dropped)
    kept = sorted([*kept, *add_repealed(lines, kept, chosen.end, RepealWords.of(lang), heading_words(lang))], key=lambda one: one.at)
    lost = add_lost(lines, kept, chosen.end)
    for one in lost:
        number = one.number.normal if one.number else ""
        chosen.remarks.append((one.at, _WORD_LOST.format(one.printed) if one.lines else _HEADING_LOST.format(number)))
    kept = sorted([*kept, *lost], key=lambda one: one.at)
    chosen.remarks.extend(_printed_again(kept))
    structure = [one for one in own if one.level != "article"]
    annexes = find_annexes(lines, kept, chosen.end, lang)
    if annexes:
        # what heads a section inside an annex divides the annex, not the act
        restarts = [one.at for one in kept if one.at > annexes[0].at]
        structure = [one for one in structure if one.at < annexes[0].at or restarts]
    chosen.kept = sorted([*kept, *divide(structure, kept, *chosen.contents), *annexes], key=lambda one: one.at)
    return chosen


def _with_successors(kept: list[Heading], led: list[Heading]) -> list[Heading]:
    """The articles with those behind a colon that are the very next of the act: what should have been quoted there was lost."""
    every = sorted([*kept, *led], key=lambda one: one.at)
    waiting = {one.at for one in led}
    found: list[Heading] = []
    for place, one in enumerate(every):
        if one.at in waiting:
            after = next((other for other in every[place + 1 : place + 40] if other.at not in waiting), None)
            if not found or one.key != (found[-1].key[0] + 1,) or (after is not None and after.key <= one.key):
                continue
        found.append(one)
    return found


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
    for at, line in enumerate(lines):
        words = line.words
        if len(words) < 160 and sources.match(words):
            before = bisect_left(places, at)
            if before > 2 and before * 2 > len(places):
                return at
    return len(lines)


def _led_in(lines: list[Line], at: int, lead_in: re.Pattern[str] | None) -> bool:
    if not at or lead_in is None:
        return False
    before = lines[at - 1].words
    return before.endswith(":") and lead_in.search(before[-120:]) is not None
