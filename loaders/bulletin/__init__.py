"""Bulletins in: the items of an information release, held against the counts that the release states of itself.

How the releases of an issuer are laid out is a small YAML file: those that come with the program lie beside this module, and
``--mapping`` names another. What an item says is not copied out of the document: an item node says where it stands, under
which heading, with which headline, address and date, and points to the event it reports. Where the store holds the event
already (an event of the same source with the same address or number) the item points to it; otherwise the event is made.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from pyoxigraph import NamedNode

from graph.complaints import Complaint
from graph.store import Store
from loaders.areas import Areas
from loaders.bulletin.description import Description, known_descriptions, read_description
from loaders.bulletin.layout import Bulletin, lay_out
from loaders.bulletin.quads import event_iri, issue_of, reported, written
from loaders.limits import Limits
from loaders.opening import text_of
from loaders.plain import FORMATS, plain_text
from loaders.reading import Opened, Options, Reading

__all__ = ["KIND", "read", "recognises"]

KIND = "bulletin"
_AS_WRITTEN = ("text", "markdown")
_SHORTEST = 3  # a line of three letters or digits is a page number or a sign, even where it is the code of a state
_LARGEST = 10_000_000  # of what is asked whether it is a bulletin: taking a code in PDF apart twice would cost minutes


def recognises(opened: Opened) -> bool:
    """Whether the head of the document has the marks of a bulletin that a description of ours knows."""
    if opened.format not in FORMATS or len(opened.data) > _LARGEST:
        return False
    text = _text(opened)
    return isinstance(text, str) and any(not one.missing(text) for one in known_descriptions())


def read(opened: Opened, options: Options, graph: NamedNode, store: Store) -> Reading:
    """The items of a bulletin as quads in ``graph``; a count that does not agree with the items is a remark."""
    text = _text(opened)
    if isinstance(text, list):
        return Reading(KIND, complaints=text)
    how = _description(opened, options, text)
    if isinstance(how, list):
        return Reading(KIND, complaints=how)
    issue = issue_of(text, how, options, opened, store)
    if isinstance(issue, str):
        return Reading(KIND, complaints=[Complaint(str(opened.path), 1, issue)])
    areas = Areas(store)
    bulletin = lay_out(
        text,
        how,
        issue.values.get("year", ""),
        lambda name: len(name) > _SHORTEST and areas.find(name) is not None,
        wrapped=opened.format in _AS_WRITTEN,
    )
    if not bulletin.items:
        what = f"this has the marks of the {how.title}, but no item was found: check that the document is whole"
        return Reading(KIND, complaints=[Complaint(str(opened.path), 1, what)])
    places = {item.country: areas.find(how.names.get(item.country.casefold(), item.country)) for item in bulletin.items}
    known = reported(bulletin, issue, store)
    ends = [at for at, character in enumerate(text) if character == "\n"]

    def line_of(at: int) -> int:
        return bisect_left(ends, at) + 1

    remarks = [*issue.remarks, *_remarks(bulletin, how, areas, places, len(known))]
    return Reading(
        KIND,
        quads=list(written(bulletin, issue, places, known, graph, opened.sha256[:16])),
        remarks=[Complaint(str(opened.path), line_of(at), remark) for at, remark in remarks],
        title=issue.title,
        about=f"source/{issue.key}",
        source=issue.key,
        text=text,
        places={(event_iri(item, issue, known).value, ""): (line_of(item.start), "") for item in bulletin.items},
        counts={"items": len(bulletin.items), **Counter(_name(item.country, places, areas) for item in bulletin.items)},
    )


def _text(opened: Opened) -> str | list[Complaint]:
    """The document as text; what is text already stays as it was delivered, so that offsets are those of the file."""
    if opened.format in _AS_WRITTEN:
        return text_of(opened)
    if opened.format not in FORMATS:
        what = f"a bulletin is a document with words in it, not {opened.format}: give text, Markdown, HTML, Word or PDF"
        return [Complaint(str(opened.path), 1, what)]
    plain = plain_text(opened, Limits.from_environment())
    return plain.complaints or plain.text


def _description(opened: Opened, options: Options, text: str) -> Description | list[Complaint]:
    if options.mapping:
        given = read_description(options.mapping)
        if isinstance(given, list):
            return given
        candidates: tuple[Description, ...] = (given,)
    else:
        candidates = known_descriptions()
    for one in candidates:
        if not one.missing(text):
            return one
    marks = "; ".join(f"{one.title}: its head lacks '{one.missing(text)[0]}'" for one in candidates)
    what = f"this is no bulletin that a description knows ({marks}): describe its layout in a YAML file and name it with --mapping"
    return [Complaint(str(opened.path), 1, what)]


def _remarks(
    bulletin: Bulletin, how: Description, areas: Areas, places: dict[str, NamedNode | None], known: int
) -> Iterator[tuple[int, str]]:
    """What a reader of the load should know, each with its place in the text."""
    yield from _miscounts(bulletin, how, areas, places)
    for item in bulletin.items:
        if not item.headline:
            yield item.start, f"item {item.number} has no headline"
        if item.kicker:
            yield item.start, f"above the headline of item {item.number} stands '{item.kicker}', which is left in the text"
        if not item.country:
            yield item.start, f"item {item.number} stands under no country"
        elif places[item.country] is None:
            yield item.start, f"item {item.number} stands under '{item.country}', which has no entry here: the heading is kept as printed"
        if how.ends and not item.address:
            yield item.start, f"item {item.number} gives no address"
    if bulletin.left:
        yield bulletin.left[0].start, f"{len(bulletin.left)} lines belong to no item; the first is '{bulletin.left[0].text[:60]}'"
    if known:
        yield 0, f"{known} of {len(bulletin.items)} items are in the store already: the load points to their events and makes none for them"


def _miscounts(bulletin: Bulletin, how: Description, areas: Areas, places: dict[str, NamedNode | None]) -> Iterator[tuple[int, str]]:
    at, count = bulletin.stated_at, len(bulletin.items)
    if bulletin.total < 0 and not bulletin.stated:
        yield 0, f"the document states no number of items, so the {_items(count)} found can be held against nothing"
        return
    if bulletin.total not in (-1, count):
        yield at, f"the document states {_items(bulletin.total)}, {count} found"
    if bulletin.stated and bulletin.total not in (-1, sum(bulletin.stated.values())):
        yield at, f"the document states {_items(bulletin.total)}, but its numbers by country add up to {sum(bulletin.stated.values())}"
    found = Counter(_area(item.country, places) for item in bulletin.items)
    for country, stated in bulletin.stated.items():
        area = areas.find(how.names.get(country.casefold(), country))
        here = found.pop(area.value if area else country.casefold(), 0)
        if here != stated:
            yield at, f"the document states {_items(stated)} for {country}, {here} found under its heading"
    for name in found if bulletin.stated else ():
        country = next(item.country for item in bulletin.items if _area(item.country, places) == name)
        yield at, f"the document states no number for {country or 'items without a heading'}, {_items(found[name])} found"


def _items(count: int) -> str:
    return f"{count} item" + ("" if count == 1 else "s")


def _name(country: str, places: dict[str, NamedNode | None], areas: Areas) -> str:
    area = places[country]
    return areas.label(area) if area else country or "under no heading"


def _area(country: str, places: dict[str, NamedNode | None]) -> str:
    area = places[country]
    return area.value if area else country.casefold()
