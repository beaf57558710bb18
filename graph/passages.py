"""A passage of an act as one of its texts has it, ready to be compared with another text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from graph.typography import Words, in_capitals, words_of

__all__ = ["Passage", "places_around"]


@dataclass(frozen=True)
class Passage:
    """A passage as one text has it. ``text`` is everything in it, of a ``surrounding`` division what stands in itself alone.

    ``around`` is the place, in the list of passages, of the division that it stands in; None at the top.
    """

    level: str
    number: str
    heading: str
    text: str
    repealed: bool = False
    eid: str = ""
    around: int | None = None
    surrounding: bool = False

    @cached_property
    def words(self) -> Words:
        """The words of the text."""
        return words_of(self.text)

    @cached_property
    def heading_words(self) -> Words:
        """The words of the heading; a full stop behind it is none."""
        return words_of(self.heading.rstrip(" ."))

    @cached_property
    def heading_in_capitals(self) -> Words:
        """The words of the heading as if printed in capitals."""
        return words_of(self.heading.rstrip(" ."), capitals=True)

    @cached_property
    def gist(self) -> list[str]:
        """The words of heading and text, by which the passage is known again under another number."""
        return self.heading_in_capitals.keys + self.words.keys

    def says_the_same_as(self, other: Passage) -> bool:
        """Whether the texts below the headings differ in typography alone."""
        return self.words.says_the_same_as(other.words)

    def is_headed_like(self, other: Passage) -> bool:
        """Whether the headings differ in typography alone, to which capitals belong where one is printed in them throughout."""
        if in_capitals(self.heading) or in_capitals(other.heading):
            return self.heading_in_capitals.says_the_same_as(other.heading_in_capitals)
        return self.heading_words.says_the_same_as(other.heading_words)


def places_around(passages: Sequence[Passage], at: int) -> Iterator[int]:
    """The places of the divisions around a passage, from the inside out."""
    while (above := passages[at].around) is not None:
        yield above
        at = above
