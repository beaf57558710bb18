"""Which measures an article may bear on, by the rules: proposals for a person, never findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from loaders.suggestions.lexicon import SCOPES, Condition, Lexicon, Rule, rules

__all__ = ["Article", "Suggestion", "suggest"]

_SENTENCE = re.compile(r"(?<=[.!?;։])\s+|\n+")


@dataclass(frozen=True)
class Article:
    """An article as the matching wants it: its paragraphs are the parts that a lawyer cites, points within them."""

    number: str
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Suggestion:
    """A measure that an article may bear on: a machine's proposal, which nobody has checked.

    ``score`` is between 0 and 1. ``triggers`` are the words that spoke for it, as they stand in the text.
    """

    number: str
    heading: str
    measure: str
    score: float
    triggers: tuple[str, ...]


@dataclass
class _Unit:
    """A piece of an article and the words found in it, by concept."""

    found: dict[str, list[str]] = field(default_factory=dict)

    def add(self, text: str, words: Lexicon) -> None:
        for one in words.find(text):
            listed = self.found.setdefault(one.concept, [])
            if (word := " ".join(text[one.start : one.end].split())) not in listed:
                listed.append(word)

    def join(self, other: _Unit) -> None:
        for concept, listed in other.found.items():
            mine = self.found.setdefault(concept, [])
            mine.extend(word for word in listed if word not in mine)


@dataclass
class _Places:
    """Where the concepts of an article stand: in its act's title, its heading, the article, and its smaller units by scope."""

    act: _Unit
    heading: _Unit = field(default_factory=_Unit)
    article: _Unit = field(default_factory=_Unit)
    units: dict[str, list[_Unit]] = field(default_factory=dict)

    def of(self, where: str, unit: _Unit) -> Iterator[dict[str, list[str]]]:
        """What counts for a condition: the heading holds for every part of its article."""
        if where == "act":
            yield self.act.found
        elif where == "article":
            yield self.article.found
        else:
            yield self.heading.found
            if not where:
                yield unit.found


def suggest(articles: Iterable[Article], words: Lexicon, titles: Iterable[tuple[str, Lexicon]] = ()) -> Iterator[Suggestion]:
    """What each article of an act may bear on, in the order of the articles, the best first.

    ``titles`` are the titles of the act, each with the lexicon of its language: they tell a criminal code from another act.
    The score is 1 - (1 - w1)(1 - w2)..., over the weights w of the rules that the article meets, each once: the chance
    that one of them is right, were they independent.
    """
    act = _Unit()
    for title, its in titles:
        act.add(title, its)
    for article in articles:
        places = _places(article, words, act)
        doubts: dict[str, float] = {}
        triggers: dict[str, list[str]] = {}
        for rule in rules():
            if (spoke := _meets(rule, places)) is not None:
                doubts[rule.measure] = doubts.get(rule.measure, 1.0) * (1 - rule.weight)
                known = triggers.setdefault(rule.measure, [])
                known.extend(word for word in spoke if word not in known)
        scored = sorted(((1 - doubt, measure) for measure, doubt in doubts.items()), key=lambda one: (-one[0], one[1]))
        for score, measure in scored:
            yield Suggestion(article.number, article.heading, measure, round(score, 3), tuple(triggers[measure]))


def _places(article: Article, words: Lexicon, act: _Unit) -> _Places:
    places = _Places(act)
    places.heading.add(article.heading, words)
    places.article.join(places.heading)
    sentences, paragraphs = [places.heading], [places.heading]
    for paragraph in article.paragraphs:
        whole = _Unit()
        for sentence in _SENTENCE.split(paragraph):
            unit = _Unit()
            unit.add(sentence, words)
            if unit.found:
                sentences.append(unit)
                whole.join(unit)
        if whole.found:
            paragraphs.append(whole)
            places.article.join(whole)
    places.units = dict(zip(SCOPES, (sentences, paragraphs, [places.article]), strict=True))
    return places


def _meets(rule: Rule, places: _Places) -> list[str] | None:
    """The words by which an article meets a rule, None where it does not."""
    if any(_holds(condition, places, places.article) is None for condition in rule.together):
        return None
    for unit in places.units[rule.scope]:
        spoke: list[str] = []
        for condition in rule.together:
            if (words := _holds(condition, places, unit)) is None:
                break
            spoke.extend(words if condition.where != "act" else ())
        else:
            if all(_holds(condition, places, unit) is None for condition in rule.unless):
                return spoke
    return None


def _holds(condition: Condition, places: _Places, unit: _Unit) -> list[str] | None:
    for found in places.of(condition.where, unit):
        if words := [word for concept in sorted(condition.concepts & found.keys()) for word in found[concept][:2]]:
            return words
    return None
