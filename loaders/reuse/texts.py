"""The loaded texts of a store between which reuse is looked for, each read once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.errors import UnknownIdError
from graph.reuse import Article
from graph.store import Store
from graph.terms import id_of, iri
from loaders.act import ActText
from loaders.act_from_store import loaded_versions, read_version
from loaders.act_passages import passages_of
from loaders.reuse.words import worded
from loaders.suggestions.words import language_of

__all__ = ["Text", "chosen_versions", "language_key", "pairs_of", "read_text", "text_of"]


@dataclass(frozen=True, eq=False)
class Text:
    """A text ready to be compared: its version (``by/water-code/2014-07-01``), its language, its articles, their numbers and headings.

    An article's id is its element id in the text; its number is '' where it has none.
    """

    version: str
    language: str
    articles: tuple[Article, ...]
    numbers: tuple[str, ...]
    headings: tuple[str, ...]

    @property
    def act(self) -> str:
        """The act that it is a text of."""
        return self.version.rpartition("/")[0]


def chosen_versions(store: Store, wanted: Iterable[str] | None = None) -> list[str]:
    """The versions whose text is loaded: all, or those named, by their own ids or, all of an act, by that of the act.

    Raises UnknownIdError for one that is not loaded.
    """
    known = [id_of(version) for version in loaded_versions(store)]
    if wanted is None:
        return known
    chosen = set()
    for one in (name.strip().lower() for name in wanted):
        found = [version for version in known if one in (version, version.rpartition("/")[0])]
        if not found:
            raise UnknownIdError("loaded text", one, known)
        chosen.update(found)
    return sorted(chosen)


def read_text(store: Store, version: str) -> Text:
    """The text of a version as the store has it."""
    return text_of(version, read_version(store, iri(f"version/{version}")))


def text_of(version: str, act: ActText) -> Text:
    """The text of a version, of which a tree was read: its articles, or, in an act that has none, whatever it has instead.

    What was repealed, and what stands in chapters outside their articles, is left out.
    """
    found = [one for one in passages_of(act) if not one.surrounding and not one.repealed]
    found = [one for one in found if one.level == "article"] or found
    language = language_key(act.language)
    articles = tuple(worded(one.eid or one.number, one.text, language) for one in found)
    return Text(version, language, articles, tuple(one.number for one in found), tuple(one.heading for one in found))


def language_key(tag: str) -> str:
    """What two texts in one language have in common: ``uz`` for ``uz-Cyrl`` and ``uzb``; '' where the language is not known."""
    return language_of(tag) or tag.lower().partition("-")[0]


def pairs_of(texts: Sequence[Text]) -> list[tuple[Text, Text]]:
    """The texts of different acts in one language, two by two."""
    return [
        (one, other)
        for at, one in enumerate(texts)
        for other in texts[at + 1 :]
        if one.act != other.act and one.language and one.language == other.language
    ]
