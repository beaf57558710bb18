"""Word documents (Office Open XML, ECMA-376): the text as printed, after all changes that were tracked.

The parts are read with our own hardened XML parser, not through python-docx, which knows neither automatic numbers nor
tracked changes and parses whatever the archive holds.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from graph.complaints import Complaint
from loaders.archives import member, members
from loaders.hardened import XmlFault, parse_xml_bytes
from loaders.limits import Limits
from loaders.plain.docx_numbering import Numbering, value_of
from loaders.plain.lines import PlainText, clean, raised
from loaders.reading import Opened

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read"]

_WORD = ("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}", "{http://purl.oclc.org/ooxml/wordprocessingml/main}")
_LEFT_OUT = frozenset(
    {"del", "moveFrom", "pPr", "rPr", "sectPr", "tblPr", "trPr", "tcPr", "instrText", "delText", "delInstrText", "sdtPr", "sdtEndPr"}
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_OFF = ("0", "false", "off")


def read(opened: Opened, limits: Limits) -> PlainText:
    """A line for each paragraph and row, with automatic numbers, footnotes at the end; macros and inserted objects are left out."""
    name = str(opened.path)
    names = members(opened.data)
    try:
        parts = {
            part: parse_xml_bytes(member(opened.data, f"word/{part}.xml"), limits) if f"word/{part}.xml" in names else None
            for part in ("document", "numbering", "styles", "footnotes", "endnotes")
        }
    except XmlFault as fault:
        return PlainText(complaints=[Complaint(name, 1, f"a part of this Word document is damaged: {fault}")])
    body = _Body(Numbering(parts["numbering"], parts["styles"]))
    for part in ("document", "footnotes", "endnotes"):
        if (root := parts[part]) is not None:
            body.walk(root)
    if body.inserted:
        message = (
            "this Word document has another document inserted in it (altChunk), which only Word can read: open it there and save it anew"
        )
        return PlainText(complaints=[Complaint(name, 1, message)])
    plain = clean("\n".join(body.lines) + "\n", opened.path, limits)
    left_out = [
        (any(one.endswith("vbaProject.bin") for one in names), "macros were left out; they are never run"),
        (any(one.startswith("word/embeddings/") for one in names), "embedded objects were left out"),
        (body.deleted > 0, f"{body.deleted} tracked deletions were left out: the text is the one after all changes"),
        (body.hidden > 0, f"{body.hidden} pieces of hidden text were left out"),
    ]
    plain.remarks.extend(Complaint(name, 1, words) for there, words in left_out if there)
    return plain


def _local(element: _Element) -> str:
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.rpartition("}")[2] if tag.startswith(_WORD) else ""


def _child(element: _Element | None, name: str) -> _Element | None:
    return None if element is None else next((one for one in element if _local(one) == name), None)


def _on(properties: _Element | None, name: str) -> bool:
    found = _child(properties, name)
    return found is not None and value_of(found) not in _OFF


class _Body:
    """The paragraphs of a part in their order; paragraphs may stand in cells, and, in text boxes, in paragraphs."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.lines: list[str] = []
        self.deleted = self.hidden = 0
        self.inserted = False
        self._open: list[list[tuple[str, bool]]] = []  # the pieces of the open paragraphs, and whether each is raised
        self._cells: list[int] = []
        self._rows: list[int] = []
        self._raised = False
        self._carried: list[tuple[str, bool]] = []

    def walk(self, root: _Element) -> None:
        """Take up what stands below ``root``."""
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            name = _local(element)
            if event == "start":
                if self._skipped(element, name):
                    walk.skip_subtree()
                else:
                    self._start(element, name)
            elif name in ("p", "tc", "tr"):
                self._end(element, name)

    def _skipped(self, element: _Element, name: str) -> bool:
        if not name:
            return isinstance(element.tag, str) and element.tag.endswith("}Fallback")
        if name == "tr" and _on(_child(element, "trPr"), "del"):
            self.deleted += 1
            self._rows.append(-1)
            return True
        if name in ("footnote", "endnote") and value_of(element, "type") not in ("", "normal"):
            return True
        if name == "r" and _on(_child(element, "rPr"), "vanish"):
            self.hidden += 1
            return True
        self.deleted += name in ("del", "moveFrom")
        self.inserted = self.inserted or name == "altChunk"
        return name in _LEFT_OUT

    def _start(self, element: _Element, name: str) -> None:
        match name:
            case "p":
                label = self.numbering.label(_child(element, "pPr"))
                self._open.append([*self._carried, *([(label + " ", False)] if label else [])])
                self._carried = []
            case "r":
                properties = _child(element, "rPr")
                self._raised = value_of(_child(properties, "vertAlign")) == "superscript"
            case "t":
                self._take(element.text or "", self._raised)
            case "footnoteReference" | "endnoteReference" | "footnoteRef" | "endnoteRef":
                self._take(f"[{self._note(element)}]", False)
            case "tc":
                self._cells.append(len(self.lines))
            case "tr":
                self._rows.append(len(self.lines))
            case _:
                if name in _SIGNS:
                    self._take(_SIGNS[name], False)

    def _end(self, element: _Element, name: str) -> None:
        if name == "p" and self._open:
            pieces = self._open.pop()
            mark = _child(_child(element, "pPr"), "rPr")
            if _child(mark, "del") is not None:  # the end of this paragraph was deleted: the next one continues it
                self._carried = pieces
                return
            self.lines.append("".join(_joined(pieces)).strip(" "))
        elif name == "tc" and self._cells:
            start = self._cells.pop()
            self.lines[start:] = ["\n".join(self.lines[start:]).strip()]
        elif name == "tr" and self._rows and (start := self._rows.pop()) >= 0:
            self.lines[start:] = ["\t".join(self.lines[start:])]

    def _take(self, text: str, is_raised: bool) -> None:
        if self._open:
            self._open[-1].append((text, is_raised))

    def _note(self, element: _Element) -> str:
        while element is not None and not (number := value_of(element, "id")):
            element = element.getparent()  # type: ignore[assignment]
        return number if element is not None else ""


def _joined(pieces: list[tuple[str, bool]]) -> list[str]:
    joined = []
    for is_raised, group in groupby(pieces, key=lambda piece: piece[1]):
        words = "".join(text for text, _ in group)
        joined.append(raised(words) if is_raised else words)
    return joined
