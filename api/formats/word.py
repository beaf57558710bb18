"""The comparison as a Word document (.docx): tables with numbered endnotes, a legend, the sources and the receipt."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from lxml.etree import _Element

from api.formats.bibliography import Cited
from api.formats.editions import Edition
from api.formats.endnotes import Endnotes, source_bookmark
from api.formats.package import day_of_package, repacked
from api.formats.paper import Paper, Printed, Table
from api.formats.shades import DISPUTED, SHADES
from api.formats.visible import line
from api.formats.wordxml import Bookmarks, element, field, outer_link, paragraph, run
from graph.comparison import Comparison

__all__ = ["docx_bytes"]

_COLUMNS = 7
"""How many subjects stand beside each other on a landscape page."""
_TEXT, _LABEL = 15_140, 2_900
"""The width of the text and of the first column, in twentieths of a point."""
_SMALL = 16
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>druglaw</Application>'
    b"</Properties>"
)


def docx_bytes(comparison: Comparison, edition: Edition) -> bytes:
    """The comparison as a Word document (Office Open XML, ISO/IEC 29500-1)."""
    paper = Paper(comparison, edition, "docx", _COLUMNS)
    document = Document()
    _prepare(document, paper)
    bookmarks = Bookmarks()
    notes = Endnotes(document, bookmarks)
    body = document.element.body
    page: list[_Element] = [paragraph(run(paper.title), style="Title")]
    for number, table in enumerate(paper.tables, 1):
        page += [_caption(paper.said["table"], number, table.title), _table(paper, table, notes), paragraph()]
    page += [_heading(paper.said["legend"])]
    page += [paragraph(run(term.shown, bold=True), run(term.explained)) for term in paper.legend]
    page += [_heading(paper.said["sources"])]
    page += [_entry(document, bookmarks, one) for one in paper.sources]
    page += [_heading(paper.said["about"])]
    page += [paragraph(run(f"{name}: ", bold=True), run(value)) for name, value in paper.about.items()]
    page += [paragraph(run(caution)) for caution in paper.cautions]
    page += [_heading(paper.said["notes"])] if paper.notes else []
    for one in page:
        body.insert(len(body) - 1, one)
    notes.attach()
    written = BytesIO()
    document.save(written)
    return repacked(written.getvalue(), {"docProps/app.xml": _APP + f"<!-- {paper.mark} -->".encode()})


def _prepare(document: WordDocument, paper: Paper) -> None:
    """Page, styles, footer and properties."""
    package = document.part.package
    for key in [key for key, one in package.rels.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del package.rels[key]
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(15)
    next(section._sectPr.iter(qn("w:pgSz"))).addprevious(element("w:endnotePr", element("w:numFmt", val="decimal")))
    styles = document.styles
    styles["Normal"].font.name, styles["Normal"].font.size, styles["Normal"].paragraph_format.space_after = "Calibri", Pt(9), Pt(3)
    styles["Title"].font.size = Pt(18)
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER, builtin=True)
    link.font.underline, link.font.color.rgb = True, RGBColor(0x0B, 0x4F, 0x8A)
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), {"ru": "ru-RU"}.get(paper.comparison.query.lang, "en-GB"))
    next(document.settings.element.iter(qn("w:zoom"))).set(qn("w:percent"), "100")
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    foot = section.footer.paragraphs[0]._p
    foot.extend([run(f"druglaw {paper.comparison.release}, {line(paper.comparison.query.rule)}, "), field("PAGE", "1"), run(" / ")])
    foot.append(field("NUMPAGES", "1"))
    properties, day = document.core_properties, day_of_package(paper.comparison.as_of).replace(tzinfo=None)
    properties.title, properties.author, properties.last_modified_by, properties.comments = paper.title, "druglaw", "druglaw", ""
    properties.language, properties.created, properties.modified = paper.comparison.query.lang, day, day


def _heading(text: str) -> _Element:
    return paragraph(run(text), style="Heading1", keep=True)


def _caption(word: str, number: int, title: str) -> _Element:
    return paragraph(run(f"{word} "), field("SEQ Table \\* ARABIC", str(number)), run(f". {title}"), style="Caption", keep=True)


def _entry(document: WordDocument, bookmarks: Bookmarks, source: Cited) -> _Element:
    content = [*bookmarks.around(source_bookmark(source.number), run(f"[{source.number}]")), run(" ")]
    for piece in source.pieces:
        if piece.address:
            relation = document.part.relate_to(piece.address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            content.append(outer_link(relation, piece.text))
        else:
            content.append(run(piece.text, italic=piece.italic))
    return paragraph(*content, run(f" ({source.graded})"))


def _table(paper: Paper, table: Table, notes: Endnotes) -> _Element:
    width = (_TEXT - _LABEL) // max(1, len(table.subjects))
    widths = [_LABEL, *[width] * len(table.subjects)]
    properties = element(
        "w:tblPr",
        element("w:tblStyle", val="TableGrid"),
        element("w:tblW", w=str(sum(widths)), type="dxa"),
        element("w:tblLayout", type="fixed"),
        element("w:tblLook", val="04A0", firstRow="1", lastRow="0", firstColumn="1", lastColumn="0", noHBand="1", noVBand="1"),
        element("w:tblCaption", val=table.title),
        element("w:tblDescription", val=" ".join(paper.cautions[:1])),
    )
    made = element("w:tbl", properties, element("w:tblGrid", *(element("w:gridCol", w=str(one)) for one in widths)))
    labels = [paper.said["measure"], *(line(subject.label) for subject in table.subjects)]
    made.append(
        _row([_cell([run(label, bold=True, size=_SMALL)], one, "D9E2EC") for label, one in zip(labels, widths, strict=True)], head=True)
    )
    for group, measures in table.groups:
        made.append(_row([_cell([run(group, bold=True, size=_SMALL)], sum(widths), "F2F4F6", span=len(widths), keep=True)]))
        for measure in measures:
            cells = [_cell([run(line(measure.label), bold=True, size=_SMALL)], _LABEL)]
            cells += [_printed(paper.cells[subject.id, measure.id], width, notes) for subject in table.subjects]
            made.append(_row(cells))
    return made


def _row(cells: list[_Element], *, head: bool = False) -> _Element:
    """A row that stands on one page; the head is repeated on each."""
    how = [element("w:cantSplit")] + ([element("w:tblHeader")] if head else [])
    return element("w:tr", element("w:trPr", *how), *cells)


def _printed(printed: Printed, width: int, notes: Endnotes) -> _Element:
    disputed = printed.kind == "disputed"
    content = [run(printed.text, italic=printed.kind in SHADES and not disputed, bold=disputed, size=_SMALL)]
    content += notes.sign(printed.note) if printed.note else []
    return _cell(content, width, SHADES.get(printed.kind, ""), dashed=disputed)


def _cell(content: list[_Element], width: int, shade: str = "", *, span: int = 1, keep: bool = False, dashed: bool = False) -> _Element:
    how = [element("w:tcW", w=str(width), type="dxa")]
    how += [element("w:gridSpan", val=str(span))] if span > 1 else []
    if dashed:
        sides = ("top", "left", "bottom", "right")
        how.append(element("w:tcBorders", *(element(f"w:{side}", val="dashed", sz="12", space="0", color=DISPUTED) for side in sides)))
    how += [element("w:shd", val="clear", color="auto", fill=shade)] if shade else []
    return element("w:tc", element("w:tcPr", *how), paragraph(*content, keep=keep))
