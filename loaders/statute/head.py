"""Title, number and day of adoption, as the head or the end of a text gives them. What is not sure stays unknown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from loaders.months import month_names
from loaders.statute.headings import heading_words
from loaders.statute.line import Line
from loaders.statute.words import pattern, phrase_pattern, phrases

__all__ = ["Head", "dated", "read_head"]

_LINES = 60
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})[./](\d{4})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")


@dataclass(frozen=True)
class Head:
    """What the head says; ``lines`` is how many lines it takes."""

    title: str = ""
    number: str = ""
    adopted: str = ""
    lines: int = 0


def read_head(lines: list[Line], end: int, last: int, lang: str, behind: tuple[int, int] = (0, 0)) -> Head:
    """The head of a text whose first ``end`` lines stand before its contents or first division; ``last`` is where the act ends.

    ``behind`` are the lines between the contents and the first division: some portals print the title there.
    """
    head = [line.words for line in lines[: min(end, _LINES)]]
    title, taken = _title(head, lang)
    if not title and behind[0] < behind[1]:
        title, place = _title_behind([line.words for line in lines[behind[0] : behind[1]]], lang)
        head = [line.words for line in lines[behind[0] + place : behind[1]]][:8]
    amendments = phrase_pattern(lang, "amendments")
    known = head
    if amendments is not None:
        stop = next((at for at, words in enumerate(head) if at and amendments.match(words)), len(head))
        known = head[: max(stop, taken)]
    adopted, number = _day_and_number(known, lang)
    if not adopted and not number:
        adopted, number = _day_and_number(_tail([line.words for line in lines[max(end, last - 8) : last]], lang), lang)
    return Head(title, number, adopted, taken)


def _title_behind(lines: list[str], lang: str) -> tuple[str, int]:
    """The title in lines behind the contents: the last one before the first sentence or note that says what the act is about."""
    words = [found for kind in ("title-word", "type:code", "type:statute") if (found := phrase_pattern(lang, kind)) is not None]
    note = phrase_pattern(lang, "note")
    told = ("", 0)
    for at, line in enumerate(lines[:400]):
        if (len(line) > 80 and line.endswith((".", ":", ","))) or (note is not None and note.match(line)):
            break
        if (
            15 < len(line) < 500
            and any(re.search(rf"(?<!\w)(?:{one.pattern})(?!\w)", line) for one in words)
            and not line[0].islower()
            and not _days(line, lang)
        ):
            told = (line, at)
    return told


def _tail(lines: list[str], lang: str) -> list[str]:
    """The short lines behind the last sentence of an act: signature, place, day and number."""
    words = heading_words(lang)
    begin = 0
    for at, line in enumerate(lines):
        if len(line) >= 60 or (len(line) > 25 and line.endswith((".", ";", ":"))) or words.read(at, line) is not None:
            begin = at + 1
    return lines[begin:]


def dated(line: str, lang: str) -> bool:
    """Whether a line names a day and a number, as the lists of amending acts do."""
    return bool(_days(line, lang)) and bool(_number(line, lang))


def _title(head: list[str], lang: str) -> tuple[str, int]:
    kind = [found for name in ("type:code", "type:statute") if (found := phrase_pattern(lang, name)) is not None]
    stops = [found for name in ("passed", "contents", "note", "amendments") if (found := phrase_pattern(lang, name)) is not None]
    states = phrase_pattern(lang, "state")
    words = heading_words(lang)
    parts: list[str] = []
    taken, again = 0, False
    passing = _passing(head, lang)
    for at, line in enumerate(head[:14]):
        if at in passing and _bare_law(parts, lang):
            continue
        if words.read(at, line) is not None or any(one.match(line) for one in stops):
            break
        if _days(line, lang) or _number(line, lang):
            behind = [below for below in head[at + 1 : at + 4] if not _days(below, lang)]
            if len(parts) == 1 and _is_place(parts[0], line, behind, kind):
                parts.clear()
            if parts and not _bare_law(parts, lang):
                break
            if parts:
                continue
            cut = _before_date(line, lang)
            if any(one.search(cut) for one in kind) and len(cut) > 12:
                parts.append(cut)
                taken = at + 1
            continue
        if len(line) > 400 or (line.endswith((".", ";", ":", ",")) and len(line) > 200) or (line[0] == "(" and parts):
            break
        if states is not None and (named := states.match(line)) and len(line) - named.end() < 3 and not parts:
            taken = at + 1
            continue
        if line in parts:
            taken, again = at + 1, True
            continue
        if again and len(parts) > 1:  # the head is printed twice, and here it has ended
            break
        if parts and _dated_before(at, head, lang) and not _says_what(line):
            if _short(line) and not line.endswith((".", ";", ":")):  # the place
                continue
            break
        if parts and not (_bare_kind(parts[-1], kind) or line[0].islower() or (parts[-1].isupper() and line.isupper())):
            break
        parts.append(line)
        taken = at + 1
    return words.clean(" ".join(parts)), taken


def _passing(head: list[str], lang: str) -> set[int]:
    """The lines that say which chamber passed the act and when; the day may stand a line or two below."""
    passed = phrase_pattern(lang, "passed")
    found: set[int] = set()
    for at, line in enumerate(head):
        if passed is not None and passed.match(line):
            told = next((place for place in range(at, min(at + 3, len(head))) if _days(head[place], lang)), at)
            found.update(range(at, told + 1) if all(len(one) < 80 for one in head[at + 1 : told + 1]) else (at,))
    return found


def _bare_law(parts: list[str], lang: str) -> bool:
    """Whether the title so far only says that this is a law, of which state perhaps: what it is about is still to come."""
    kind = phrase_pattern(lang, "type:statute")
    whole = " ".join(parts)
    return bool(parts) and kind is not None and kind.search(whole) is not None and len(whole.split()) < 5


def _is_place(first: str, dated: str, below: list[str], kind: list[re.Pattern[str]]) -> bool:
    """Whether the line above the day is the place of signing: short, and what kind of act this is comes only below."""
    named = any(one.search(first) or one.search(dated) for one in kind)
    return _short(first) and not named and any(one.search(line) and len(line) < 100 for line in below for one in kind)


def _short(line: str) -> bool:
    return len(line) < 40 and len(line.split()) < 4


def _dated_before(at: int, head: list[str], lang: str) -> bool:
    """Whether the lines above, behind the title's first, give the day, the number or the passing of the act."""
    passing = _passing(head[:at], lang)
    return any(place in passing or _days(line, lang) or _number(line, lang) for place, line in enumerate(head[:at]))


def _says_what(line: str) -> bool:
    """Whether a line behind the day can say what the act is about: no place and no sentence."""
    words = len(line.split())
    return line[0].isupper() and not line.endswith((".", ";", ":", ",")) and words > 1 and (words > 2 or "," not in line)


def _bare_kind(part: str, kind: list[re.Pattern[str]]) -> bool:
    """Whether a line only says that this is a law, or a law of which state."""
    return len(part) < 60 and any(one.search(part) for one in kind)


def _before_date(line: str, lang: str) -> str:
    places = [found[1] for found in _days(line, lang)]
    return line[: min(places)].strip(" ,.(-–—−") if places else ""


def _day_and_number(lines: list[str], lang: str) -> tuple[str, str]:
    """The day of adoption and the number, where one line, or two that follow one another, give both."""
    passing = _passing(lines, lang)
    for at, line in enumerate(lines):
        if len(line) > 300 or at in passing:
            continue
        days = _days(line, lang)
        if len({day for day, _ in days}) != 1:
            continue
        number = _number(line, lang)
        for near in (at + 1, at - 1, at + 2):
            if not number and 0 <= near < len(lines) and len(lines[near]) < 60 and not _days(lines[near], lang):
                number = _number(lines[near], lang)
        if number or len(line) < 40:
            return days[0][0], number
    for line in lines[:20]:
        if len(line) < 60 and (number := _number(line, lang)):
            return "", number
    return "", ""


@cache
def _number_patterns(lang: str) -> list[re.Pattern[str]]:
    found = []
    letters = r"[^\W_]"
    for sign in phrases(lang, "number-sign"):
        if sign.endswith("-"):
            found.append(re.compile(rf"(?<!\w)({pattern(sign)}\d+(?:-{letters}+)*)"))
        else:
            found.append(re.compile(rf"(?<!\w){re.escape(sign)}\s?(\d+(?:\s?[-–/.]\s?{letters}+)*|{letters}+-\d+(?:-{letters}+)*)"))
    for word in phrases(lang, "number-behind"):
        found.append(re.compile(rf"(?<![\w.])((?:{letters}+-)?\d+(?:-{letters}+)?)[-\s]{{1,3}}{pattern(word, spaced=True)}(?!\w)"))
    return found


def _number(line: str, lang: str) -> str:
    for one in _number_patterns(lang):
        if found := one.search(line):
            return re.sub(r"\s", "", found[1]).replace("–", "-")
    return ""


@cache
def _date_patterns(lang: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    names = sorted(month_names(lang), key=len, reverse=True)
    month = "(" + "|".join(pattern(name) for name in names) + r")(?![^\W\d_])"
    return (
        re.compile(rf"(?<!\d)(\d{{1,2}})\S{{0,4}}\s+{month},?\s+(\d{{4}})(?!\d)"),
        re.compile(rf"(?<!\d)(\d{{4}})\S{{0,10}}\s+(?:\S{{1,8}}\s+)?(\d{{1,2}})[-\s]\s?(?:\S{{0,3}}\s)?{month}"),
        re.compile(rf"(?<!\d)(\d{{4}})\S{{0,3}}\s+(?:\S{{1,12}}\s+)?{month}\s+(\d{{1,2}})(?!\d)"),
        re.compile(rf"{month}\s+(\d{{1,2}}),?\s+(\d{{4}})(?!\d)"),
    )


def _days(line: str, lang: str) -> list[tuple[str, int]]:
    """Every day that a line names, with the place where it stands."""
    if not any(letter.isdigit() for letter in line):
        return []
    found: list[tuple[str, int]] = []
    day_month_year, year_day_month, year_month_day, month_day_year = _date_patterns(lang)
    months = month_names(lang)

    def take(at: int, year: str, month: int, day: str) -> None:
        try:
            found.append((date(int(year), month, int(day)).isoformat(), at))
        except ValueError:
            return

    for one in day_month_year.finditer(line):
        take(one.start(), one[3], _month(months, one[2]), one[1])
    for one in year_day_month.finditer(line):
        take(one.start(), one[1], _month(months, one[3]), one[2])
    for one in year_month_day.finditer(line):
        take(one.start(), one[1], _month(months, one[2]), one[3])
    for one in month_day_year.finditer(line):
        take(one.start(), one[3], _month(months, one[1]), one[2])
    for one in _NUMERIC.finditer(line):
        take(one.start(), one[3], int(one[2]), one[1])
    for one in _ISO.finditer(line):
        take(one.start(), one[1], int(one[2]), one[3])
    return found


def _month(months: dict[str, int], name: str) -> int:
    plain = name.casefold()
    return months.get(plain) or next(
        (number for known, number in months.items() if len(known) == len(plain) and re.fullmatch(pattern(known), name)), 0
    )
