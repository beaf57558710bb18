"""An act's text as it was loaded, back from the store."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode

from graph.store import Store
from graph.terms import PREFIXES, UNSAFE, dl, iri, kind_of
from loaders.act import LEVELS, ActText, Division

__all__ = ["loaded_versions", "read_version", "version_of"]

_TYPE = PREFIXES["rdf"] + "type"
_PART_OF = NamedNode(PREFIXES["eli"] + "is_part_of")
_ELI = PREFIXES["eli"]
_LEVEL = {dl("Text" + level.capitalize()).value: level for level in LEVELS}
_Node = NamedNode | BlankNode


def version_of(store: Store, wanted: str) -> NamedNode | None:
    """The version with this id, or the latest version that has divisions of the instrument with this id; None where there is none."""
    if UNSAFE.search(wanted):
        return None
    version = iri(f"version/{wanted}")
    if _has_divisions(store, version):
        return version
    instrument = iri(f"instrument/{wanted}")
    found = (quad.subject for quad in store.oxigraph.quads_for_pattern(None, dl("versionOf"), instrument))
    loaded = [one for one in found if isinstance(one, NamedNode) and _has_divisions(store, one)]
    return max(loaded, key=lambda one: (not _name(one).startswith("text-"), _name(one)), default=None)


def loaded_versions(store: Store) -> list[NamedNode]:
    """Every version whose text was loaded."""
    found = {quad.subject for quad in store.oxigraph.quads_for_pattern(None, dl("versionOf"), None)}
    return sorted((one for one in found if isinstance(one, NamedNode) and _has_divisions(store, one)), key=str)


def read_version(store: Store, version: NamedNode, *, whole: bool = True) -> ActText:
    """The text of a version as a tree, as its document gave it; without divisions where none were loaded.

    Not ``whole``, it has the outermost divisions only, which takes no time.

    The end of a division, which is not stored, is where the next one begins that is not below it.
    """
    act = _head(store, version)
    act.divisions = _children(store, version, whole=whole)
    _ends(act.divisions, len(act.text))
    return act


def _name(version: NamedNode) -> str:
    return version.value.rpartition("/")[2]


def _has_divisions(store: Store, version: NamedNode) -> bool:
    return next(iter(store.oxigraph.quads_for_pattern(None, _PART_OF, version)), None) is not None


def _values(store: Store, node: _Node) -> dict[str, list[NamedNode | BlankNode | Literal]]:
    found: dict[str, list[NamedNode | BlankNode | Literal]] = {}
    for quad in store.oxigraph.quads_for_pattern(node, None, None):
        if isinstance(quad.object, NamedNode | BlankNode | Literal):
            found.setdefault(quad.predicate.value, []).append(quad.object)
    return found


def _first(values: dict[str, list[NamedNode | BlankNode | Literal]], term: str, language: str = "") -> str:
    """The one value of a property; of several, the one in the language, or the one that sorts first."""
    found = values.get(term, [])
    chosen = [one for one in found if isinstance(one, Literal) and one.language == language] if language else found
    return min((one.value for one in chosen or found), default="")


def _head(store: Store, version: NamedNode) -> ActText:
    own = _values(store, version)
    language = _language(_first(own, _ELI + "language"))
    act = ActText(text="", language=language)
    for document in own.get(dl("document").value, []):
        if isinstance(document, NamedNode):
            act.text = _first(_values(store, document), dl("content").value)
    for instrument in own.get(dl("versionOf").value, []):
        if isinstance(instrument, NamedNode):
            about = _values(store, instrument)
            act.title, act.number = _first(about, _ELI + "title", language), _first(about, _ELI + "number")
            act.adopted = _adopted(store, instrument)
    return act


def _language(value: str) -> str:
    """The BCP 47 tag, whether the language is a tag or an IRI that ends in one."""
    return value.rpartition("/")[2].rpartition("#")[2].lower()


def _adopted(store: Store, instrument: NamedNode) -> str:
    """The day of adoption, '' where nothing states one or statements differ."""
    days = set()
    for quad in store.oxigraph.quads_for_pattern(None, dl("about"), instrument):
        if isinstance(quad.subject, NamedNode) and kind_of(quad.subject) == "date-statement":
            values = _values(store, quad.subject)
            if _first(values, dl("role").value).rpartition("/")[2] == "adopted":
                days.add(_first(values, dl("date").value))
    return days.pop() if len(days) == 1 else ""


def _children(store: Store, top: NamedNode, *, whole: bool) -> list[Division]:
    """The divisions below ``top``, level by level, so that the depth of an act is no depth of calls."""
    first: list[Division] = []
    waiting: list[tuple[NamedNode, list[Division]]] = [(top, first)]
    while waiting:
        parent, into = waiting.pop()
        for quad in store.oxigraph.quads_for_pattern(None, _PART_OF, parent):
            node = quad.subject
            if isinstance(node, NamedNode) and (division := _division(store, node)):
                into.append(division)
                if whole:
                    waiting.append((node, division.children))
        into.sort(key=lambda one: one.start)
    return first


def _division(store: Store, node: NamedNode) -> Division | None:
    values = _values(store, node)
    level = next((level for one in values.get(_TYPE, []) if (level := _LEVEL.get(one.value))), "")
    if not level:
        return None
    return Division(
        level=level,
        number=_first(values, _ELI + "number"),
        printed=_first(values, dl("printedNumber").value),
        heading=_first(values, _ELI + "title"),
        text=_first(values, dl("text").value),
        start=int(_first(values, dl("start").value) or 0),
        status="repealed" if _first(values, dl("repealedInText").value) == "true" else "",
        notes=sorted(one.value for one in values.get(dl("publisherNote").value, [])),
        eid=node.value.rpartition("#")[2],
    )


def _ends(divisions: list[Division], end: int) -> None:
    waiting = [(divisions, end)]
    while waiting:
        siblings, limit = waiting.pop()
        for one in reversed(siblings):
            one.end = limit
            limit = one.start
            waiting.append((one.children, one.end))
