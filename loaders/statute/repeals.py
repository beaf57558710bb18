"""What says that an article was repealed: short notes, and lines that are all that is left of an article."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.statute.headings import Heading, HeadingWords
from loaders.statute.line import Line
from loaders.statute.numerals import Number, read_number
from loaders.statute.words import pattern, phrases

__all__ = ["RepealWords", "add_repealed"]

_LONGEST = 500
_OPENING = " \u00a0([{«„“\"'-–—−.,:"
_LAST = re.compile(r"\s*[-–—−]\s*(\d{1,5})(?!\d)")


@dataclass(frozen=True)
class RepealWords:
    """The words for a repeal in one language."""

    gone: re.Pattern[str] | None
    cited: re.Pattern[str] | None
    cited_after: re.Pattern[str] | None
    ending: re.Pattern[str] | None

    @staticmethod
    def of(lang: str) -> RepealWords:
        """The words of one language."""

        def one(kind: str, ahead: str = "") -> re.Pattern[str] | None:
            words = "|".join(pattern(word) for word in phrases(lang, kind))
            return re.compile(rf"{ahead}(?:{words})(?![^\W\d_])") if words else None

        words = "|".join(pattern(word, spaced=True) for word in phrases(lang, "repealed"))
        ending = re.compile(rf"[\s(\[–—−-]({words})[\s.)\]]*$") if words else None
        return RepealWords(one("repealed", r"(?<![^\W\d_])"), one("article-cited"), one("article-cited-after", r"[-–\s]{0,2}"), ending)

    def says(self, text: str) -> bool:
        """Whether a text says no more than that something was repealed: the words come first, or behind the article's own name."""
        if self.gone is None or len(text) > _LONGEST:
            return False
        found = self.gone.search(text[:240])
        if found is None:
            return False
        ahead = text[: found.start()].strip(_OPENING)
        if not ahead or len(text) - len(found[0]) < 12:
            return True
        return self._names_article(ahead) and len(ahead) < 200

    def behind(self, heading: str) -> tuple[str, str] | None:
        """A heading and the word for a repeal that stands behind it, or None."""
        found = self.ending.search(heading) if self.ending is not None else None
        return (heading[: found.start()].rstrip(_OPENING), found[1]) if found else None

    def _names_article(self, words: str) -> bool:
        if self.cited is not None and self.cited.match(words):
            return True
        return (
            self.cited_after is not None
            and (found := re.match(r"\d[\d\s.¹²³⁴-⁹()-]*", words)) is not None
            and self.cited_after.match(words, len(found[0].rstrip(" -"))) is not None
        )

    def article(self, line: str) -> tuple[Number, int] | None:
        """The article that a line says was repealed, and the last of a range (0 for one)."""
        start = len(line) - len(line.lstrip(_OPENING))
        bracketed = line[0] in "([{"
        number: Number | None = None
        if self.cited is not None and (found := self.cited.match(line, start)):
            number = read_number(line, found.end(), spaced=False, ordinals=lambda *_: None)
            end = number.end if number else 0
        elif self.cited_after is not None and line[start : start + 1].isdigit():
            number = read_number(line, start, spaced=False, ordinals=lambda *_: None)
            behind = self.cited_after.match(line, number.end) if number else None
            end = behind.end() if behind else 0
            number = number if behind else None
        else:
            return None
        if number is None or number.way != "digits" or self.gone is None or len(line) > _LONGEST:
            return None
        said = self.gone.search(line, end, min(len(line), end + 240))
        if said is None or (not bracketed and said.start() - end > 4):
            return None
        last = _LAST.match(line, end)
        return number, int(last[1]) if last else 0


def add_repealed(lines: list[Line], kept: list[Heading], end: int, words: RepealWords, heading_words: HeadingWords) -> list[Heading]:
    """The articles of which only a note is left, where their number is missing and the note stands in its place."""
    if words.gone is None or not kept:
        return []
    found: list[Heading] = []
    heads = {one.at for one in kept}
    bounds = [*kept, None]
    for one, after in zip(kept, bounds[1:], strict=True):
        stop = after.at if after is not None else end
        before = one.key
        for at in range(one.at + 1, stop):
            line = lines[at].words
            if at in heads or not (line[0] in "([{" or line[0].isupper() or line[0].isdigit()) or len(line) > _LONGEST:
                continue
            told = words.article(line)
            if told is None:
                continue
            number, last = told
            key = (number.base, *number.parts)
            if key > before and ((after is None and key[0] <= before[0] + 2) or (after is not None and key < after.key)):
                found.append(
                    Heading(
                        at,
                        "article",
                        number,
                        heading_words.clean(line[: number.end].lstrip("([{")),
                        line,
                        True,
                        last if last > number.base else 0,
                    )
                )
                before = (last,) if last > number.base else key
    return found
