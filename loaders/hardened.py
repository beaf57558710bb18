"""XML of anybody's making, parsed so that it can neither grow, nor reach out, nor pretend to another encoding."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.complaints import printable
from loaders.encodings import find_encoding
from loaders.limits import Limits

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["XmlFault", "check_xml", "parse_xml", "parse_xml_bytes"]

_DECLARATION = re.compile(r"\A\s*<\?xml([^>]{0,500})\?>")
_ENCODING = re.compile(r"encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_REACHING_OUT = (
    ("<!DOCTYPE", "a document type declaration (DOCTYPE), through which entities could grow or files be read"),
    ("http://www.w3.org/2001/XInclude", "an inclusion (XInclude), which would pull another file in"),
)
_TOO_DEEP = "this XML is nested more than {} deep: flatten it, or set DRUGLAW_LIMIT_XML_DEPTH"
_TOO_MANY = "this XML has more than {} elements: split it, or set DRUGLAW_LIMIT_{}"
_PIECE = 1 << 16


class XmlFault(Exception):
    """XML that is refused; the message says why and what to do, ``line`` where."""

    def __init__(self, message: str, line: int = 1) -> None:
        self.line = line
        super().__init__(message)


def parse_xml_bytes(data: bytes, limits: Limits) -> _Element:
    """The root of an XML document given as bytes, as a part of an office document is. Raises XmlFault."""
    head = data[:600].decode("latin-1")
    declared = _ENCODING.search(head)
    found = find_encoding(data, declared[1] if declared else "")
    if found.fault:
        raise XmlFault(found.fault, found.line)
    return parse_xml(data.decode(found.encoding), limits)


def parse_xml(text: str, limits: Limits) -> _Element:
    """The root of an XML document, comments and processing instructions left out.

    The text is decoded already and its own declaration is dropped: what we looked at is what is parsed. Raises XmlFault
    for a DOCTYPE, an XInclude, XML that is not well-formed, and more or deeper elements than the limits allow.
    """
    from lxml import etree

    for sign, what in _REACHING_OUT:
        if sign in text:
            raise XmlFault(f"this holds {what}: remove it", text.count("\n", 0, text.index(sign)) + 1)
    declaration = _DECLARATION.match(text)
    body = text[declaration.end() :] if declaration else text.removeprefix("\ufeff")
    skipped = text.count("\n", 0, len(text) - len(body))
    parser = etree.XMLPullParser(
        ("start", "end"), encoding="utf-8", resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return _fed(parser, body, limits)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error.msg):  # the parser's own bound, met before we have counted
            raise XmlFault(_TOO_DEEP.format(limits.xml_depth), (error.lineno or 1) + skipped) from error
        reason = printable(re.sub(r", line \d+, column \d+.*", "", error.msg or "it has no root element"))[:200]
        raise XmlFault(
            f"this is not well-formed XML ({reason}): get the document again, or save it anew", (error.lineno or 1) + skipped
        ) from error


def check_xml(data: bytes, limits: Limits) -> None:
    """Read XML through once without keeping any of it. Raises XmlFault where ``parse_xml`` would, but for an XInclude.

    For parsers that take a file that was cut off for a whole one, or grow slow with the depth of it.
    """
    from xml.parsers import expat

    parser = expat.ParserCreate()
    depth = elements = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, elements
        depth, elements = depth + 1, elements + 1
        if depth > limits.xml_depth:
            raise XmlFault(_TOO_DEEP.format(limits.xml_depth), parser.CurrentLineNumber)
        if elements > limits.triples:
            raise XmlFault(_TOO_MANY.format(limits.triples, "TRIPLES"), parser.CurrentLineNumber)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_: object) -> None:
        raise XmlFault(f"this holds {_REACHING_OUT[0][1]}: remove it", parser.CurrentLineNumber)

    parser.StartElementHandler, parser.EndElementHandler, parser.StartDoctypeDeclHandler = start, end, doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = expat.errors.messages.get(error.code, "")
        raise XmlFault(f"this is not well-formed XML ({reason}): get the document again, or save it anew", error.lineno) from error


def _fed(parser: object, body: str, limits: Limits) -> _Element:
    from lxml import etree

    assert isinstance(parser, etree.XMLPullParser)
    depth = elements = 0
    for at in range(0, len(body), _PIECE):
        parser.feed(body[at : at + _PIECE].encode("utf-8", errors="replace"))
        for event, _ in parser.read_events():
            if event == "end":
                depth -= 1
                continue
            depth, elements = depth + 1, elements + 1
            if depth > limits.xml_depth:
                raise XmlFault(_TOO_DEEP.format(limits.xml_depth))
            if elements > limits.xml_elements:
                raise XmlFault(_TOO_MANY.format(limits.xml_elements, "XML_ELEMENTS"))
    root: _Element = parser.close()
    return root
