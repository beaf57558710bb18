"""What every printed table says beside its cells: title, legend, where it comes from, and cautions."""

from __future__ import annotations

from dataclasses import dataclass, field

from api.formats.editions import Edition
from api.formats.visible import line
from api.formats.words import Words, words
from api.receipts import Receipt
from graph.comparison import Comparison
from graph.tallies import tallies_of

__all__ = ["GAPS", "Stated", "Term"]

GAPS = ("silent", "unclear", "not-applicable")
"""Answers that every table explains, whether they occur in it or not."""


@dataclass(frozen=True)
class Term:
    """An entry of the legend: how it stands in the table, its other name ('' for none), and what it means."""

    shown: str
    name: str
    meaning: str

    @property
    def explained(self) -> str:
        """The other name and the meaning, as they follow the term."""
        return f" ({self.name}): {self.meaning}" if self.name else f": {self.meaning}"


@dataclass
class Stated:
    """A comparison in an edition and a format, and what is said of it in the language of its labels."""

    comparison: Comparison
    edition: Edition
    format: str
    said: Words = field(init=False)
    title: str = field(init=False)

    def __post_init__(self) -> None:
        self.said = words(self.comparison.query.lang)
        self.title = self.said["title"].format(day=self.comparison.as_of)

    def named(self, slug: str) -> str:
        """How an answer or a status stands in a cell: by its slug, the name in every format, or in Russian by its label."""
        return slug if self.comparison.query.lang == "en" else self._label(slug)

    def _label(self, slug: str) -> str:
        codebook = self.comparison.codebook
        known = codebook.answers.get(slug) or codebook.codes.get(slug)
        return known.label if known else slug

    @property
    def legend(self) -> list[Term]:
        """What each kind of gap and mark means, then the answers that occur."""
        answers, codes = self.comparison.codebook.answers, self.comparison.codebook.codes
        used = {answer for cell in self.comparison.cells.values() for answer in cell.answers}
        terms = [self._term(one, answers[one].definition) for one in GAPS if one in answers]
        terms += [self._term(one, codes[one].definition) for one in ("not-researched", "disputed")]
        terms += [
            Term(f"({self.named('carried')} …)", "", line(codes["carried"].definition)),
            Term(f"({self.named('possible')})", "", line(codes["possible"].definition)),
            Term(f"({self.said['rivals']})", "", self.said["rivals_meaning"]),
        ]
        return terms + [self._term(one.id, one.definition) for one in answers.values() if one.id in used - set(GAPS)]

    def _term(self, slug: str, meaning: str) -> Term:
        shown, other = line(self.named(slug)), line(self._label(slug)) if self.comparison.query.lang == "en" else slug
        return Term(shown, "" if other.replace(" ", "-") == shown else other, line(meaning))

    @property
    def about(self) -> dict[str, str]:
        """What the table says of itself: release, day, rule and receipt, and how many sources without a date were left out."""
        receipt = Receipt.of(self.comparison, self.edition)
        stated = receipt.stated(self.comparison, self.format) | {"undated_sources_left_out": str(self.comparison.undated)}
        return {name: line(value) or self.said["none"] for name, value in stated.items()}

    @property
    def mark(self) -> str:
        """The receipt as one word, for programs: it stands in the file where no reader sees it."""
        return Receipt.of(self.comparison, self.edition).mark(self.comparison, self.format)

    @property
    def cautions(self) -> list[str]:
        """What a reader has to know before he quotes the table."""
        undated = [self.said["undated"].format(count=self.comparison.undated)] if self.comparison.undated else []
        counted = [line(one.sentence) for one in tallies_of(self.comparison)]
        return [self.said["gaps"], *undated, *counted, self.said["dates"], self.said["own_words"], self.said["aid"]]
