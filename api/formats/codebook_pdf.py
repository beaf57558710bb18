"""The codebook as PDF: A4, with contents, outline and page numbers; the same bytes whenever and wherever it is made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.resources import files
from math import ceil
from typing import Any

from fpdf import FPDF
from fpdf.outline import OutlineSection

from api.formats.codebook import Entry, gaps, groups
from graph.codebook import Codebook
from graph.release import RELEASE, RELEASED

__all__ = ["codebook_pdf"]

_FONT = files("api").joinpath("formats", "fonts", "DejaVuSans.ttf")
_INTRODUCTION = (
    "Every measure is one question that is put to every law, treaty and model law, with its answers, the rule for choosing one, and a "
    "worked example, in English and Russian. What is in law and what is in practice are different measures."
)
_INK, _GREY, _BLUE = (28, 36, 48), (85, 96, 110), (11, 79, 138)
_SIDE, _LABEL = 18, 32
_LINE, _ROOM = (5.0, 4.2), 255
"""Of the contents: the height of a line by its level, and what a page holds, in millimetres."""


class _Book(FPDF):
    def footer(self) -> None:
        self.set_y(-14)
        self.set_font("DejaVu", size=7.5)
        self.set_text_color(*_GREY)
        self.cell(0, 8, f"druglaw, codebook, release {RELEASE}", align="L")
        self.cell(0, 8, f"{self.page_no()}", align="R")


def codebook_pdf(books: Mapping[str, Codebook]) -> bytes:
    """The codebook as one PDF file."""
    day = datetime.fromisoformat(RELEASED).replace(tzinfo=UTC)
    book = _Book(format="A4")
    book.add_font("DejaVu", fname=str(_FONT))
    book.set_margins(_SIDE, 16, _SIDE)
    book.set_auto_page_break(True, margin=18)
    book.set_title(f"Codebook of druglaw, release {RELEASE}")
    book.set_author("druglaw contributors")
    book.set_lang("en")
    book.set_creator("druglaw")
    book.set_producer("druglaw")
    book.set_creation_date(day)
    book.add_page()
    _say(book, "Codebook of druglaw", 20, after=4)
    _say(book, f"Release {RELEASE} of {RELEASED}. CC BY 4.0.", 10, _GREY, after=6)
    _say(book, _INTRODUCTION, 10, after=6)
    _heading(book, "What is no answer", 0)
    _say(book, "Every measure has these beside its own answers. None of them is ever turned into another, or into “no”.", 9, after=2)
    for one, said in gaps(books):
        _field(book, one, {lang: f"{label}: {meaning}" for lang, (label, meaning) in said.items()})
    found = groups(books)
    lines = _LINE[0] * (len(found) + 1) + _LINE[1] * sum(len(group.entries) for group in found)
    book.add_page()
    book.insert_toc_placeholder(_contents, pages=ceil(lines / _ROOM))
    for number, group in enumerate(found):
        if number:
            book.add_page()
        _heading(book, group.label["en"], 0, " / ".join(label for lang, label in group.label.items() if lang != "en"))
        for entry in group.entries:
            _entry(book, entry)
    return bytes(book.output())


def _entry(book: FPDF, entry: Entry) -> None:
    english = entry.measure["en"]
    if book.get_y() > 225:  # a heading alone at the foot of a page is found by nobody
        book.add_page()
    book.ln(3)
    _heading(book, english.label, 1, " / ".join(one.label for lang, one in entry.measure.items() if lang != "en"))
    _field(book, "Id", {"en": f"{english.id}, {english.kind.replace('-', ' ')}"})
    _field(book, "Question", {lang: one.question for lang, one in entry.measure.items()})
    for at, answer in enumerate(entry.answers["en"]):
        said = {lang: f"{found[at].label}: {found[at].definition}" for lang, found in entry.answers.items()}
        _field(book, answer.id, said, code=True)
    _field(book, "Decision rule", {lang: one.rule for lang, one in entry.measure.items()})
    _field(book, "Worked example", {lang: one.example for lang, one in entry.measure.items()})


def _heading(book: FPDF, text: str, level: int, other: str = "") -> None:
    book.start_section(text, level=level)
    _say(book, text, 15 - 3.5 * level, _BLUE, after=0 if other else 2)
    if other:
        _say(book, other, 11 - 2 * level, _GREY, after=2)


def _field(book: FPDF, name: str, said: Mapping[str, str], *, code: bool = False) -> None:
    """A name in the margin, and beside it what is said, one paragraph for each language."""
    for at, (lang, text) in enumerate(said.items()):
        book.set_font("DejaVu", size=7.5)
        top = book.get_y()
        if not at:
            book.set_text_color(*(_BLUE if code else _GREY))
            book.multi_cell(_LABEL - 2, 4, name, align="L", new_x="RIGHT", new_y="TOP")
        bottom = book.get_y()
        book.set_xy(_SIDE + _LABEL, top if bottom >= top else bottom)
        book.set_text_color(*(_INK if lang == "en" else _GREY))
        book.set_font("DejaVu", size=9 if lang == "en" else 8.5)
        book.multi_cell(book.epw - _LABEL, 4.4, text, align="L", new_x="LMARGIN", new_y="NEXT")
    book.ln(1.2)


def _say(book: FPDF, text: str, size: float, colour: tuple[int, int, int] = _INK, *, after: float) -> None:
    book.set_font("DejaVu", size=size)
    book.set_text_color(*colour)
    book.set_x(book.l_margin)
    book.multi_cell(0, size * 0.5, text, align="L", new_x="LMARGIN", new_y="NEXT")
    book.ln(after)


def _contents(book: FPDF, outline: list[OutlineSection]) -> None:
    for section in outline:
        height, indent = _LINE[section.level], 6 * section.level
        link: Any = book.add_link(page=section.page_number)
        book.set_font("DejaVu", size=9 - section.level)
        book.set_text_color(*(_GREY if section.level else _INK))
        book.set_x(_SIDE + indent)
        book.cell(book.epw - indent - 12, height, section.name, link=link)
        book.cell(12, height, str(section.page_number), align="R", link=link, new_x="LMARGIN", new_y="NEXT")
