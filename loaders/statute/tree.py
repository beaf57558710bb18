"""The tree of an act from its chosen headings."""

from __future__ import annotations

import re

from loaders.act import ActText, Division
from loaders.statute.body import BodyWords, fill, is_note
from loaders.statute.head import dated
from loaders.statute.headings import Heading, HeadingWords
from loaders.statute.line import Line
from loaders.statute.selection import Selection
from loaders.statute.structure import RANK
from loaders.statute.words import language, phrase_pattern
from loaders.statute.wrapping import fills, line_width

__all__ = ["build"]

_LABELLED = re.compile(r"\(?\d{1,3}(?:[-–.]\d{1,2})*[.)]|\(\d+\)|[^\W\d_]\)")
_TEXT_BEHIND = re.compile(r"(.{4,300}?[^\W\d_)»\"”])\.?\s+(?=(?:1\.|1\)|\(1\))\s+[^\W\d_])")
_SENTENCE = (".", ";", ":", "!", "-", "–", "—", "−", "։")


class _Builder:
    def __init__(self, lines: list[Line], words: HeadingWords, lang: str, chosen: Selection, act: ActText) -> None:
        self.lines, self.words, self.chosen, self.act = lines, words, chosen, act
        self.known = BodyWords.of(lang)
        self.caseless = language(lang).caseless
        self.lang, self.amendments = lang, phrase_pattern(lang, "amendments")
        self.signature = phrase_pattern(lang, "signature")
        articles = [one for one in chosen.kept if one.level == "article"]
        ends = [one.at for one in chosen.kept[1:]] + [chosen.end]
        self.spans = dict(zip([one.at for one in chosen.kept], ends, strict=True))
        self.heading_below = self._style(articles)
        self.width = line_width(lines)
        self.headed = sum(1 for one in articles if one.rest) * 10 > len(articles) * 6
        listed = chosen.contents[0] < chosen.contents[1] == chosen.end - 1  # the contents are all there is
        told = [one for one in articles if one.rest and not self.known.repeals.says(one.rest)]
        alone = sum(1 for one in told if self.spans[one.at] - one.at == 1)
        sentences = sorted(len(one.rest) for one in told if one.rest.endswith(_SENTENCE))
        self.inline = (
            bool(told)
            and not listed
            and (alone * 2 > len(told) or (len(sentences) * 10 > len(told) * 6 and sentences[len(sentences) // 2] > 90))
        )

    def _style(self, articles: list[Heading]) -> bool:
        """Whether articles have their heading on the line below the number."""
        bare = [one for one in articles if not one.rest and one.lines and self.spans[one.at] > one.at + one.lines]
        fit = sum(1 for one in bare if self._like_heading(self.lines[one.at + one.lines].words))
        return bool(bare) and fit * 10 >= len(bare) * 6

    def _like_heading(self, words: str) -> bool:
        return (
            len(words) < 300
            and not words.endswith((".", ";", ":", ",", "։"))
            and not _LABELLED.match(words)
            and (self.caseless or not words[0].islower())
            and not is_note(words, self.known)
        )

    def build(self, head: int) -> None:
        if preamble := self._preamble(head):
            self.act.divisions.append(preamble)
        path: list[Division] = []
        for one in self.chosen.kept:
            for division in self._divisions(one):
                rank = RANK[division.level]
                while path and RANK[path[-1].level] >= rank:
                    path.pop()
                (path[-1].children if path else self.act.divisions).append(division)
                path.append(division)

    def _preamble(self, head: int) -> Division | None:
        """What the act says before its first division, without its head, its contents and notes of the publisher."""
        first, (begin, end) = self.chosen.kept[0].at, self.chosen.contents
        lines = [self.lines[at] for at in range(head, first) if not begin <= at <= end or begin == end]
        said = [line for line in lines if len(line.words) > 50 and line.words.endswith((".", ",", ":", ";", "։"))]
        kept = [line for line in said if not is_note(line.words, self.known) and not self._amends(line.words)]
        if not kept or sum(len(line.words) for line in kept) > 20_000:
            return None
        text = "\n".join(line.words for line in kept)
        return Division("preamble", text=text, start=kept[0].start, end=kept[-1].start + len(kept[-1].words))

    def _amends(self, words: str) -> bool:
        """Whether a line belongs to a list of amending acts."""
        return dated(words, self.lang) or (self.amendments is not None and self.amendments.match(words) is not None)

    def _divisions(self, one: Heading) -> list[Division]:
        if one.level == "annex":
            return [self._annex(one)]
        if one.level != "article":
            return [self._above_article(one)]
        if one.last and one.number:
            return self._range(one)
        return [self._article(one)]

    def _annex(self, one: Heading) -> Division:
        division = Division("annex", one.number.normal if one.number else "", one.printed)
        at, end = one.at + 1, self.spans[one.at]
        heading = [one.rest] if one.rest else []
        while at < end and len(heading) < 5 and self._like_heading(self.lines[at].words) and len(self.lines[at].words) < 200:
            heading.append(self.lines[at].words)
            at += 1
        division.heading = self.words.clean(" ".join(heading))
        division.text = "\n".join(line.words for line in self.lines[at:end])
        self._place(division, one.at, end)
        return division

    def _place(self, division: Division, at: int, end: int) -> None:
        division.start = self.lines[at].start
        last = self.lines[end - 1] if end > at else self.lines[at]
        division.end = last.start + len(last.words)

    def _range(self, one: Heading) -> list[Division]:
        """Several articles under one heading (articles 5-7 are repealed)."""
        base = one.number.base if one.number else 0
        found = []
        if not base < one.last <= base + 60:
            return [self._article(one)]
        for number in range(base, one.last + 1):
            division = Division("article", str(number), one.printed, status="repealed", notes=[one.rest] if one.rest else [])
            self._place(division, one.at, one.at + 1)
            found.append(division)
        self.act.remarks.append(
            (self.lines[one.at].start, f"'{one.printed}' stands for the articles {base} to {one.last}, of which only this note is left")
        )
        return found

    def _above_article(self, one: Heading) -> Division:
        division = Division(one.level, one.number.normal if one.number else "", one.printed)
        at, end = one.at + one.lines, self.spans[one.at]
        heading = [one.rest] if one.rest else []
        taken = 0
        while at < end and taken < 6:
            words = self.lines[at].words
            if is_note(words, self.known):
                division.notes.append(words)
                at += 1
                continue
            if _LABELLED.match(words) or len(words) > 300 or sum(map(len, heading)) > 400:
                break
            grown = bool(heading)
            if grown and not (
                (words[0].islower() and not self.caseless)
                or (words.isupper() and heading[-1].isupper())
                or (end - at <= 2 and not words.endswith(_SENTENCE))
            ):
                break
            if not grown and words.endswith((";", ":")):
                break
            heading.append(words)
            at += 1
            taken += 1
        division.heading = self.words.clean(" ".join(heading))
        self._place(division, one.at, end)
        rest = self._cut(at, end)
        if rest:
            fill(division, rest, self.known)
        return division

    def _article(self, one: Heading) -> Division:
        number = one.number.normal if one.number else ""
        division = Division("article", number, one.printed)
        at, end = one.at + one.lines, self.spans[one.at]
        heading = one.rest
        first: list[Line] = []
        if heading:
            place = self.lines[one.at + one.lines - 1]
            offset = place.start + len(place.words) - len(heading)
            if len(heading) > 120 and not _LABELLED.match(heading) and (found := _TEXT_BEHIND.match(heading)):
                first, heading = [Line(offset + found.end(), heading[found.end() :])], found[1]
            elif self._is_text(heading, at < end):
                first, heading = [Line(offset, heading)], ""
            else:
                while at < end and self._goes_on(heading, at):
                    heading += " " + self.lines[at].words
                    at += 1
        elif one.lines and at < end and self._headed_below(at, end) and self._like_heading(self.lines[at].words):
            heading = self.lines[at].words.lstrip("-–—− ")
            at += 1
            while at < end and self._goes_on(heading, at):
                heading += " " + self.lines[at].words
                at += 1
        body = [*first, *self._cut(at, end)]
        self._place(division, one.at, max(one.at + 1, end))
        division.heading = self.words.clean(heading)
        self._repealed(division, body)
        fill(division, body, self.known)
        return division

    def _headed_below(self, at: int, end: int) -> bool:
        """Whether the line below a bare number may be its heading: so it is here, or a dash leads it, or nearly all have one."""
        return self.heading_below or self.lines[at].words[0] in "–—−" or (self.headed and at + 1 < end)

    def _cut(self, at: int, end: int) -> list[Line]:
        """The lines of a body, without the signatures at the end of the act."""
        if end == self.chosen.end and self.signature is not None:
            for place in range(max(at, end - 30), end):
                words = self.lines[place].words
                below = self.lines[place + 1].words if len(words) < 60 and place + 1 < end else ""
                if len(words) < 120 and not words.endswith((";", ":")) and self.signature.match(f"{words} {below}"):
                    return self.lines[at:place]
        return self.lines[at:end]

    def _goes_on(self, heading: str, at: int) -> bool:
        """Whether a line goes on with the heading above it."""
        words = self.lines[at].words
        if _LABELLED.match(words) or words.endswith(_SENTENCE) or len(heading) + len(words) > 600:
            return False
        if fills(self.lines[at - 1], self.lines[at], self.width):
            return not heading.endswith((";", ":"))
        begins = words[1:2] if words[0] == "(" and not is_note(words, self.known) else words[0]
        return not self.caseless and begins.islower() and not heading.endswith(_SENTENCE)

    def _is_text(self, rest: str, followed: bool) -> bool:
        """Whether what stands behind the number is the text of the article, not its heading."""
        if _LABELLED.match(rest) or len(rest) > 500:
            return True
        if rest.endswith((":", ";")) and followed:
            return True
        return self.inline and rest.endswith(_SENTENCE) and not self.known.repeals.says(rest)

    def _repealed(self, division: Division, body: list[Line]) -> None:
        says = self.known.repeals.says
        real = [line for line in body if not is_note(line.words, self.known)]
        if division.heading and says(division.heading) and len(real) < 2:
            division.status = "repealed"
            division.notes.append(division.heading)
            division.heading = ""
        elif division.heading and not real and (parts := self.known.repeals.behind(division.heading)):
            division.status = "repealed"
            division.heading = parts[0]
            division.notes.append(parts[1])
        elif len(real) <= 1 and body and says((real or body)[0].words):
            division.status = "repealed"
            for line in real:
                division.notes.append(line.words)
                body.remove(line)


def build(lines: list[Line], words: HeadingWords, lang: str, chosen: Selection, act: ActText, head: int) -> None:
    """Put the divisions that the chosen headings open into the act, with what stands in each; ``head`` lines stand before its text."""
    _Builder(lines, words, lang, chosen, act).build(head)
