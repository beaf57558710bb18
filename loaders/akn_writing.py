"""An act's text as Akoma Ntoso 3.0 (OASIS LegalDocML, Part 2), with element ids of the Naming Convention 1.0."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.terms import BASE, DL
from loaders.act import ActText, Division
from loaders.act_quads import assign_eids

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["AKN", "SOURCE", "UNKNOWN_DAY", "akn_bytes"]

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
UNKNOWN_DAY = "0001-01-01"  # the schema wants a day; its name says that it is none
SOURCE = "#druglaw"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NAMED = frozenset({"preamble", "subpoint", "note", "annex"})  # levels that are no element of AKN: containers with a name
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def akn_bytes(act: ActText, act_id: str, day: str) -> bytes:
    """The act as an AKN document; ``act_id`` is its id (``by/water-code``), ``day`` the in-force day of this version, or its name.

    What the schema has no place for stands in ``meta/proprietary`` in our own terms, so that reading it back gives the same act.
    """
    from lxml import etree

    if not all(division.eid for division in act.walk()):
        assign_eids(act)
    root = etree.Element(_name("akomaNtoso"), nsmap={None: AKN, "dl": DL})  # type: ignore[dict-item]
    whole = _add(root, "act", name="act")
    _meta(whole, act, act_id, day)
    if act.title:
        _words(_add(_add(_add(whole, "preface", eId="preface"), "longTitle", eId="preface__longTitle"), "p"), "docTitle", act.title)
    divisions = act.divisions
    if len(divisions) > 1 and _is_plain_preamble(divisions[0]):
        _lines(_add(whole, "preamble", eId=divisions[0].eid), divisions[0].text)
        divisions = divisions[1:]
    body = _add(whole, "body", eId="body")
    for division in divisions:
        _division(body, division)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written + b"\n"


def _name(tag: str) -> str:
    return f"{{{AKN}}}{tag}"


def _add(parent: _Element, tag: str, **attributes: str) -> _Element:
    from lxml import etree

    return etree.SubElement(parent, _name(tag), {name: _NO_XML.sub("", value) for name, value in attributes.items()})


def _words(parent: _Element, tag: str, text: str, **attributes: str) -> _Element:
    element = _add(parent, tag, **attributes)
    element.text = _NO_XML.sub("", text)
    if text != text.strip():
        element.set(_SPACE, "preserve")
    return element


def _lines(parent: _Element, text: str) -> None:
    for line in text.split("\n"):
        _words(parent, "p", line)


def _is_plain_preamble(division: Division) -> bool:
    bare = not (division.number or division.printed or division.heading or division.status or division.notes or division.children)
    return bare and division.level == "preamble" and bool(division.text)


def _meta(whole: _Element, act: ActText, act_id: str, day: str) -> None:
    owner, _, slug = act_id.partition("/")
    meta = _add(whole, "meta")
    identification = _add(meta, "identification", source=SOURCE)
    adopted = act.adopted if _DAY.fullmatch(act.adopted) else ""
    work = f"/akn/{owner}/act/{adopted or 'undated'}/{slug}"
    expression = f"{work}/{act.language or 'und'}@{day}"
    in_force = day if _DAY.fullmatch(day) else ""
    for level, uri, date, what in (
        ("FRBRWork", work, adopted, "adopted"),
        ("FRBRExpression", expression, in_force, "in-force"),
        ("FRBRManifestation", f"{expression}.xml", in_force, "in-force"),
    ):
        part = _add(identification, level)
        _add(part, "FRBRthis", value=f"{uri}/!main" if level != "FRBRManifestation" else f"{expression}/!main.xml")
        _add(part, "FRBRuri", value=uri)
        _add(part, "FRBRdate", date=date or UNKNOWN_DAY, name=what if date else "unknown")
        _add(part, "FRBRauthor", href="#owner" if level == "FRBRWork" else SOURCE)
        if level == "FRBRWork":
            _add(part, "FRBRcountry", value=owner)
            if act.number:
                _add(part, "FRBRnumber", value=act.number)
        elif level == "FRBRExpression":
            _add(part, "FRBRlanguage", language=act.language or "und")
    references = _add(meta, "references", source=SOURCE)
    _add(references, "TLCOrganization", eId="druglaw", href=BASE, showAs="druglaw")
    kind = "jurisdiction" if len(owner) == 2 else "organisation"
    _add(references, "TLCOrganization", eId="owner", href=f"{BASE}{kind}/{owner}", showAs=owner)
    if act.adopted != adopted:
        from lxml import etree

        proprietary = _add(meta, "proprietary", source=SOURCE)
        etree.SubElement(proprietary, f"{{{DL}}}adopted").text = act.adopted


def _division(parent: _Element, division: Division) -> None:
    if division.level in _NAMED:
        element = _add(parent, "hcontainer", name=division.level, eId=division.eid)
    else:
        element = _add(parent, division.level, eId=division.eid)
    if division.status:
        element.set("status", "removed" if division.status == "repealed" else division.status)
    if division.printed or division.number:
        number = _words(element, "num", division.printed)
        if division.number:
            number.set("title", _NO_XML.sub("", division.number))
    if division.heading:
        _words(element, "heading", division.heading)
    if division.notes:
        _notes(_add(element, "subheading"), division)
    if division.text:
        _lines(_add(element, "intro" if division.children else "content"), division.text)
    for child in division.children:
        _division(element, child)


def _notes(place: _Element, division: Division) -> None:
    """What the publisher noted stands beside the heading, since a note is no element of its own in a hierarchy."""
    for count, note in enumerate(division.notes, 1):
        _lines(_add(place, "authorialNote", marker=str(count), eId=f"{division.eid}__authorialNote_{count}"), note)
