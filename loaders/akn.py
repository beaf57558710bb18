"""Akoma Ntoso 3.0 (OASIS LegalDocML, Part 2) -> the text of an act as a tree."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from graph.terms import DL
from loaders.act import ActText, Division
from loaders.akn_writing import AKN, SOURCE, UNKNOWN_DAY, akn_bytes
from loaders.hardened import XmlFault, parse_xml
from loaders.limits import Limits
from loaders.plain.lines import raised, visible

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["akn_bytes", "read_akn", "read_marked"]

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BODIES = ("body", "mainBody", "amendmentBody", "collectionBody", "fragmentBody")
_BLOCKS = frozenset({"p", "block", "li", "tr", "listIntroduction", "listWrapUp", "crossHeading", "docTitle", "tocItem", "caption"})
_LEFT_OUT = frozenset({"authorialNote", "noteRef", "del", "remark", "foreign", "img", "meta", "toc"})
_FOLDED = re.compile(r"(?<![ \t])[ \t]*[\r\n]\s*")
_OWN_WORK = re.compile(r"/akn/(?P<owner>[a-z0-9-]+)/act/[^/]+/(?P<slug>[a-z0-9-]+)")
_ISO_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def read_akn(text: str, limits: Limits) -> ActText:
    """The act that an AKN document holds, with plain text to which the offsets of its divisions refer.

    A bill or other document is read alike. Where it has no articles, as acts of the common law have none, its sections are the
    articles. Raises XmlFault for what is refused (see ``parse_xml``), for a document without a body, and beyond the limits.
    """
    root = parse_xml(text, limits)
    document = next((one for one in root if _local(one)), None)
    if _local(root) != "akomaNtoso" or document is None:
        raise XmlFault('this is not Akoma Ntoso 3.0: its root must be <akomaNtoso xmlns="' + AKN + '"> and hold a document')
    bodies = [one for one in document.iter() if _local(one) in _BODIES]
    if not bodies:
        raise XmlFault("this Akoma Ntoso document has no body: it holds no text of an act")
    ours = _attribute(_first(document, "identification"), "source") == SOURCE
    tree = _Tree(limits, ours, ours or any(_local(one) in ("article", "rule") for one in document.iter()))
    act = ActText(text="")
    _identify(act, document, ours)
    if act.title:
        tree.line(act.title)
    for part in document:
        if _local(part) == "preamble":
            act.divisions.append(tree.preamble(part))
        elif _local(part) in _BODIES:
            act.divisions.extend(tree.divisions(part))
            act.remarks.extend(tree.loose(part))
        elif _local(part) in ("attachments", "components"):
            act.divisions.extend(tree.annexes(part))
    act.text = "".join(tree.parts)
    return act


def read_marked(source: str, text: str, language: str, limits: Limits) -> ActText:
    """The act of an AKN document that was found sound and whose plain text is ``text``; ``language`` where it is said, else as marked."""
    act = read_akn(source, limits)
    act.text, act.language = text, language or act.language
    return act


def _local(element: _Element) -> str:
    """The name of an AKN element, whatever the version of its namespace; '' for anything else."""
    tag = element.tag if isinstance(element.tag, str) else ""
    space, _, name = tag[1:].rpartition("}")
    return name if space.rpartition("/")[0] == AKN.rpartition("/")[0] or space.startswith("http://www.akomantoso.org/") else ""


def _first(element: _Element, *names: str) -> _Element | None:
    return next((one for one in element.iter() if _local(one) in names), None)


def _child(element: _Element, name: str) -> _Element | None:
    return next((one for one in element if _local(one) == name), None)


def _identify(act: ActText, document: _Element, ours: bool) -> None:
    work, expression = _first(document, "FRBRWork"), _first(document, "FRBRExpression")
    if work is not None:
        number, date = _child(work, "FRBRnumber"), _child(work, "FRBRdate")
        act.number = _attribute(number, "value")
        day = _attribute(date, "date")
        act.adopted = "" if _attribute(date, "name") == "unknown" or day == UNKNOWN_DAY else day[:10]
        if ours and (work_of := _OWN_WORK.fullmatch(_attribute(_child(work, "FRBRuri"), "value"))):
            act.id = f"{work_of['owner']}/{work_of['slug']}"
    if expression is not None:
        language = _attribute(_child(expression, "FRBRlanguage"), "language").lower()
        act.language = _languages().get(language, language)
        date = _child(expression, "FRBRdate")
        if _attribute(date, "name") == "in-force" and _ISO_DAY.fullmatch(_attribute(date, "date")):
            act.in_force = _attribute(date, "date")
    title = _first(document, "docTitle")
    if title is not None:
        act.title = " ".join(_text_lines(title)).strip()
    for own in document.iter(f"{{{DL}}}adopted"):
        act.adopted = (own.text or "").strip()


def _attribute(element: _Element | None, name: str) -> str:
    return "" if element is None else str(element.get(name, "")).strip()


class _Tree:
    """The divisions of a document while its plain text is written."""

    def __init__(self, limits: Limits, ours: bool, articles: bool) -> None:
        self.parts: list[str] = []
        self._at = self._count = 0
        self._limits, self._ours = limits, ours
        self._levels = _levels(articles)

    def line(self, text: str) -> int:
        """Write a line; gives back where it begins."""
        begin = self._at
        self.parts.append(text + "\n")
        self._at += len(text) + 1
        return begin

    def preamble(self, element: _Element) -> Division:
        """The preamble: everything it says, in lines."""
        lines = _text_lines(element)
        division = Division("preamble", text="\n".join(lines), start=self._at, eid=_attribute(element, "eId"), notes=_notes(element))
        for line in lines:
            self.line(line)
        division.end = self._at
        return division

    def divisions(self, parent: _Element) -> list[Division]:
        """The divisions that stand in an element."""
        return [self._division(one, level) for one in parent if (level := self._level(one))]

    def annexes(self, parent: _Element) -> list[Division]:
        """The attachments of an act."""
        found = []
        for one in parent:
            body = _first(one, *_BODIES)
            if body is not None:
                annex = Division("annex", printed="", start=self._at, eid=_attribute(one, "eId"))
                self._head(annex, one)
                annex.text = "\n".join(self._own_lines([one for one in body if not self._level(one)], annex))
                annex.children = self.divisions(body)
                annex.end = self._at
                found.append(annex)
        return found

    def loose(self, body: _Element) -> list[tuple[int, str]]:
        """A remark on text that stands in the body outside every division."""
        loose = [line for one in body if not self._level(one) and _local(one) not in ("componentRef",) for line in _text_lines(one) if line]
        return [(0, f"{len(loose)} lines of this document stand outside every division and were left out")] if loose else []

    def _level(self, element: _Element) -> str:
        name = _local(element)
        if name == "hcontainer":
            name = _attribute(element, "name")
            return self._levels.get(name, "paragraph")
        return self._levels.get(name, "")

    def _division(self, element: _Element, level: str) -> Division:
        self._count += 1
        if self._count > self._limits.divisions:
            raise XmlFault(f"this act has more than {self._limits.divisions} divisions: split it, or set DRUGLAW_LIMIT_DIVISIONS")
        division = Division(level, start=self._at, eid=_attribute(element, "eId") or _attribute(element, "id"))
        status = _attribute(element, "status")
        division.status = "repealed" if status == "removed" else ""
        self._head(division, element)
        wraps = [one for one in element if _local(one) in ("wrapUp", "listWrapUp")]
        before = [one for one in element if _local(one) and one not in wraps and not self._level(one) and _local(one) not in _HEADS]
        lines = self._own_lines(before, division)
        for one in before:
            division.children.extend(child for item in _items(one) if (child := self._division(item, _deeper(level))))
        division.children.extend(self.divisions(element))
        after = [line for one in wraps for line in _text_lines(one)]
        for line in after:
            self.line(line)
        division.text = "\n".join([*lines, *after])
        division.end = self._at
        return division

    def _head(self, division: Division, element: _Element) -> None:
        number, heading = _child(element, "num"), _child(element, "heading")
        division.printed = " ".join(_text_lines(number)) if number is not None else ""
        division.heading = " ".join(_text_lines(heading)) if heading is not None else ""
        division.notes = [note for one in element if _local(one) in (*_HEADS, "intro", "content", "wrapUp") for note in _notes(one)]
        division.number = _attribute(number, "title") if self._ours else _number(division, number)
        if division.heading:
            self.line(f"{division.printed} {division.heading}".strip())

    def _own_lines(self, elements: list[_Element], division: Division) -> list[str]:
        """The lines of a division's own text, written after its label."""
        lines = [line for one in elements for line in _text_lines(one, items=False)]
        shown = lines
        if division.printed and not division.heading:
            shown = [f"{division.printed} {lines[0]}".rstrip(), *lines[1:]] if lines else [division.printed]
        for line in shown:
            self.line(line)
        return lines


_HEADS = ("num", "heading", "subheading")


def _deeper(level: str) -> str:
    return {"article": "point", "paragraph": "point", "point": "subpoint"}.get(level, "subpoint" if level == "subpoint" else "point")


def _items(element: _Element) -> list[_Element]:
    """The items of the block lists that stand right in an element: divisions by another name."""
    lists = [element] if _local(element) == "blockList" else [one for one in element if _local(one) == "blockList"]
    return [item for one in lists for item in one if _local(item) == "item"]


def _number(division: Division, number: _Element | None) -> str:
    """The normal form of a number: as the element id has it, else from the printed label."""
    last = division.eid.rpartition("__")[2].partition("_")[2]
    printed = re.sub(r"([0-9])([⁰¹²³⁴⁵⁶⁷⁸⁹]+)", r"\1-\2", division.printed[:200]).translate(_SUPERSCRIPT)
    if number is not None and re.fullmatch(r"[\w.-]{1,40}", last) and last.lower() in printed.lower():
        return last
    found = re.search(r"\d+[a-zа-яё]?(?:[.\-]\d+)*(?!\w)|(?<!\w)[^\W\d_](?=[).]|$)", printed, re.IGNORECASE)
    return found[0].rstrip(".") if found else ""


def _notes(element: _Element) -> list[str]:
    return ["\n".join(_text_lines(one)) for one in element.iter() if _local(one) == "authorialNote"]


def _text_lines(element: _Element, items: bool = True) -> list[str]:
    """The lines of an element's text, one for each block; notes, deletions and, unless wanted, items of lists left out."""
    lines: list[str] = []
    open_line: list[str] = []

    def end() -> None:
        if open_line:
            lines.append("".join(open_line))
            open_line.clear()

    def take(text: str | None, exact: bool) -> None:
        if text:
            text = visible(text)
            words = text if exact else _FOLDED.sub(" ", text)
            if words.strip() or open_line or exact:
                open_line.append(words if open_line or exact else words.lstrip(" "))

    def walk(one: _Element, exact: bool) -> None:
        exact = exact or one.get(_SPACE) == "preserve"
        name = _local(one)
        block = name in _BLOCKS
        if block:
            end()
        before = len(lines)
        take(one.text, exact)
        for child in one:
            child_name = _local(child)
            if child_name == "eol":
                open_line.append("\n")
            elif child_name == "sup":
                open_line.append(raised("".join(map(str, child.itertext()))))
            elif child_name not in _LEFT_OUT and child_name and (items or child_name != "item"):
                if child_name in ("td", "th"):
                    open_line.append("\n".join(_text_lines(child)) + "\t")
                else:
                    walk(child, exact)
            take(child.tail, exact)
        if block:
            empty = not open_line and len(lines) == before
            if open_line and not exact:
                whole = "".join(open_line).strip(" \t") if name == "tr" else "".join(open_line).rstrip(" ")
                open_line[:] = [whole]
            end()
            if empty and name == "p":
                lines.append("")

    walk(element, False)
    if open_line:
        open_line[:] = ["".join(open_line).rstrip(" ")] if element.get(_SPACE) != "preserve" else open_line
    end()
    return [line for whole in lines for line in whole.split("\n")]


@cache
def _languages() -> dict[str, str]:
    """The usual tag of a language for its code of three letters (ISO 639-2), which the Naming Convention uses."""
    with files("loaders").joinpath("akn_languages.csv").open(encoding="utf-8") as file:
        return {row["code"]: row["tag"] for row in csv.DictReader(file)}


@cache
def _levels(articles: bool) -> dict[str, str]:
    with files("loaders").joinpath("akn_elements.csv").open(encoding="utf-8") as file:
        return {row["element"]: row["level" if articles else "level_without_articles"] for row in csv.DictReader(file)}
