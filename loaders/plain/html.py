"""HTML: what a reader of the page sees, a line for each block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.complaints import Complaint
from loaders.limits import Limits
from loaders.opening import text_of
from loaders.plain.lines import PlainText, clean, raised
from loaders.reading import Opened

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["read"]

_UNSEEN = frozenset(
    {
        "head",
        "script",
        "style",
        "template",
        "noscript",
        "nav",
        "iframe",
        "object",
        "embed",
        "applet",
        "svg",
        "math",
        "canvas",
        "audio",
        "video",
        "button",
        "select",
        "option",
        "input",
        "textarea",
        "datalist",
    }
)
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
        "br",
    }
)
_CELLS = frozenset({"td", "th"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.I)
_SPACE = re.compile(r"[ \t\n\r\f]+")
_ENTITY = re.compile(r"<!ENTITY\b", re.I)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,500}\?>")
_SPACED_BREAK = re.compile(r"(?<![ \t])[ \t]*\n[ \t]*")  # from the first space on, lest a long row of them is begun at each


def read(opened: Opened, limits: Limits) -> PlainText:
    """The text that a browser would show, without navigation and scripts; raised numbers are Unicode superscripts."""
    from lxml import etree, html

    source = text_of(opened)
    if _ENTITY.search(source):
        message = "this HTML declares entities of its own (<!ENTITY), which could grow: remove the declarations, or save the page anew"
        return PlainText(complaints=[Complaint(str(opened.path), 1, message)])
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    source = _XML_DECLARATION.sub("", source)
    try:
        root = html.document_fromstring(source.replace("\0", ""), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        return PlainText(complaints=[Complaint(str(opened.path), 1, f"this HTML cannot be read ({error}): save the page anew")])
    for fault in parser.error_log:
        if fault.level_name == "FATAL" or "depth" in fault.message.lower():
            message = f"this HTML cannot be read to its end ({fault.message.strip()}): save the page anew, or as plain text"
            return PlainText(complaints=[Complaint(str(opened.path), max(fault.line, 1), message)])
    pieces = _Pieces(limits)
    if fault_of_tree := pieces.walk(root):
        return PlainText(complaints=[Complaint(str(opened.path), 1, fault_of_tree)])
    plain = clean(pieces.text(), opened.path, limits)
    if pieces.hidden:
        plain.remarks.append(Complaint(str(opened.path), 1, f"{pieces.hidden} parts that the page hides from its readers were left out"))
    return plain


class _Pieces:
    """The pieces of a page's text in their order; walked without recursion, since the depth of a page is its author's."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.parts, self.hidden = limits, [], 0  # type: tuple[Limits, list[str], int]

    def walk(self, root: HtmlElement) -> str:
        """Take up the text below ``root``; gives back the fault of a page beyond the limits, or ''."""
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end"))
        depth = seen = preformatted = 0
        raised_from: list[int] = []
        cells: list[int] = []
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                depth, seen = depth + 1, seen + 1
                if depth > self.limits.xml_depth * 2 or seen > self.limits.xml_elements:
                    return "this page has too many elements, or too deeply nested ones: save it as plain text"
                if not tag or self._unseen(tag, element):
                    walk.skip_subtree()
                    continue
                self._open(tag)
                if tag in _CELLS:
                    cells.append(len(self.parts))
                preformatted += tag in ("pre", "textarea")
                if tag == "sup" or _RAISED.search(element.get("style", "")):
                    raised_from.append(len(self.parts))
                self._take(element.text, preformatted)
                continue
            depth -= 1
            if tag and not self._unseen(tag, element, count=False):
                preformatted -= tag in ("pre", "textarea")
                if tag == "sup" or _RAISED.search(element.get("style", "")):
                    start = raised_from.pop()
                    self.parts[start:] = [raised("".join(self.parts[start:]))]
                if tag in _CELLS:
                    start = cells.pop()
                    self.parts[start:] = ["".join(self.parts[start:]).strip(), "\t"]
                self._close(tag)
            self._take(element.tail, preformatted)
        return ""

    def text(self) -> str:
        """The lines, without empty ones at the ends and without spaces around."""
        joined = _SPACED_BREAK.sub("\n", "".join(self.parts))
        return re.sub("\n{3,}", "\n\n", joined).strip("\n \t") + "\n"

    def _unseen(self, tag: str, element: HtmlElement, count: bool = True) -> bool:
        if tag in _UNSEEN or element.get("role") == "navigation":
            return True
        hidden = "hidden" in element.attrib or element.get("aria-hidden") == "true" or bool(_HIDDEN.search(element.get("style", "")))
        self.hidden += hidden and count
        return hidden

    def _open(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")

    def _close(self, tag: str) -> None:
        if tag in _BLOCKS and tag != "br":
            self.parts.append("\n")

    def _take(self, text: str | None, preformatted: int) -> None:
        if text:
            self.parts.append(text if preformatted else _SPACE.sub(" ", text))
