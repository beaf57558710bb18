"""The sources of a table, each once: numbered, formatted in a citation style, with grade and address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from api.formats.citations import cited, with_accessed
from api.formats.editions import Edition
from api.formats.visible import visible, web_address
from graph.codebook import Code
from graph.csl import CslItem
from graph.knowledge import Knowledge

__all__ = ["Cited", "Piece", "bibliography"]


@dataclass(frozen=True)
class Piece:
    """A piece of a citation: its text, whether it is italic, and the address that it shows, '' for none that may be followed."""

    text: str
    italic: bool = False
    address: str = ""


@dataclass(frozen=True)
class Cited:
    """One entry of a bibliography. ``published`` is the date of publication as the data have it (EDTF), ``graded`` the grade in words."""

    number: int
    key: str
    pieces: tuple[Piece, ...]
    grade: str
    published: str
    address: str
    graded: str

    @property
    def text(self) -> str:
        """The citation without its marks."""
        return "".join(piece.text for piece in self.pieces)


def bibliography(knowledge: Knowledge, keys: Iterable[str], edition: Edition, lang: str = "en") -> dict[str, Cited]:
    """The sources with these keys in the style of the edition, in the order of a bibliography, by key; ``lang`` of their grades."""
    wanted = sorted(set(keys))
    items = dict(zip(wanted, with_accessed([knowledge.references[key] for key in wanted], edition.accessed), strict=True))
    pieces = {key: tuple(_pieces(item, edition.style)) for key, item in items.items()}
    in_order = sorted(wanted, key=lambda key: ("".join(one.text for one in pieces[key]).lstrip("‘“«\"'").casefold(), key))
    codes = knowledge.codebook(lang).codes
    return {key: _cited(number, key, pieces[key], items[key], codes) for number, key in enumerate(in_order, 1)}


def _cited(number: int, key: str, pieces: tuple[Piece, ...], item: CslItem, codes: dict[str, Code]) -> Cited:
    said = item.get("custom", {})
    grade, published, address = said.get("grade", ""), visible(said.get("issued", "")), web_address(item.get("URL", ""))
    return Cited(number, key, pieces, grade, published, address, codes[grade].label if grade in codes else grade)


def _pieces(item: CslItem, style: str) -> Iterator[Piece]:
    address = web_address(item.get("URL", ""))
    for run in cited(item, style):
        before, shown, after = run.text.partition(address) if address else (run.text, "", "")
        for text, link in ((before, ""), (shown, address), (after, "")):
            if text:
                yield Piece(visible(text), "italic" in run.marks, link)
