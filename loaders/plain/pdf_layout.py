"""From the lines of printed pages to paragraphs: what only the page put there is taken out, what it broke is joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

__all__ = ["PrintedLine", "paragraphs"]

_EDGE = 3  # so many lines at the head and foot of a page may be furniture
_COLUMN = 20  # a column narrower than so many letters' heights may be a list: nothing shows that its lines were broken by the page
_LABEL = re.compile(r"[(\[]?(?:\d+(?:[.\-]\d+)*|[a-zа-яёіїєґ]|[ivxlcIVXLC]+)[).\]]|[-–—•§*«\"“„]\s?|\d+(?:[.\-]\d+)+\s")
_ENDED = re.compile(r"[.;:!?…]['\"»”)]?$")
_BROKEN_WORD = re.compile(r"(\w*[^\W\d_])[-\u00ad\x02\ufffe]$")
_WORD_LENGTH = 80  # no word of a law is longer
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+|[^\W\d_]{4,}")


@dataclass(frozen=True)
class PrintedLine:
    """One line as printed: its words, its place on the page in points from below and left, its letters."""

    text: str
    left: float
    right: float
    bottom: float
    size: float
    weight: int


def paragraphs(pages: list[list[PrintedLine]]) -> list[str]:
    """The paragraphs of a document, without running heads and feet and page numbers; words broken at a line end are whole again."""
    kept = _without_furniture(pages)
    words = {word.lower() for page in kept for line in page for word in _WORD.findall(line.text)}
    return list(_joined([line for page in kept for line in page], words))


def _without_furniture(pages: list[list[PrintedLine]]) -> list[list[PrintedLine]]:
    """A line near the head or foot that stands on many pages, or that counts them, belongs to the page and not to the text."""
    edges = [_edge(page) for page in pages]
    standing = Counter(key for page, edge in zip(pages, edges, strict=True) for key in {_place(page[at]) for at in edge})
    counting = Counter(key for index, page in enumerate(pages) for at in _outermost(edges[index]) for key in _counts(page[at], index))
    kept = []
    for index, page in enumerate(pages):
        furniture = {at for at in edges[index] if standing[_place(page[at])] >= max(3, len(pages) * 0.4)}
        for at in _outermost(edges[index]):
            if any(counting[key] >= max(2, len(pages) * 0.4) for key in _counts(page[at], index)):
                furniture.add(at)
        kept.append([line for at, line in enumerate(page) if at not in furniture])
    return kept


def _edge(page: list[PrintedLine]) -> list[int]:
    """The lines nearest to the head and foot of a page, from the foot up."""
    order = sorted(range(len(page)), key=lambda at: page[at].bottom)
    return order if len(order) <= 2 * _EDGE else order[:_EDGE] + order[-_EDGE:]


def _outermost(edge: list[int]) -> set[int]:
    return {*edge[:1], *edge[-1:]}


def _place(line: PrintedLine) -> tuple[str, int]:
    return line.text, round(line.bottom / 4)


def _counts(line: PrintedLine, index: int) -> set[tuple[str, int, int]]:
    """What a line is but for its numbers, and how far each is from the count of the pages: the same on every page for a page number."""
    frame = re.sub(r"\d+", "#", line.text)
    return {(frame, round(line.bottom / 4), int(number) - index) for number in re.findall(r"\d{1,5}", line.text)}


def _joined(lines: list[PrintedLine], words: set[str]) -> Iterator[str]:
    margins = _margins(lines)
    held: list[str] = []
    last = None
    for line in lines:
        if last is not None and _continues(last, line, margins):
            held[-1] = _before(held[-1], line.text, words)
        elif held:
            yield "".join(held)
            held = []
        held.append(line.text)
        last = line
    if held:
        yield "".join(held)


@dataclass(frozen=True)
class _Margins:
    left: float
    right: float
    step: float
    indented: bool


def _margins(lines: list[PrintedLine]) -> _Margins:
    """Where most lines begin and end, how far apart they are, and whether paragraphs begin with an indent."""
    if not lines:
        return _Margins(0, 0, 0, False)
    left = Counter(round(line.left) for line in lines).most_common(1)[0][0]
    right = sorted(line.right for line in lines)[int(len(lines) * 0.9)]
    steps = [before.bottom - after.bottom for before, after in pairwise(lines) if 0 < before.bottom - after.bottom < 100]
    size = median(line.size for line in lines)
    indents = sum(left + 0.8 * size < line.left < left + 6 * size for line in lines)
    return _Margins(left, right, median(steps) if steps else 0, indents > len(lines) * 0.08)


def _continues(last: PrintedLine, line: PrintedLine, margins: _Margins) -> bool:
    """Whether a line goes on with the paragraph of the one before it: only where all that the page shows agrees."""
    column = margins.right - margins.left > _COLUMN * line.size
    full = column and last.right >= margins.right - max(0.12 * (margins.right - margins.left), 3 * last.size)
    same_letters = abs(last.weight - line.weight) < 50 and abs(last.size - line.size) < 0.08 * line.size
    below = last.bottom - line.bottom
    near = below < 0 or margins.step == 0 or below < 1.45 * margins.step + 0.5  # below 0: the next page or column
    indented = line.left > margins.left + 0.8 * line.size
    if not (full and same_letters and near) or indented:
        return False
    if _LABEL.match(line.text) and (_ENDED.search(last.text) or not margins.indented):
        return False
    return margins.indented or not _ENDED.search(last.text) or line.text[:1].islower()


def _before(line: str, more: str, words: set[str]) -> str:
    """A line as it stands before the next one of its paragraph.

    A word broken between them loses its hyphen, unless the document has it with the hyphen elsewhere.
    """
    broken, going_on = _BROKEN_WORD.search(line[-_WORD_LENGTH:]), re.match(r"[^\W\d_]+", more)
    if not (broken and going_on and more[0].islower()):
        return line.rstrip("\u00ad\x02\ufffe") + " "
    if line[-1] != "\u00ad" and f"{broken[1]}-{going_on[0]}".lower() in words:
        return f"{line[:-1]}-"
    return line[:-1]
