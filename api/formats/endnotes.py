"""Endnotes of a Word document: the part that holds them, its styles and settings, and the signs that point to them."""

from __future__ import annotations

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Pt
from lxml import etree

from api.formats.notes import Note
from api.formats.wordxml import Bookmarks, element, field, inner_link, paragraph, run

__all__ = ["Endnotes", "source_bookmark"]

_REFERENCE, _TEXT = "endnotereference", "endnotetext"


def source_bookmark(number: int) -> str:
    """The name of the bookmark at an entry of the bibliography."""
    return f"source{number}"


class Endnotes:
    """The endnotes of a document, in the order in which their signs are met (ISO/IEC 29500-1 section 17.11)."""

    def __init__(self, document: Document, bookmarks: Bookmarks) -> None:
        self._document, self._bookmarks = document, bookmarks
        self._met: set[int] = set()
        self._root = element("w:endnotes")
        for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
            mark = element("w:p", element("w:r", element(f"w:{kind}")))
            self._root.append(element("w:endnote", mark, type=kind, id=str(number)))

    def sign(self, note: Note) -> list[etree._Element]:
        """What stands in the text for a note: its reference, or, where it was met before, a cross reference to that."""
        name = f"note{note.number}"
        if note.number in self._met:
            return [field(f"NOTEREF {name} \\f \\h", str(note.number), style=_REFERENCE)]
        self._met.add(note.number)
        self._root.append(_endnote(note))
        style = element("w:rPr", element("w:rStyle", val=_REFERENCE))
        return self._bookmarks.around(name, element("w:r", style, element("w:endnoteReference", id=str(note.number))))

    def attach(self) -> None:
        """Put the notes into the document."""
        styles = self._document.styles
        text = styles.add_style("endnote text", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        text.base_style = styles["Normal"]
        text.font.size, text.paragraph_format.space_after = Pt(8), Pt(2)
        styles.add_style("endnote reference", WD_STYLE_TYPE.CHARACTER, builtin=True).font.superscript = True
        contents = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI("/word/endnotes.xml"), CONTENT_TYPE.WML_ENDNOTES, contents, self._document.part.package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.ENDNOTES)
        kinds = [element("w:numFmt", val="decimal"), element("w:endnote", id="-1"), element("w:endnote", id="0")]
        settings = self._document.settings.element
        settings.find(f"{{{settings.nsmap['w']}}}compat").addprevious(element("w:endnotePr", *kinds))


def _endnote(note: Note) -> etree._Element:
    content = [element("w:r", element("w:rPr", element("w:rStyle", val=_REFERENCE)), element("w:endnoteRef"))]
    for said in note.said:
        content += [
            run(f" {said.before} ["),
            inner_link(source_bookmark(said.source.number), str(said.source.number)),
            run(f"]{said.after}"),
        ]
    content.append(run(f" {note.why}", italic=True))
    return element("w:endnote", paragraph(*content, style=_TEXT), id=str(note.number))
