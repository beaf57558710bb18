"""The text of an article as paragraphs, points and notes, by the labels at the beginnings of its lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from loaders.act import Division
from loaders.statute.line import Line
from loaders.statute.repeals import RepealWords
from loaders.statute.words import pattern, phrases

__all__ = ["BodyWords", "fill", "is_note"]

_LABEL = re.compile(
    r"""(?P<dotted>\d{1,5}(?:-\d{1,3})?(?:\.\d{1,3}(?:-\d{1,3})?){1,4})\.?(?=\s|[^\W\d_])   # 34.1.2.
      | (?P<dot>\d{1,3}(?:[-–]\d{1,2}|[ ]\d{1,2}|[⁰¹²³⁴-⁹]{1,2}|[ ]?\(\d\))?)\s?\.(?=[\s\xa0]|[^\W\d_]|$)
      | (?P<round>\d{1,3}(?:[-–.]\d{1,2}|[ ]\d{1,2}|[⁰¹²³⁴-⁹]{1,2})?)\s?\)
      | \((?P<both>\d{1,3}(?:[-–.]\d{1,2}|[⁰¹²³⁴-⁹]{1,2})?)\)
      | (?P<letter>[^\W\d_](?:[-–]?\d{1,2}|[⁰¹²³⁴-⁹]{1,2})?)\s?\)
      | \((?P<bracketed>[^\W\d_]|[ivx]{2,4})\)
      | (?P<roman>[ivx]{1,5})\)
      | (?P<lettered>[a-zа-я])\.\s
    """,
    re.VERBOSE,
)
_MAY_LABEL = frozenset("0123456789(")
_RAISED = re.compile(r"(?<=[^\W_])(?=[⁰¹²³⁴-⁹])(?<![⁰¹²³⁴-⁹])")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹–", "0123456789-")
_CLOSING = {"(": ")", "{": "}", "[": "]"}
_NOTE_END = re.compile(r"[)}\]][\s.;,]*$")


@dataclass(frozen=True)
class BodyWords:
    """The phrases of a language that matter inside an article."""

    notes: tuple[str, ...]
    own_note: re.Pattern[str] | None
    repeals: RepealWords

    @staticmethod
    def of(lang: str) -> BodyWords:
        """The phrases of one language."""
        own = "|".join(pattern(one) for one in phrases(lang, "own-note"))
        return BodyWords(
            tuple(phrases(lang, "note")),
            re.compile(rf"(?:{own})\s*(?:\d{{1,2}})?\s*[.:]\s*") if own else None,
            RepealWords.of(lang),
        )


def is_note(words: str, known: BodyWords) -> bool:
    """Whether a line is a note of the publisher: a phrase of the table opens it, and a bracket that it opens closes at its end."""
    if not words.startswith(known.notes) or not known.notes:
        return False
    return words[0] not in _CLOSING or _NOTE_END.search(words) is not None


@dataclass
class _Open:
    """A division that may still take lines, and the kind of its label."""

    division: Division
    kind: str
    last: int = 0
    text: list[str] = field(default_factory=list)


_LEVELS = ("paragraph", "point", "subpoint", "subpoint", "subpoint")


def fill(article: Division, lines: list[Line], known: BodyWords) -> None:
    """Put the lines of an article below it."""
    stack: list[_Open] = []
    open_note: _Open | None = None
    free: _Open | None = None
    prefix = article.number
    for line in lines:
        start, words = line.start, line.words
        first = words[0]
        if known.notes and words.startswith(known.notes) and is_note(words, known):
            article.notes.append(words)
            continue
        if known.own_note is not None and (found := known.own_note.match(words)):
            note = Division("note", printed=found[0].strip(), start=start)
            article.children.append(note)
            rest = words[found.end() :]
            open_note = _Open(note, "", text=[rest] if rest else [])
            note.text = rest
            stack, free = [open_note], None
            continue
        if first in _MAY_LABEL or (len(words) > 2 and (words[1] in ")." or words[2] in ".)" or words[1].isdigit())):
            found = _LABEL.match(words)
            if found and _take(found, words, start, article, stack, open_note, free, prefix, known):
                continue
        if stack and (open_note is not None or stack[-1] is not free):
            _append(stack, words)
            continue
        # a line without a label is a paragraph of its own, unless it goes on with a broken one
        if (
            free is not None
            and words[0].islower()
            and not free.division.children
            and not free.division.text.endswith((".", ";", ":", "-", "–", "—", "−", "!"))
        ):
            free.division.text += " " + words
            continue
        paragraph = Division("paragraph", text=words, start=start)
        article.children.append(paragraph)
        free = _Open(paragraph, "free")
        stack = [free]


def _append(stack: list[_Open], words: str) -> None:
    target = stack[-1].division
    if not target.text:
        target.text = words
    elif words[0].islower() and target.text[-1] not in ".;:!–—−-":
        target.text += " " + words
    else:
        target.text += "\n" + words


def _take(
    found: re.Match[str],
    words: str,
    start: int,
    article: Division,
    stack: list[_Open],
    open_note: _Open | None,
    free: _Open | None,
    prefix: str,
    known: BodyWords,
) -> bool:
    """Make the division that a label opens; False where the label is none (a year, a number in a sentence)."""
    kind = found.lastgroup or ""
    label = found[kind]
    number = _RAISED.sub("-", label).translate(_SUPERSCRIPTS).replace(" ", "-").replace("(", "-").replace(")", "").lower()
    if kind == "dotted":
        own = _below(number, prefix)
        if own is None:
            plain = number.split(".")
            if len(plain) == 2 and stack and stack[0].kind == "dot":
                kind, number = "dot", "-".join(plain)
            else:
                return False
        else:
            kind, number = f"dotted{own.count('.')}", own.rpartition(".")[2]
    elif kind == "round" or kind == "both":
        number = number.replace(".", "-")
    depth = next((at for at, one in enumerate(stack) if one.kind == kind), -1)
    if kind in ("dot", "round", "both") and not _plausible(number, stack[depth].last if depth >= 0 else 0):
        return False
    text = words[found.end() :].lstrip()
    if depth >= 0:
        del stack[depth:]
    elif kind in ("dot", "both") and open_note is None:
        stack.clear()
    elif kind.startswith("dotted"):
        while stack and not (stack[-1].kind.startswith("dotted") and stack[-1].kind < kind):
            stack.pop()
    parent = stack[-1].division if stack else article
    above = 0 if parent.level in ("article",) else 1 if parent.level in ("paragraph", "note") else 2 if parent.level == "point" else 3
    level = _LEVELS[above]
    if above == 0 and kind in ("round", "letter", "bracketed", "roman", "lettered"):
        level = "point"
    gone = len(text) < 200 and known.repeals.says(text)
    one = Division(level, number, words[: found.end()].strip(), text="" if gone else text, start=start, status="repealed" if gone else "")
    if gone:
        one.notes.append(text)
    parent.children.append(one)
    base = number.partition("-")[0]
    stack.append(_Open(one, kind, int(base) if base.isdigit() else 0))
    return True


def _plausible(number: str, last: int) -> bool:
    base = int(number.partition("-")[0])
    return base == last or last < base <= last + 15 or base == 1


def _below(number: str, article: str) -> str | None:
    """What a dotted number says below its article: ``1.2`` of ``34.1.2`` in article 34."""
    return number[len(article) + 1 :] if article and number.startswith(article + ".") else None
