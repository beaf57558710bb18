"""The lines of a text with their offsets, without markup, page numbers and running heads."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise

from loaders.statute.line import Line
from loaders.statute.words import pattern, rows
from loaders.statute.wrapping import joined

__all__ = ["text_lines"]

_MARKUP = re.compile(r"(?:#{1,6}\s+|>\s+)?(?:(?:[-*•]\s+)(?=[\w(§«\"„“#*]))?(?:\*\*|__)?")


@cache
def _page() -> tuple[re.Pattern[str], frozenset[str]]:
    """What a line with a page number looks like in any language, and the letters it may begin with."""
    words = sorted({word for row in rows("phrases") if row["kind"] == "page" for word in row["words"].split("|")}, key=len, reverse=True)
    said = "|".join(pattern(word) for word in words)
    found = re.compile(
        rf"[-–—|\s]*\d{{1,4}}[-–—|\s]*|<!--.{{0,200}}-->|\[\d{{1,4}}\]|(?:{said})\.?\s*\d{{1,4}}(?:\s*(?:[/-]|[^\W\d_]{{2,3}})\s*\d{{1,4}})?"
    )
    return found, frozenset("-–—|<[") | {form for word in words for form in (word[0].lower(), word[0].upper())}


def text_lines(text: str) -> list[Line]:
    """The lines of a text that belong to the act."""
    found: list[Line] = []
    pages: list[int] = []
    page, firsts = _page()
    at = 0
    blank = False
    for raw in text.split("\n"):
        words = raw.strip()
        if not words:
            blank = True
        else:
            indent = len(raw) - len(raw.lstrip())
            start = at + indent
            first = words[0]
            if first in "#*->•_":
                found_markup = _MARKUP.match(words)
                cut = found_markup.end() if found_markup else 0
                if cut:
                    start += cut
                    words = words[cut:].strip("*_ ") if words[:cut].endswith(("*", "_")) else words[cut:]
            if words and len(words) < 24 and (first in firsts or first.isdigit()) and page.fullmatch(words):
                if found and words.isdigit() and len(found[-1].words) < 13 and found[-1].words.isalpha():
                    found.append(Line(start, words, indent, blank))  # the number of a heading whose word has a line of its own
                else:
                    pages.append(len(found))
            elif words:
                # a blank line beside a page number belongs to the page, not to the text, where a sentence goes on
                own = blank and not (words[0].islower() and pages and pages[-1] == len(found))
                found.append(Line(start, words, indent, own))
                blank = False
        at += len(raw) + 1
    found = _without_running_heads(found, pages) if len(pages) > 2 else found
    return joined(_without_doubles(found))


def _without_doubles(lines: list[Line]) -> list[Line]:
    """Each line once, where a conversion printed nearly every line twice."""
    doubled = {at + 1 for at, (one, after) in enumerate(pairwise(lines)) if one.words == after.words}
    return [line for at, line in enumerate(lines) if at not in doubled] if len(doubled) * 3 > len(lines) else lines


def _without_running_heads(lines: list[Line], pages: list[int]) -> list[Line]:
    """Lines that stand again and again beside a page number are furniture of the page."""
    beside: Counter[str] = Counter()
    for at in pages:
        for near in {at - 1, at}:
            if 0 <= near < len(lines) and len(lines[near].words) < 120:
                beside[lines[near].words] += 1
    heads = {words for words, count in beside.items() if count > 2}
    if not heads:
        return lines
    near_pages = {near for at in pages for near in (at - 1, at)}
    kept: list[Line] = []
    cut = False
    for at, line in enumerate(lines):
        if at in near_pages and line.words in heads:
            cut = True
            continue
        kept.append(line._replace(blank=not line.words[0].islower()) if cut else line)
        cut = False
    return kept
