"""A bulletin as quads: its source where it is new, a node for each item, and the events that nobody has entered yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from graph import dates
from graph.questions import ask, text
from graph.store import Store
from graph.terms import PREFIXES, dl, iri
from loaders.bulletin.description import Description
from loaders.bulletin.layout import Bulletin, Item
from loaders.described import filled
from loaders.reading import Opened, Options

__all__ = ["Issue", "event_iri", "issue_of", "reported", "written"]

_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_LABEL = NamedNode(PREFIXES["skos"] + "prefLabel")
_DCTERMS = PREFIXES["dcterms"]
_INTEGER = NamedNode(PREFIXES["xsd"] + "integer")
_SHAPED = ("en", "ru")


@dataclass
class Issue:
    """One issue of a bulletin: the key of its source, whether the store has the source, and what its head says.

    ``values`` are the named parts that the description finds; ``remarks`` have their place in the text.
    """

    key: str
    known: bool
    title: str
    language: str
    values: dict[str, str] = field(default_factory=dict)
    statements: dict[NamedNode, Literal | NamedNode] = field(default_factory=dict)
    remarks: list[tuple[int, str]] = field(default_factory=list)


def issue_of(content: str, how: Description, options: Options, opened: Opened, store: Store) -> Issue | str:
    """Which issue the document is, or, where that cannot be told, what to do about it."""
    said = how.said
    values = {
        name: " ".join(value.split())
        for pattern in said.patterns("source.find")
        if (found := pattern.search(content))
        for name, value in found.groupdict().items()
        if value
    }
    values |= {name: value for name, value in (("title", options.title), ("number", options.number)) if value}
    try:
        title, number, published = (filled(said.text(f"source.{name}"), values) for name in ("title", "number", "published"))
        key = options.source or filled(said.text("source.key"), values).lower()
    except KeyError as missing:
        return f"the head of the document does not give {missing}, by which its source is named: name the source with --source KEY"
    issue = Issue(key, False, title or how.title, options.lang or how.language, values)
    try:
        dates.span(published) if published else None
    except dates.DateError as error:
        return f"the day of publication is not readable ({error}): correct 'source.published' in the description"
    stored = _stored(key, store)
    if options.source and not stored:
        return f"there is no source '{key}' in the store: leave --source out and the head of the document makes one, or correct the key"
    if stored and not options.source and (differs := _differs(stored, number, published)):
        issue.key = f"{key}-{opened.sha256[:8]}"
        issue.remarks.append((0, f"the store has a source {key}, but of another {differs}: this one is kept apart as {issue.key}"))
        stored = _stored(issue.key, store)
    issue.known = bool(stored)
    issue.statements = {
        NamedNode(_DCTERMS + "title"): Literal(issue.title),
        NamedNode(_DCTERMS + "publisher"): Literal(said.text("source.publisher")),
        dl("sourceNumber"): Literal(number),
        dl("published"): Literal(published),
        dl("grade"): iri("code/grade/" + said.text("source.grade")),
    }
    return issue


def _stored(key: str, store: Store) -> dict[str, str]:
    """What the store says of a source, by IRI of the property; empty where it has none of that key."""
    found = {}
    for row in ask(store, "statements", thing=iri(f"source/{key}")):
        found[text(row, "property")] = text(row, "value")
    return found


def _differs(stored: dict[str, str], number: str, published: str) -> str:
    """``number`` or ``date`` where what the store has cannot be this issue, '' where it can."""
    if number and stored.get(dl("sourceNumber").value, number) != number:
        return "number"
    there = stored.get(dl("published").value, published)
    if (
        published
        and there
        and (dates.span(there).earliest > dates.span(published).latest or dates.span(there).latest < dates.span(published).earliest)
    ):
        return "date"
    return ""


def reported(bulletin: Bulletin, issue: Issue, store: Store) -> dict[int, NamedNode]:
    """The events that the store has for items of this issue, by number of the item: same source, same address (without one, number)."""
    by_address: dict[str, NamedNode] = {}
    by_number: dict[str, NamedNode] = {}
    for row in ask(store, "reported-events", source=iri(f"source/{issue.key}")):
        event = NamedNode(text(row, "event"))
        if address := text(row, "address"):
            by_address[address] = event
        elif number := text(row, "number"):
            by_number[number] = event
    found = {}
    for item in bulletin.items:
        there = by_address.get(item.address) if item.address else by_number.get(str(item.number))
        if there is not None:
            found[item.number] = there
    return found


def event_iri(item: Item, issue: Issue, known: dict[int, NamedNode]) -> NamedNode:
    """The event that an item reports: the one that the store has, else a new one."""
    return known.get(item.number) or iri(f"event/{issue.key}-load-{item.number:02}")


def written(
    bulletin: Bulletin, issue: Issue, places: dict[str, NamedNode | None], known: dict[int, NamedNode], graph: NamedNode, document: str
) -> Iterator[Quad]:
    """The quads of an issue whose document has the first sixteen digits ``document`` of its digest as its name."""
    if not issue.known:
        source = iri(f"source/{issue.key}")
        yield Quad(source, _TYPE, dl("Source"), graph)
        for prop, value in issue.statements.items():
            if value.value:
                yield Quad(source, prop, value, graph)
    for item in bulletin.items:
        event = event_iri(item, issue, known)
        yield from _item(item, event, issue, places[item.country], graph, document)
        if item.number not in known:
            yield from _event(item, event, issue, places[item.country], graph)


def _item(item: Item, event: NamedNode, issue: Issue, place: NamedNode | None, graph: NamedNode, document: str) -> Iterator[Quad]:
    node = iri(f"document/{document}#item-{item.number}")
    yield Quad(node, _TYPE, dl("BulletinItem"), graph)
    yield Quad(node, dl("document"), iri(f"document/{document}"), graph)
    yield Quad(node, dl("reports"), event, graph)
    if item.country:
        yield Quad(node, dl("printedHeading"), Literal(item.country), graph)
    yield from _said(node, item, place, graph)
    yield from _evidence(node, f"document/{document}#item-{item.number}-evidence", item, issue, graph)


def _event(item: Item, event: NamedNode, issue: Issue, place: NamedNode | None, graph: NamedNode) -> Iterator[Quad]:
    title = f"Item {item.number} of {issue.title}"
    name = Literal(item.headline, language=issue.language) if item.headline and issue.language in _SHAPED else Literal(title, language="en")
    yield Quad(event, _TYPE, dl("Event"), graph)
    yield Quad(event, _LABEL, name, graph)
    yield Quad(event, dl("summary"), name, graph)
    yield Quad(event, dl("kind"), iri("code/event-kind/news"), graph)
    yield from _said(event, item, place, graph)
    yield from _evidence(event, f"{event.value.partition('/druglaw/')[2]}#evidence", item, issue, graph)


def _said(node: NamedNode, item: Item, place: NamedNode | None, graph: NamedNode) -> Iterator[Quad]:
    yield Quad(node, dl("itemNumber"), Literal(str(item.number), datatype=_INTEGER), graph)
    for name, value in (("headline", item.headline), ("address", item.address), ("date", item.date)):
        if value:
            yield Quad(node, dl(name), Literal(value), graph)
    if place is not None:
        yield Quad(node, dl("listedUnder"), place, graph)


def _evidence(node: NamedNode, path: str, item: Item, issue: Issue, graph: NamedNode) -> Iterator[Quad]:
    evidence = iri(path)
    yield Quad(node, dl("evidence"), evidence, graph)
    yield Quad(evidence, _TYPE, dl("Evidence"), graph)
    yield Quad(evidence, dl("source"), iri(f"source/{issue.key}"), graph)
    yield Quad(evidence, dl("locator"), Literal(f"item {item.number} @{item.start}-{item.end}"), graph)
