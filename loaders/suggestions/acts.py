"""Suggestions for an act as the statute loader gives it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from loaders.act import ActText, Division
from loaders.suggestions.lexicon import lexicon
from loaders.suggestions.matching import Article, Suggestion, suggest
from loaders.suggestions.words import LANGUAGES, Language, language_of

__all__ = ["suggest_act", "suggested_languages"]


def suggested_languages() -> list[Language]:
    """The languages that have a lexicon, each with how it came about."""
    return list(LANGUAGES.values())


def suggest_act(act: ActText, titles: Iterable[tuple[str, str]] = (), *, language: str = "") -> list[Suggestion]:
    """What the articles of an act may bear on, in the order of its text, the best of an article first.

    ``titles``: more titles of the act, as (language tag, title), since the kind of an act decides what some words mean.
    ``language`` overrides that of the act. Repealed articles are passed over. Raises ValueError for a language that has no lexicon.
    """
    own = language_of(language or act.language)
    if not own:
        raise ValueError(language or act.language)
    known = [(title, lexicon(tag)) for said, title in [(own, act.title), *titles] if title and (tag := language_of(said))]
    return list(suggest(_articles(act), lexicon(own), known))


def _articles(act: ActText) -> Iterator[Article]:
    for division in act.walk():
        if division.level == "article" and division.status != "repealed":
            yield Article(division.number, division.heading, tuple(_paragraphs(division)))


def _paragraphs(article: Division) -> Iterator[str]:
    """The parts of an article by which it is cited, each with its points."""
    yield from (line for line in article.text.splitlines() if line.strip())
    for child in article.children:
        heading = f"{child.heading}\n" if child.heading else ""
        yield heading + child.whole_text()
