"""Which wordings of an act or article the data know, and when each was passed and became known.

The original wording counts by the votes, signatures and publication of the act. A later one is known by the day from which it
holds: a version, the wording of an article, an amendment that brings words. Where the day of the vote on it is not known, that day
stands for it on both sides of a comparison; whoever knows better says so in a date statement about the version or the amending act.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graph.chronology import for_knowing, for_passing, known_from, overlap, passed
from graph.dates import ALWAYS, FOREVER, DateError, Span, span
from graph.terms import BASE, id_of, kind_of

__all__ = ["Facts", "Ground", "History", "Wording"]

Facts = Mapping[str, Mapping[str, Sequence[str]]]
"""What is said of things: IRI, local name of the property, values. ``act`` is the act of an article, ``source`` that of the evidence."""

_BRINGS_WORDS = ("inserts", "replaces", "changes")
_UNDATED = "undated"


class Ground(NamedTuple):
    """What one source says of one date of a wording: the role, the days it may mean, the date as written, the key of the source."""

    role: str
    days: Span
    date: str
    source: str


@dataclass(frozen=True)
class Wording:
    """One wording of an act or article. ``day`` is the day from which it holds, as written; '' for the original.

    ``passed`` and ``known`` are the days on which it may have been passed and may have become known; None where nothing tells.
    """

    id: str
    day: str
    passed: Span | None
    known: Span | None
    grounds: tuple[Ground, ...] = ()

    @property
    def passing(self) -> list[Ground]:
        """The grounds that say when it was passed."""
        return for_passing(self.grounds)

    @property
    def knowing(self) -> list[Ground]:
        """The grounds that say when it became known."""
        return for_knowing(self.grounds)


class _Change(NamedTuple):
    provision: str
    verb: str
    day: str
    by: str
    source: str


class History:
    """The dates of acts and articles, from facts about date statements, amendments, versions and articles."""

    def __init__(self, facts: Facts) -> None:
        self._said: dict[str, list[Ground]] = defaultdict(list)
        self._changes: dict[str, list[_Change]] = defaultdict(list)
        self._versions: dict[str, set[str]] = defaultdict(set)
        self._rewordings: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._begins: dict[str, str] = {}
        self._wording_of: dict[str, tuple[str, str]] = {}
        for iri, thing in facts.items():
            self._note(iri, thing)

    def _note(self, iri: str, thing: Mapping[str, Sequence[str]]) -> None:
        short, date, source = id_of(iri), _one(thing, "date"), id_of(_one(thing, "source"))
        if "amendedAct" in thing:
            change = _Change(id_of(_one(thing, "provision")), _code(thing, "verb"), date, id_of(_one(thing, "amendingAct")), source)
            self._changes[id_of(_one(thing, "amendedAct"))].append(change)
        elif "about" in thing and (days := _days(date)):
            self._said[_one(thing, "about").removeprefix(BASE)].append(Ground(_code(thing, "role"), days, date, source))
        elif "versionOf" in thing:
            self._versions[id_of(_one(thing, "versionOf"))].add(_one(thing, "from") or short.rpartition("/")[2])
        elif "wordingOf" in thing:
            article = id_of(_one(thing, "wordingOf"))
            self._wording_of[short] = article, _one(thing, "from") or short.rpartition("/")[2]
            self._rewordings[_act(article)].add(self._wording_of[short])
        elif kind_of(iri) == "provision" and "from" in thing:
            self._begins[short] = _one(thing, "from")

    def wordings(self, thing: str) -> list[Wording]:
        """The wordings of an act or article by its short id, the oldest first; of one wording of an article, that one alone.

        Where nothing tells of the original, the wordings that are known stand alone; where there is none, one without dates.
        """
        if thing in self._wording_of:
            return [self.on(*self._wording_of[thing])]
        first = self._first(thing)
        begun = self._begun(thing, first)
        days = {day: _days(day) for day in self._days_of(thing)}
        dated = sorted((found, day) for day, found in days.items() if found and found.latest > begun)
        later = [self.on(thing, day) for _, day in dated]
        since = Span(first.passed.earliest if first and first.passed else ALWAYS, FOREVER)
        later += [Wording(f"{thing}/{day or _UNDATED}", day or _UNDATED, since, since) for day, found in sorted(days.items()) if not found]
        return [first, *later] if first else later or [Wording(thing, "", None, None)]

    def meant(self, thing: str, day: str = "") -> Wording:
        """The wording that a claim is about: that of the day it names, else the first that is known.

        Who names a day by which the act, as it was passed, was in force means the original, whose votes and drafts are known.
        """
        if not day or ((first := self._first(thing)) and (named := _days(day)) and named.latest <= self._begun(thing, first)):
            return self.wordings(thing)[0]
        return self.on(thing, day)

    def on(self, thing: str, day: str) -> Wording:
        """The wording of an act or article that holds from a day, given as it is written, whether the data know of one or not."""
        act = _act(thing)
        grounds = [*self._said[f"version/{act}/{day}"], *self._said[f"provision/{thing}/{day}"]]
        on_day = [change for change in self._changes_of(thing) if change.day == day]
        grounds = grounds or [ground for change in on_day for ground in self._said[f"instrument/{change.by}"] if change.by]
        if not passed(grounds) and (days := _days(day)):
            sources = sorted({change.source for change in on_day}) or [""]
            grounds = [Ground("in-force", days, day, source) for source in sources]
        return Wording(f"{thing}/{day}", day, passed(grounds), known_from(grounds), tuple(grounds))

    def _first(self, thing: str) -> Wording | None:
        """The original of an act; of an article the wording with which it came into the act, where it is not as old as that."""
        grounds = self._of_act(thing)
        own = self._begins.get(thing, "") or next(
            (one.day for one in self._changes_of(thing) if one.verb == "inserts" and one.provision == thing), ""
        )
        first = Wording(thing, "", passed(grounds), known_from(grounds), tuple(grounds))
        if (days := _days(own)) and days.earliest > self._begun(thing, first):
            return self.on(thing, own)
        return first if first.passed or first.known else None

    def _begun(self, thing: str, first: Wording | None) -> int:
        """The day by which the act, as it was passed, was in force: what holds from then or before is the original."""
        known = [one.days.latest for one in self._of_act(thing) if one.role == "in-force"]
        return max([*known, first.passed.latest if first and first.passed and first.passed.latest != FOREVER else ALWAYS])

    def _of_act(self, thing: str) -> list[Ground]:
        return self._said[f"instrument/{_act(thing)}"]

    def _changes_of(self, thing: str) -> Iterator[_Change]:
        for change in self._changes[_act(thing)]:
            if change.verb in _BRINGS_WORDS and (thing == _act(thing) or (change.provision and overlap(thing, change.provision))):
                yield change

    def _days_of(self, thing: str) -> set[str]:
        is_act = thing == _act(thing)
        found = {change.day for change in self._changes_of(thing)}
        found |= {day for article, day in self._rewordings[_act(thing)] if is_act or overlap(thing, article)}
        return found | self._versions[thing]


def _act(thing: str) -> str:
    return "/".join(thing.split("/")[:2])


def _one(thing: Mapping[str, Sequence[str]], name: str) -> str:
    return thing[name][0] if thing.get(name) else ""


def _code(thing: Mapping[str, Sequence[str]], name: str) -> str:
    return _one(thing, name).rpartition("/")[2]


def _days(date: str) -> Span | None:
    try:
        return span(date)
    except DateError:
        return None
