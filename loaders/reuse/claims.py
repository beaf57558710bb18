"""Claims of influence computed from texts: an article may follow another since both say the same and the dates do not forbid it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from graph.chronology import IMPOSSIBLE, POSSIBLE, verdict
from graph.influence import history_of
from graph.reuse import Pair, find_reuse
from graph.store import Store
from graph.wordings import History
from loaders.reuse.common import common_words
from loaders.reuse.texts import Text, chosen_versions, pairs_of, read_text

__all__ = ["METHOD", "ComputedClaim", "Side", "computed_claims", "pairs_between", "readings"]

METHOD = "shared rare words of sentences, any order (graph.reuse)"
"""How the claims are computed, for the record."""

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Side:
    """One side of a claim: the act (``by/water-code``), the version of it (``by/water-code/2014-07-01``) and the article (``27-1``).

    ``eid`` is the element id of the article in the text, ``share`` the share of its words, by weight, that stand in the other. ``wording``
    is the day that names the wording, '' for the original one; ``thing`` is what the claim is about: the article, or the act where the
    text numbers none; of an undated text the wording.
    """

    act: str
    version: str
    article: str
    eid: str
    share: float
    thing: str
    wording: str


@dataclass(frozen=True)
class ComputedClaim:
    """That one article may follow another: computed, never proven.

    ``directed``: the dates of the two wordings say which is the later; where they do not, the same pair is given twice, once each way.
    ``degree`` is a code of ``influence-degree``, ``score`` the greater share, from 0 to 1, ``shared`` the words that both have, as they
    stand in the follower.
    """

    follower: Side
    origin: Side
    degree: str
    score: float
    shared: tuple[str, ...]
    directed: bool


def computed_claims(
    store: Store, versions: Sequence[str] | None = None, progress: Progress = lambda what, share: None
) -> list[ComputedClaim]:
    """The claims between the loaded texts of different acts in one language: all, or those named (``by/water-code/2014-07-01``, or an act).

    Raises UnknownIdError for a version whose text is not loaded.
    """
    wanted = chosen_versions(store, versions)
    texts = []
    for done, version in enumerate(wanted):
        progress(f"reading {version}", 0.2 * done / len(wanted))
        texts.append(read_text(store, version))
    found: list[tuple[Text, Text, Pair]] = []
    compared = pairs_of(texts)
    for done, (one, other) in enumerate(compared):
        what = f"comparing {one.version} and {other.version}"
        pairs = pairs_between(one, other, lambda share, what=what, done=done: progress(what, 0.2 + 0.75 * (done + share) / len(compared)))  # type: ignore[misc]
        found += [(one, other, pair) for pair in pairs]
    progress("asking for the dates", 0.95)
    return list(_claims(store, found))


def pairs_between(one: Text, other: Text, progress: Callable[[float], None] = lambda share: None) -> list[Pair]:
    """The articles of two texts in one language that say the same."""
    return find_reuse(one.articles, other.articles, common_words(one.language), progress)


def readings(store: Store, one: Text, other: Text) -> tuple[str, str]:
    """What the dates say to it that the first text followed the second, and that the second followed the first."""
    history = history_of(store, {one.act, other.act})
    a, b = (history.meant(text.act, _day(history, text, text.act)) for text in (one, other))
    return verdict(a.passed, b.known), verdict(b.passed, a.known)


def _claims(store: Store, found: Sequence[tuple[Text, Text, Pair]]) -> Iterator[ComputedClaim]:
    history = history_of(store, {_thing(text, at) for one, other, pair in found for text, at in ((one, pair.a), (other, pair.b))})

    @cache
    def wording(text: Text, at: int) -> str:
        return _wording(history, text, at)

    for one, other, pair in found:
        a = _side(one, pair.a, pair.in_b, wording(one, pair.a))
        b = _side(other, pair.b, pair.in_a, wording(other, pair.b))
        forwards, backwards = _reading(history, a, b), _reading(history, b, a)
        for follower, origin, text, at, spans, this, opposite in (
            (a, b, one, pair.a, pair.spans_a, forwards, backwards),
            (b, a, other, pair.b, pair.spans_b, backwards, forwards),
        ):
            if this != IMPOSSIBLE and not (opposite == POSSIBLE != this):
                words = tuple(" ".join(text.articles[at].text[start:end].split()) for start, end in spans)
                directed = opposite == IMPOSSIBLE or this == POSSIBLE != opposite
                yield ComputedClaim(follower, origin, pair.degree, pair.score, words, directed)


def _thing(text: Text, at: int) -> str:
    number = text.numbers[at].lower()
    return f"{text.act}/{number}" if number and text.articles[at].id.startswith("art_") else text.act


def _wording(history: History, text: Text, at: int) -> str:
    """The day of the version where it names a later wording than the original."""
    return _day(history, text, _thing(text, at))


def _day(history: History, text: Text, thing: str) -> str:
    day = text.version.rpartition("/")[2]
    return day if any(one.day == day for one in history.wordings(thing)) else ""


def _side(text: Text, at: int, share: float, wording: str) -> Side:
    thing = _thing(text, at)
    if wording.startswith("text-"):
        thing, wording = (f"{thing}/{wording}", "") if thing != text.act else (thing, "")
    article = text.numbers[at] or text.articles[at].id
    return Side(text.act, text.version, article, text.articles[at].id, share, thing, wording)


def _reading(history: History, follower: Side, origin: Side) -> str:
    """What the dates say to the claim."""
    return verdict(history.meant(follower.thing, follower.wording).passed, history.meant(origin.thing, origin.wording).known)
