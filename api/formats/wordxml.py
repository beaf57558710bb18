"""The pieces of a Word document (WordprocessingML, ISO/IEC 29500-1 section 17) that python-docx has no words for."""

from __future__ import annotations

from itertools import count

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml.etree import _Element

__all__ = ["Bookmarks", "element", "field", "inner_link", "outer_link", "paragraph", "run"]


def element(tag: str, *children: _Element, **attributes: str) -> _Element:
    """An element such as ``w:p``; attributes are of the same namespace, an underscore in a name stands for a colon."""
    made: _Element = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(name.replace("_", ":") if "_" in name else f"w:{name}"), value)
    made.extend(children)
    return made


def run(text: str, *, style: str = "", bold: bool = False, italic: bool = False, size: int = 0) -> _Element:
    """A run of text; ``size`` in half points, 0 for that of the paragraph."""
    how = [element("w:rStyle", val=style)] if style else []
    how += [element("w:b")] if bold else []
    how += [element("w:i")] if italic else []
    how += [element("w:sz", val=str(size)), element("w:szCs", val=str(size))] if size else []
    words = element("w:t", xml_space="preserve")
    words.text = text
    return element("w:r", *([element("w:rPr", *how)] if how else []), words)


def paragraph(*content: _Element, style: str = "", keep: bool = False) -> _Element:
    """A paragraph; ``keep`` holds it on the page of the next one."""
    how = [element("w:pStyle", val=style)] if style else []
    how += [element("w:keepNext")] if keep else []
    return element("w:p", *([element("w:pPr", *how)] if how else []), *content)


def field(instruction: str, shown: str, *, style: str = "") -> _Element:
    """A field (section 17.16) with the result that stands in the file until a program counts again."""
    return element("w:fldSimple", run(shown, style=style), instr=f" {instruction} ")


def inner_link(bookmark: str, text: str) -> _Element:
    """A link to a bookmark of the same document."""
    return element("w:hyperlink", run(text), anchor=bookmark, history="1")


def outer_link(relation: str, text: str) -> _Element:
    """A link that goes where a relationship of the part says."""
    return element("w:hyperlink", run(text, style="Hyperlink"), r_id=relation, history="1")


class Bookmarks:
    """Bookmarks of one document, each with a number of its own."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def around(self, name: str, *content: _Element) -> list[_Element]:
        """The content with a bookmark of this name around it."""
        number = str(next(self._numbers))
        return [element("w:bookmarkStart", id=number, name=name), *content, element("w:bookmarkEnd", id=number)]
