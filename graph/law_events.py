"""What is known to have happened to acts and articles: came in force, ended, were amended, by what act and who says so."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from graph.dates import Span, day_after
from graph.derived import with_wholes
from graph.questions import Row, ask, text
from graph.store import Store
from graph.terms import id_of

__all__ = ["LawEvent", "LawEvents", "act_of"]


@dataclass(frozen=True)
class LawEvent:
    """Something that happened to an act or an article.

    ``role``: ``in-force`` or ``repealed`` by a date statement, ``begins`` or ``ends`` by the article's own dates, ``amended``.
    ``date`` is as written; ``turn`` holds the first and last day that can be the first of what follows. ``by`` is the amending act
    where it has an entry, ``by_title`` what it is called elsewhere, ``verb`` what it does. ``said_by``: the sources, each with its
    locator; of an article's own dates those of the article.
    """

    id: str
    role: str
    thing: str
    date: str
    turn: Span
    by: str = ""
    by_title: str = ""
    verb: str = ""
    said_by: tuple[tuple[str, str], ...] = ()

    @property
    def starts(self) -> bool:
        """Whether the thing begins to hold by it; what replaces a wording was preceded by another."""
        return self.role in ("in-force", "begins") or self.verb == "inserts"

    @property
    def stops(self) -> bool:
        """Whether the thing, or a wording of it, ceases to hold by it."""
        return self.role in ("repealed", "ends") or self.verb in ("repeals", "strikes-down", "replaces")


class LawEvents:
    """The events of a store, by what they happened to."""

    def __init__(self, store: Store) -> None:
        self._of: dict[str, list[LawEvent]] = defaultdict(list)
        events: dict[tuple[str, str], LawEvent] = {}
        for row in ask(store, "law-events"):
            event = _event(row)
            known = events.setdefault((event.id, event.role), event)
            if not set(event.said_by) <= set(known.said_by):
                events[event.id, event.role] = replace(known, said_by=(*known.said_by, *event.said_by))
        for event in events.values():
            self._of[event.thing].append(event)
        self._article: dict[str, str] = {}
        self._wordings: dict[str, list[str]] = defaultdict(list)
        for row in ask(store, "wordings"):
            wording, article = id_of(text(row, "wording")), id_of(text(row, "article"))
            self._article[wording] = article
            self._wordings[article].append(wording)

    def of(self, thing: str) -> list[LawEvent]:
        """What happened to an act, or to an article or wording and the articles that it is a part of; not to the act of an article."""
        article = self._article.get(thing, thing)
        names = dict.fromkeys([thing, *(with_wholes(article) if article.count("/") > 1 else (article,))])
        return [event for name in names for event in self._of.get(name, ())]

    def other_wordings(self, thing: str) -> list[LawEvent]:
        """When the other wordings of an article begin."""
        wordings = self._wordings.get(self._article.get(thing, thing), ())
        return [event for name in wordings if name != thing for event in self._of.get(name, ()) if event.role == "begins"]


def act_of(thing: str) -> str:
    """The act of an article, a wording or an act, by its id."""
    return "/".join(thing.split("/")[:2])


def _event(row: Row) -> LawEvent:
    source, role, span = id_of(text(row, "source")), text(row, "role"), Span(int(text(row, "earliest")), int(text(row, "latest")))
    return LawEvent(
        id=id_of(text(row, "event")),
        role=role,
        thing=id_of(text(row, "thing")),
        date=text(row, "date"),
        turn=Span(day_after(span.earliest), day_after(span.latest)) if role == "ends" else span,
        by=id_of(text(row, "by")),
        by_title=text(row, "byTitle"),
        verb=id_of(text(row, "verb")).rpartition("/")[2],
        said_by=((source, text(row, "locator")),) if source else (),
    )
