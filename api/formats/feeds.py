"""Feeds in Atom (RFC 4287): what is new, for a feed reader."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from feedgen.feed import FeedGenerator

from graph.release import RELEASE

__all__ = ["Entry", "Feed", "atom"]

_TAG = "tag:w3id.org,2026:druglaw/"
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what no XML document may hold (XML 1.0, section 2.2)


@dataclass(frozen=True)
class Entry:
    """One thing that happened. ``id`` never changes for it, ``updated`` is a day or a moment in UTC (ISO 8601), ``link`` a path of ours."""

    id: str
    title: str
    updated: str
    summary: str
    link: str
    topics: Sequence[str] = ()


@dataclass(frozen=True)
class Feed:
    """A feed, its newest entry first. ``path`` asks for it again; ``page`` shows the same; ``since`` dates it where it is empty."""

    id: str
    title: str
    subtitle: str
    path: str
    page: str
    since: str
    entries: Sequence[Entry] = field(default_factory=list)


def atom(feed: Feed) -> bytes:
    """The feed as an Atom document in UTF-8: the same bytes for the same feed, with ``tag:`` ids (RFC 4151) and links without a host."""
    made = FeedGenerator()
    made.id(_TAG + feed.id)
    made.title(_fit(feed.title))
    made.subtitle(_fit(feed.subtitle))
    made.author({"name": "druglaw"})
    made.generator("druglaw", version=RELEASE)
    made.link(
        [{"href": feed.path, "rel": "self", "type": "application/atom+xml"}, {"href": feed.page, "rel": "alternate", "type": "text/html"}]
    )
    made.updated(max((_moment(one.updated) for one in feed.entries), default=_moment(feed.since)))
    for one in feed.entries:
        entry = made.add_entry(order="append")
        entry.id(_TAG + one.id)
        entry.title(_fit(one.title))
        entry.updated(_moment(one.updated))
        entry.summary(_fit(one.summary))
        entry.link(href=one.link, rel="alternate", type="text/html")
        for topic in one.topics:
            entry.category(term=_fit(topic))
    document: bytes = made.atom_str(pretty=True)
    return document


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _fit(text: str) -> str:
    return _UNFIT.sub("\ufffd", text)
