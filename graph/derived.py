"""What follows from the data and is needed by every question: integer days, windows of findings, yielding silences, days of influences.

Derived quads stand in a named graph of their own, so that an export can leave them out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from graph import dates
from graph.dates import Span
from graph.terms import PREFIXES, dl, graph_iri, id_of, kind_of
from graph.windows import OPEN, Window, lateness, window
from graph.wordings import History

__all__ = ["DERIVED", "derive", "with_wholes"]

DERIVED = graph_iri("derived")
_INTEGER = NamedNode(PREFIXES["xsd"] + "integer")
_BOOLEAN = NamedNode(PREFIXES["xsd"] + "boolean")
_ELI_PART_OF = PREFIXES["eli"] + "is_part_of"
_TYPE = PREFIXES["rdf"] + "type"
_DATED = ("from", "until", "observed", "date", "published", "period")
_READ = {
    dl(name).value: name
    for name in (
        *_DATED,
        "subject",
        "measure",
        "answer",
        "restsOn",
        "lookedIn",
        "about",
        "role",
        "provision",
        "amendedAct",
        "verb",
        "wordingOf",
        "evidence",
        "source",
        "versionOf",
        "amendingAct",
        "follower",
        "origin",
        "followerWording",
        "originWording",
    )
} | {
    _ELI_PART_OF: "act",
    _TYPE: "type",
}
_ENDS_PROVISION = ("repeals", "strikes-down", "replaces")
_SETTLES_NOTHING = ("silent", "unclear")

Things = dict[NamedNode | BlankNode, dict[str, list[str]]]


def derive(quads: Iterable[Quad]) -> list[Quad]:
    """The derived quads of a whole data set; a date that cannot be read gives none (``check`` reports it)."""
    things = _things(quads)
    return [*_days(things), *_windows(things), *_yielding(things), *_chronology(things)]


def _things(quads: Iterable[Quad]) -> Things:
    things: Things = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if (name := _READ.get(quad.predicate.value)) and not isinstance(quad.subject, Quad):
            value = quad.object
            things[quad.subject][name].append(value.value if isinstance(value, NamedNode | BlankNode | Literal) else "")  # type: ignore[index]
    return things


def _one(thing: dict[str, list[str]], name: str) -> str:
    return thing[name][0] if name in thing else ""


def _readable(text: str) -> Span | None:
    try:
        return dates.interval(text)
    except dates.DateError:
        return None


def _is_one_date(text: str) -> bool:
    try:
        dates.span(text)
    except dates.DateError:
        return False
    return True


def _number(subject: NamedNode | BlankNode, name: str, value: int) -> Quad:
    return Quad(subject, dl(name), Literal(str(value), datatype=_INTEGER), DERIVED)


def _days(things: Things) -> Iterator[Quad]:
    for subject, thing in things.items():
        for name in _DATED:
            if found := _readable(_one(thing, name)):
                yield _number(subject, name + "Earliest", found.earliest)
                yield _number(subject, name + "Latest", found.latest)


def _union(spans: list[Span]) -> Span | None:
    return Span(min(s.earliest for s in spans), max(s.latest for s in spans)) if spans else None


class _Force:
    """When each act and provision was in force, as far as the data say."""

    def __init__(self, things: Things) -> None:
        self._things = {node.value: thing for node, thing in things.items() if isinstance(node, NamedNode)}
        self._begins: dict[str, list[Span]] = defaultdict(list)
        self._repealed: dict[str, list[Span]] = defaultdict(list)
        self._changed: dict[str, list[tuple[str, Span]]] = defaultdict(list)
        self._wordings: dict[str, list[Span]] = defaultdict(list)
        for thing in self._things.values():
            self._note(thing)

    def _note(self, thing: dict[str, list[str]]) -> None:
        day = _readable(_one(thing, "date"))
        role, verb = (id_of(_one(thing, name)).rpartition("/")[2] for name in ("role", "verb"))
        if day and role == "in-force":
            self._begins[_one(thing, "about")].append(day)
        elif day and role == "repealed":
            self._repealed[_one(thing, "about")].append(day)
        elif day and verb in _ENDS_PROVISION and "provision" in thing:
            self._changed[_one(thing, "provision")].append((verb, day))
        if "wordingOf" in thing and (first := _readable(_one(thing, "from"))):
            self._wordings[_one(thing, "wordingOf")].append(first)

    def of(self, iri: str, observed: int) -> tuple[Span | None, Span | None]:
        """First and last day in force of a provision or act, for a reader who saw the text as of ``observed``."""
        thing = self._things.get(iri, {})
        act = _one(thing, "act") or iri
        own = _readable(_one(thing, "from"))
        first = own or _union(self._begins.get(act, [])) or _union(self._begins.get(iri, []))
        ends = [_day_before(day) for day in self._ends(iri, act, _one(thing, "wordingOf"), own, observed)]
        if last := _readable(_one(thing, "until")):
            ends.append(last)
        return first, Span(min(e.earliest for e in ends), min(e.latest for e in ends)) if ends else None

    def _ends(self, iri: str, act: str, article: str, own: Span | None, observed: int) -> Iterator[Span]:
        for whole in {iri, act}:
            if repealed := _union(self._repealed.get(whole, [])):
                yield repealed
        for whole in with_wholes(article or iri):
            for verb, day in self._changed.get(whole, []):
                if verb != "replaces" or day.earliest > (own.latest if own and article else observed):
                    yield day
        later = [first for first in self._wordings.get(article, []) if own and first.earliest > own.latest]
        yield from later


def with_wholes(iri: str) -> Iterator[str]:
    """A provision, by its IRI or id, and the articles it is a part of: 32(1)(a), 32(1), 32."""
    yield iri
    while iri.endswith(")") and "(" in iri.rpartition("/")[2]:
        iri = iri[: iri.rindex("(")]
        yield iri


def _day_before(day: Span) -> Span:
    return Span(dates.day_before(day.earliest), dates.day_before(day.latest))


def _findings(things: Things) -> Iterator[tuple[NamedNode, dict[str, list[str]]]]:
    for node, thing in things.items():
        if isinstance(node, NamedNode) and dl("Finding").value in thing.get("type", []):
            yield node, thing


def _windows(things: Things) -> Iterator[Quad]:
    force = _Force(things)
    found: dict[NamedNode, tuple[Window, int]] = {}
    for node, thing in _findings(things):
        written = [_one(thing, name) for name in ("from", "until", "observed")]
        dated = [text for text in written[:2] if text != OPEN] + written[2:]
        if not all(_is_one_date(text) for text in dated if text):
            continue
        seen = _readable(written[2])
        clips = [force.of(iri, seen.latest if seen else dates.FOREVER) for iri in thing.get("restsOn", [])]
        subject = _one(thing, "subject")
        if kind_of(subject) != "jurisdiction":
            clips.append((None, force.of(subject, dates.FOREVER)[1]))
        found[node] = window(written[0], written[1], written[2], clips), lateness(*written)
    for node, (one, late) in _not_carried_past_a_later_word(found, things).items():
        yield from _window_quads(node, one, late)


def _not_carried_past_a_later_word(found: dict[NamedNode, tuple[Window, int]], things: Things) -> dict[NamedNode, tuple[Window, int]]:
    """The windows, with carrying ended the day before a later finding of the same source on the same question can begin."""
    said: dict[tuple[str, str, str], list[tuple[int, int]]] = defaultdict(list)
    by_name = {node.value: thing for node, thing in things.items()}
    keys = {node: list(_questions_of_sources(things[node], by_name)) for node in found}
    for node, (one, late) in found.items():
        for key in keys[node]:
            said[key].append((late, one.start.earliest))
    ended = {}
    for node, (one, late) in found.items():
        later = [begun for key in keys[node] for other, begun in said[key] if other > late]
        ended[node] = one._replace(carry_until=min([one.carry_until, *map(dates.day_before, later)])), late
    return ended


def _questions_of_sources(thing: dict[str, list[str]], by_name: dict[str, dict[str, list[str]]]) -> Iterator[tuple[str, str, str]]:
    for evidence in thing.get("evidence", []):
        for source in by_name.get(evidence, {}).get("source", []):
            yield _one(thing, "subject"), _one(thing, "measure"), source


def _window_quads(node: NamedNode, found: Window, late: int) -> Iterator[Quad]:
    yield _number(node, "startEarliest", found.start.earliest)
    yield _number(node, "startLatest", found.start.latest)
    yield _number(node, "endEarliest", found.end.earliest)
    yield _number(node, "endLatest", found.end.latest)
    yield _number(node, "carryAfter", found.observed)
    yield _number(node, "carryUntil", found.carry_until)
    yield _number(node, "lateness", late)


def _yielding(things: Things) -> Iterator[Quad]:
    """A silence yields to a finding that rests on an act or article outside what was read for the silence."""
    cells: dict[tuple[str, str], list[tuple[NamedNode, dict[str, list[str]]]]] = defaultdict(list)
    for node, thing in _findings(things):
        cells[_one(thing, "subject"), _one(thing, "measure")].append((node, thing))
    for cell in cells.values():
        for silent, thing in cell:
            if id_of(_one(thing, "answer")) == "silent":
                read = set(thing.get("lookedIn", []))
                for other, said in cell:
                    if id_of(_one(said, "answer")) not in _SETTLES_NOTHING and any(
                        not _covered(p, read, things) for p in said.get("restsOn", [])
                    ):
                        yield Quad(silent, dl("yieldsTo"), other, DERIVED)


def _covered(provision: str, read: set[str], things: Things) -> bool:
    act = _one(things[NamedNode(provision)], "act") if NamedNode(provision) in things else ""
    return act in read or any(whole in read for whole in with_wholes(provision))


def _chronology(things: Things) -> Iterator[Quad]:
    """By which day the follower of an influence was passed, and before which nobody knew the origin: of the wordings it is about."""
    claims = [(node, thing) for node, thing in things.items() if dl("Influence").value in thing.get("type", [])]
    history = History({node.value: thing for node, thing in things.items() if isinstance(node, NamedNode)} if claims else {})
    for node, thing in claims:
        follower = history.meant(id_of(_one(thing, "follower")), _one(thing, "followerWording"))
        origin = history.meant(id_of(_one(thing, "origin")), _one(thing, "originWording"))
        if follower.passed and follower.passed.latest != dates.FOREVER:
            yield _number(node, "followerPassedLatest", follower.passed.latest)
        if origin.known and origin.known.earliest != dates.ALWAYS:
            yield _number(node, "originKnownEarliest", origin.known.earliest)
