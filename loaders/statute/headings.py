"""Which lines head a division: the word, the number, and what stands behind them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders.statute.numerals import Number, read_number
from loaders.statute.words import Language, language, pattern, phrases

__all__ = ["Heading", "HeadingWords", "heading_words"]

_BEHIND = re.compile(r"\s*(?:(?P<stop>[.:]+)|(?P<comma>[,;)]))?\s*(?P<dash>[-–—−]+(?!\d))?\s*")
_NOT_LETTER = r"(?![^\W\d_])"
_LEADER = re.compile(r"\s?[.…_]{3,}\s?\d{0,4}$")
_MARK = re.compile(r"\s*\[\d{1,4}\]")


@dataclass(slots=True)
class Heading:
    """A line that looks like the heading of a division. ``at`` counts lines; ``rest`` is what follows the number.

    ``strong``: the number is set off by a stop or stands alone. ``last``: the last number, where it is a range (articles 5-7).
    ``lines``: how many lines the heading takes, 0 for an article whose heading is lost and whose text begins here.
    """

    at: int
    level: str
    number: Number | None
    printed: str
    rest: str
    strong: bool
    last: int = 0
    lines: int = 1

    @property
    def key(self) -> tuple[int, ...]:
        """The number for comparison of order."""
        return (self.number.base, *self.number.parts) if self.number else ()


class HeadingWords:
    """The heading words of one language, compiled."""

    def __init__(self, one: Language, fallback: bool = False) -> None:
        before = [*one.before, *(one.fallback if fallback else [])]
        if fallback:
            taken = {word for _, word in one.fallback}
            before = [(level, word) for level, word in one.before if word not in taken] + one.fallback
        before.sort(key=lambda pair: -len(pair[1]))
        after = sorted(one.after, key=lambda pair: -len(pair[1]))
        self._before_levels = [level for level, _ in before]
        self._after_levels = [level for level, _ in after]
        self._before = re.compile("(?:" + "|".join(f"({pattern(word, spaced=len(word) > 2)})" for _, word in before) + ")" + _NOT_LETTER)
        endings = "|".join(pattern(word) for word in one.endings)
        self._ending = re.compile(rf"[-–‑\s](?:{endings}){_NOT_LETTER}") if endings else None
        tail = "|".join(f"({pattern(word, spaced=len(word) > 2)})" for _, word in after)
        self._after = (
            re.compile(rf"[ \u00a0]?[-–—−‑.]?[ \u00a0]?(?:(?:{endings})[ \u00a0]?)?[-–—−‑]?[ \u00a0]{{0,3}}(?:{tail}){_NOT_LETTER}")
            if after
            else None
        )
        alone = "|".join(f"({pattern(word)})" for _, word in one.alone)
        self._alone_levels = [level for level, _ in one.alone]
        self._alone = re.compile(rf"(?:{alone})\s*[.:]?") if alone else None
        words = "|".join(f"({pattern(word)})" for word in sorted(one.ordinals, key=len, reverse=True))
        self._ordinal_values = [one.ordinals[word] for word in sorted(one.ordinals, key=len, reverse=True)]
        self._ordinal = re.compile(rf"(?:{words}){_NOT_LETTER}") if words else None
        firsts = {word[0] for _, word in [*before, *one.alone]}
        self._firsts = _cases(firsts)
        self._numeric = set("0123456789IVXLCІХ") | _cases({word[0] for word in one.ordinals}) if after else set()
        marks = "|".join(map(re.escape, phrases(one.code, "mark")))
        self._mark = re.compile(rf"\s*\[\d{{1,4}}\]|\s*(?:{marks})\d*(?!\w)") if marks else _MARK
        self._caseless = one.caseless
        joints = "|".join(pattern(word) for word in phrases(one.code, "and"))
        self._range = re.compile(rf"\s*(?:[-–—−,]{'|' + joints if joints else ''})\s*(\d{{1,5}})(?!\d)")

    def read(self, at: int, line: str, below: str = "") -> Heading | None:
        """The heading that the line is, or None. ``at`` is the number of the line, ``below`` the next one, which may hold the number."""
        first = line[0]
        if first in self._firsts:
            if (found := self._before.match(line)) and (self._caseless or not first.islower() or line[found.end() - 1] == "."):
                if heading := self._with_number(at, line, found):
                    return heading
                if (
                    below
                    and found.end() == len(line)
                    and (below[0].isdigit() or below[0] in self._numeric)
                    and (heading := self._with_number(at, f"{line} {below}", found))
                ):
                    heading.lines = 2
                    return heading
            if self._alone and (found := self._alone.fullmatch(line)):
                return Heading(at, self._alone_levels[(found.lastindex or 1) - 1], None, line.strip(), "", True)
        if first in self._numeric and self._after is not None:
            return self._number_first(at, line)
        return None

    def clean(self, words: str) -> str:
        """A heading without marks of footnotes and dots that lead to a page number, and with single spaces."""
        return _LEADER.sub("", " ".join(self._mark.sub("", words).split()))

    def _with_number(self, at: int, line: str, found: re.Match[str]) -> Heading | None:
        level = self._before_levels[(found.lastindex or 1) - 1]
        word = found[0]
        at_number = found.end()
        if self._ending is not None and (particle := self._ending.match(line, at_number)) and particle[0][0].isspace():
            at_number = particle.end()
        number = read_number(line, at_number, spaced=" " in word.strip() or "\u00a0" in word, ordinals=self._find_ordinal)
        if number is None:
            return None
        last = 0
        end = number.end
        if self._ending is not None and (particle := self._ending.match(line, end)) and not particle[0][0].isspace():
            end = particle.end()
        if level == "range":
            span = self._range.match(line, end)
            if not span and not number.parts:
                return None
            last = int(span[1]) if span else number.parts[-1]
            number = number._replace(parts=()) if not span else number
            end = span.end() if span else end
            level = "article"
        return self._finish(at, line, level, number, end, last)

    def _number_first(self, at: int, line: str) -> Heading | None:
        number = read_number(line, 0, spaced=False, ordinals=self._find_ordinal)
        if number is None or self._after is None:
            return None
        found = self._after.match(line, number.end)
        if not found:
            return None
        level = self._after_levels[(found.lastindex or 1) - 1]
        last = 0
        if level == "range":
            if len(number.parts) != 1:
                return None
            last, number, level = number.parts[0], number._replace(parts=()), "article"
        return self._finish(at, line, level, number, found.end(), last)

    def _finish(self, at: int, line: str, level: str, number: Number, end: int, last: int) -> Heading | None:
        behind = _BEHIND.match(line, end)
        after = behind.end() if behind else end
        rest = line[after:]
        if behind is not None and behind["comma"]:
            return None
        strong = not rest or bool(behind and (behind["stop"] or behind["dash"]))
        if not strong and (after == end or not (rest[0].isupper() or rest[0] in '"«“„([{' or self._caseless or rest[0].isdigit())):
            return None
        if not strong and rest[0].isdigit() and level == "article":
            return None
        printed = line[:end]
        if behind and behind["stop"]:
            printed = line[: behind.end("stop")]
        return Heading(at, level, number, printed, rest, strong, last)

    def _find_ordinal(self, line: str, at: int) -> tuple[int, int] | None:
        found = self._ordinal.match(line, at) if self._ordinal else None
        return (self._ordinal_values[(found.lastindex or 1) - 1], found.end()) if found else None


def _cases(letters: set[str]) -> set[str]:
    wide: set[str] = set()
    for letter in letters:
        wide.update(pattern(letter).strip("[]").replace("\\", ""))
    return wide


@cache
def heading_words(code: str, fallback: bool = False) -> HeadingWords:
    """The compiled heading words of a language by its code; ``fallback`` takes the words used where no article word occurs."""
    return HeadingWords(language(code), fallback)
