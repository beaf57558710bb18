"""The text of an act as a tree: what every statute reader gives, whatever the file was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["LEVELS", "ActText", "Division", "full_number"]

LEVELS = {
    "preamble": "preamble",
    "part": "part",
    "section": "sec",
    "subsection": "subsec",
    "chapter": "chp",
    "subchapter": "subchp",
    "article": "art",
    "paragraph": "para",
    "point": "point",
    "subpoint": "subpoint",
    "note": "note",
    "annex": "att",
}
"""Every level of a division, outermost first, with its abbreviation in Akoma Ntoso element ids (Naming Convention 1.0, section 5.2)."""


@dataclass(slots=True)
class Division:
    """One division of a text: a chapter, an article, one paragraph of an article.

    ``number`` is the division's own number in the normal form (``27-1`` whatever the print, ``3`` for III, '' where it has
    none), ``printed`` the label as the text prints it. ``text`` is what stands in the division itself, without its
    heading and without the divisions below. ``start`` and ``end`` are code points in the text of the document.
    ``status``: '' or 'repealed'. ``notes``: notes on amendments that the publisher added, out of the text.
    """

    level: str
    number: str = ""
    printed: str = ""
    heading: str = ""
    text: str = ""
    start: int = 0
    end: int = 0
    status: str = ""
    notes: list[str] = field(default_factory=list)
    children: list[Division] = field(default_factory=list)
    eid: str = ""

    def walk(self) -> Iterator[Division]:
        """The division and everything below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()

    def whole_text(self) -> str:
        """The text of the division with that of everything below it, a line for each piece, labels kept."""
        lines = [self.text] if self.text else []
        for child in self.children:
            own = child.whole_text()
            lines.append(f"{child.printed} {own}".strip() if child.printed else own)
        return "\n".join(line for line in lines if line)


@dataclass
class ActText:
    """An act as a document gives it. What the text does not say is '' (unknown), never a guess.

    ``text`` is the document as plain text, to which the offsets of the divisions refer. ``adopted`` is an EDTF day.
    ``remarks`` say what is damaged, doubtful or was inferred, as (offset in the text, sentence for a lawyer).
    ``in_force`` is the day of the version and ``id`` that of the act (``by/water-code``), where the document is marked with them.
    """

    text: str
    language: str = ""
    title: str = ""
    number: str = ""
    adopted: str = ""
    divisions: list[Division] = field(default_factory=list)
    remarks: list[tuple[int, str]] = field(default_factory=list)
    in_force: str = ""
    id: str = ""

    def walk(self) -> Iterator[Division]:
        """Every division in the order of the text."""
        for division in self.divisions:
            yield from division.walk()


def full_number(ancestors: list[Division], division: Division) -> str:
    """The number by which a lawyer cites a division of an article: ``32(1)(a)``; '' above articles and where a number is missing."""
    numbers: list[str] = []
    for one in [*ancestors, division]:
        if one.level == "article":
            numbers = [one.number]
        elif numbers:
            numbers.append(f"({one.number})" if one.number else "")
    return "".join(numbers) if numbers and all(numbers) else ""
