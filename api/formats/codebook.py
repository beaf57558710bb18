"""The codebook as a book: one self-contained page (HTML) and one file for paper (PDF), both languages side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from graph.codebook import Answer, Codebook, Measure
from graph.release import RELEASE, RELEASED

__all__ = ["GAPS", "Entry", "Group", "codebook_html", "groups"]

GAPS = ("silent", "unclear", "not-applicable", "not-researched", "disputed")
"""What a cell can be that is no answer to the question; the codebook defines them once and not at each measure."""


@dataclass(frozen=True)
class Entry:
    """One measure as it is printed: in each language, with the answers of its own scheme by language."""

    measure: Mapping[str, Measure]
    answers: Mapping[str, list[Answer]]


@dataclass(frozen=True)
class Group:
    """Measures that belong together, under their heading in each language."""

    id: str
    label: Mapping[str, str]
    entries: list[Entry]


def groups(books: Mapping[str, Codebook]) -> list[Group]:
    """The measures in the order of the table, from the codebook in each language, the first of which gives the order."""
    first = next(iter(books.values()))
    return [
        Group(name, {lang: book.measures[members[0]].group_label for lang, book in books.items()}, [_entry(books, one) for one in members])
        for name, members in (
            (name, [one.id for one in found]) for name, found in groupby(first.measures.values(), key=lambda measure: measure.group)
        )
    ]


def _entry(books: Mapping[str, Codebook], measure: str) -> Entry:
    return Entry(
        {lang: book.measures[measure] for lang, book in books.items()},
        {lang: [one for one in book.answers_of(book.measures[measure]) if one.id not in GAPS] for lang, book in books.items()},
    )


def gaps(books: Mapping[str, Codebook]) -> Iterator[tuple[str, dict[str, tuple[str, str]]]]:
    """Each kind of gap with its label and meaning in each language."""
    for one in GAPS:
        said = {lang: book.answers.get(one) or book.codes[one] for lang, book in books.items()}
        yield one, {lang: (found.label, found.definition) for lang, found in said.items()}


@cache
def _page(name: str) -> str:
    return files("api").joinpath("pages", f"book.{name}").read_text(encoding="utf-8")


def codebook_html(books: Mapping[str, Codebook]) -> bytes:
    """The codebook as one HTML file: no script, nothing fetched; a measure is at ``#its-slug``."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(_page("html"))
    style = Markup(_page("css"))
    page = template.render(groups=groups(books), gaps=list(gaps(books)), langs=list(books), style=style, release=RELEASE, released=RELEASED)
    return page.encode()
