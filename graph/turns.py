"""Where the data say that the law turned: the dates of findings, articles, acts and amendments behind what a cell shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from graph.dates import Span, day_after, span
from graph.findings import Finding
from graph.law_events import LawEvent, LawEvents, act_of
from graph.windows import OPEN

__all__ = ["TURNS", "Between", "Turn", "amendments", "beginnings", "ends", "in_order"]

TURNS = ("begins", "until", "ends", "amended")


class Between(NamedTuple):
    """The days after ``first`` up to ``last``, in which something turned that is not the same on both."""

    first: int
    last: int

    def touches(self, turn: Span) -> bool:
        """Whether a turn may lie in it, as far as its date tells."""
        return self.first < self.last and turn.latest > self.first and turn.earliest <= self.last

    def holds(self, turn: Span) -> bool:
        """Whether a turn lies in it for certain."""
        return turn.earliest > self.first and turn.latest <= self.last


@dataclass(frozen=True)
class Turn:
    """That something of the law turned, on a date as written.

    ``what`` is one of the TURNS. ``begins``: it applies from the date; ``until``: it applied up to it; ``ends``: it no longer applies
    from it; ``amended``. ``turn`` holds the first and last day that can be the first of what follows. ``thing`` is the article, or the
    act where no article is named, '' where none is; ``by`` the act that did it, ``by_title`` what it is called where it has no entry,
    ``verb`` what it did. ``said_by``: the sources, each with its locator; ``answer``: what they say holds, where they name nothing
    that it rests on.
    """

    what: str
    thing: str
    date: str
    turn: Span
    by: str = ""
    by_title: str = ""
    verb: str = ""
    said_by: tuple[tuple[str, str], ...] = ()
    answer: str = ""

    @property
    def act(self) -> str:
        """The act that the turn is in, '' where none is named."""
        return act_of(self.thing)


def beginnings(events: LawEvents, finding: Finding, between: Between) -> list[Turn]:
    """The turns between two days by which what a finding says may have begun; none where it held on the first day for certain."""
    if finding.window.start.latest <= between.first:
        return []
    found = list(_own(finding, "begins", finding.from_, events))
    for thing in finding.provisions:
        own, act = _of(events, thing)
        found += [_turn("begins", event, [*own, *act], events) for event in own if event.starts]
        found += [_turn("begins", event, act, events) for event in act if event.role == "in-force"]
    return [one for one in found if between.touches(one.turn)]


def ends(events: LawEvents, finding: Finding, between: Between) -> list[Turn]:
    """The turns between two days by which what a finding says may have ended; none where it still holds on the last day."""
    if finding.window.certainty(between.last) in ("certain", "carried"):
        return []
    found = list(_own(finding, "until", finding.until, events))
    for thing in (*finding.provisions, *((finding.subject,) if "/" in finding.subject else ())):
        own, act = _of(events, thing)
        of_articles = [event for event in own if event.stops and (event.verb == "" or thing != act_of(thing))]
        found += [_turn("ends", event, [*own, *act], events) for event in of_articles]
        found += [_turn("ends", event, act, events) for event in act if event.role == "repealed"]
        if thing.count("/") > 2:
            found += [_turn("ends", replace(event, thing=thing), own, events) for event in events.other_wordings(thing)]
    return [one for one in found if between.touches(one.turn)]


def _of(events: LawEvents, thing: str) -> tuple[list[LawEvent], list[LawEvent]]:
    """What happened to a thing and to the articles it is a part of, and, where it is not the act itself, to its act."""
    return events.of(thing), events.of(act_of(thing)) if act_of(thing) != thing else []


def amendments(events: LawEvents, finding: Finding, between: Between, *, whole_act: bool = False) -> list[Turn]:
    """The amendments between two days of the articles that a finding rests on; with ``whole_act``, those of its acts without an article."""
    things = {act_of(thing) if whole_act else thing: None for thing in finding.provisions if whole_act or act_of(thing) != thing}
    found = [_turn("amended", event, [], events) for thing in things for event in events.of(thing) if event.role == "amended"]
    if not whole_act:
        found += [_turn("amended", event, events.of(event.thing), events) for thing in things for event in events.other_wordings(thing)]
    return [one for one in found if between.touches(one.turn)]


def _own(finding: Finding, what: str, written: str, events: LawEvents) -> Iterator[Turn]:
    """The turn by one of the dates that a finding gives itself, for each thing that it rests on."""
    if written in ("", OPEN):
        return
    turn = Span(*map(day_after, span(written))) if what == "until" else span(written)
    said = finding.source, finding.locator
    for thing in finding.provisions:
        event = LawEvent("", "begins" if what == "begins" else "ends", thing, written, turn, said_by=(said,))
        yield _turn(what, event, [one for found in _of(events, thing) for one in found], events)
    if not finding.provisions:
        yield Turn(what, "", written, turn, said_by=(said,), answer=finding.answer)


def _turn(what: str, event: LawEvent, around: Iterable[LawEvent], events: LawEvents) -> Turn:
    """An event as a turn, with the act that did it: its own, or that of an amendment which fits it."""
    what = "until" if event.role == "ends" else what
    cause = event if event.verb else next((one for one in around if _did(one, event, events)), None)
    said = dict.fromkeys(said for one in (event, cause) if one for said in one.said_by)
    if cause is None:
        return Turn(what, event.thing, event.date, event.turn, said_by=tuple(said))
    return Turn(what, event.thing, event.date, event.turn, cause.by, cause.by_title, cause.verb, tuple(said))


def _did(amendment: LawEvent, event: LawEvent, events: LawEvents) -> bool:
    """Whether an amendment brought an event about: it is of its day, or comes in force on it, or inserted that very article."""
    if amendment.role != "amended" or (event.role == "repealed" and not amendment.stops):
        return False
    if event.role == "in-force" and event.thing == act_of(event.thing):
        return False  # an act that comes in force does so by itself
    if amendment.verb == "inserts" and amendment.thing == event.thing and event.role == "begins":
        return True
    if amendment.thing == act_of(event.thing) != event.thing:
        return amendment.turn == event.turn and event.turn.earliest == event.turn.latest
    days = [amendment.turn, *(one.turn for one in events.of(amendment.by) if one.role == "in-force")] if amendment.by else [amendment.turn]
    if event.role == "begins" and amendment.verb not in ("inserts", "replaces"):
        return event.turn in days and event.turn.earliest == event.turn.latest
    return any(day.latest >= event.turn.earliest and day.earliest <= event.turn.latest for day in days)


def in_order(turns: Iterable[Turn]) -> tuple[Turn, ...]:
    """The turns in the order of their days, each once however many tell of it.

    That of an act or article goes without saying where a part of it turned with it.
    """
    found: dict[tuple[str, str, Span, str], Turn] = {}
    for one in turns:
        key = one.what, one.thing, one.turn, one.answer
        known = found.setdefault(key, one)
        said = tuple(dict.fromkeys((*known.said_by, *one.said_by)))
        found[key] = replace(known if known.verb else one, date=known.date, said_by=said)
    kept = [_with_the_whole(one, found.values()) for one in found.values() if not any(_part(other, one) for other in found.values())]
    return tuple(sorted(kept, key=lambda one: (one.turn, one.thing, one.what, one.answer)))


def _part(one: Turn, other: Turn) -> bool:
    """Whether one turn is that of a part of the other's thing, on the same day in the same way."""
    same = one.turn == other.turn and all((one.what == what) == (other.what == what) for what in ("begins", "amended"))
    return same and other.thing != "" and one.thing.startswith((other.thing + "/", other.thing + "("))


def _with_the_whole(one: Turn, found: Iterable[Turn]) -> Turn:
    """A turn with the sources of those of its wholes, and who brought it about where only they say it."""
    wholes = [other for other in found if _part(one, other)]
    said = tuple(dict.fromkeys((*one.said_by, *(said for other in wholes for said in other.said_by))))
    named = next((other for other in (one, *wholes) if other.verb), one)
    return replace(one, by=named.by, by_title=named.by_title, verb=named.verb, said_by=said)
