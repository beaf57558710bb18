"""The format of a file, told from its contents; its name decides only between kinds of text."""

from __future__ import annotations

import re
from pathlib import PurePath

__all__ = ["BINARY_NAMES", "binary_format", "text_format", "unreadable"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (
    (_OLE, "an old Word or Excel file, or one with a password: save it as .docx or .xlsx, without a password"),
    (b"{\\rtf", "an RTF file: save it as .docx"),
    (b"\x1f\x8b", "a gzip archive: unpack it and load the document in it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive: unpack it and load the document in it"),
    (b"Rar!", "a RAR archive: unpack it and load the document in it"),
    (b"BZh", "a bzip2 archive: unpack it and load the document in it"),
    (b"\xfd7zXZ", "an xz archive: unpack it and load the document in it"),
    (b"\x89PNG", "a picture: run text recognition on it and load the text"),
    (b"\xff\xd8\xff", "a picture: run text recognition on it and load the text"),
    (b"GIF8", "a picture: run text recognition on it and load the text"),
    (b"II*\0", "a picture: run text recognition on it and load the text"),
    (b"MM\0*", "a picture: run text recognition on it and load the text"),
    (b"AT&TFORM", "a DjVu file: run text recognition on it and load the text"),
    (b"\x7fELF", "a program, no document"),
    (b"MZ\x90", "a program, no document"),
    (b"SQLite format 3\0", "a database: export what you need from it as CSV"),
    (b"%!PS", "a PostScript file: save it as PDF"),
)
BINARY_NAMES = frozenset({".docx", ".docm", ".doc", ".pdf", ".xlsx", ".xlsm", ".xls", ".ods", ".odt", ".zip"})
_BY_NAME = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".csv": "csv",
    ".tsv": "csv",
    ".ttl": "turtle",
    ".trig": "trig",
    ".nq": "nquads",
    ".nt": "ntriples",
}
_ROOT = re.compile(r"<(?![?!/])(?:([\w.-]{1,80}):)?([A-Za-z_][\w.-]{0,80})")
_LEADING = re.compile(
    r"\s*(?:<\?[^>]{0,2000}\?>\s*|<!--.{0,20000}?-->\s*|<!DOCTYPE[^>\[]{0,2000}(?:\[.{0,200000}?\]\s*)?>\s*)*", re.DOTALL | re.IGNORECASE
)
_HTML = frozenset(
    {
        "html",
        "head",
        "body",
        "div",
        "p",
        "span",
        "table",
        "center",
        "font",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "section",
        "article",
        "main",
        "title",
        "meta",
        "link",
        "style",
        "script",
        "a",
        "b",
        "i",
        "pre",
        "br",
    }
)
_TERM = r"(?:<[^<>\"{}|^`\\\s]*>|_:[\w.-]+)"
_STATEMENT = re.compile(
    rf"{_TERM}\s*+{_TERM}\s*+(?:{_TERM}|\"[^\n]*?\"(?:@[\w-]+|\^\^<[^>\n]*>)?)\s*+({_TERM})?\s*+\.\s*+(?:#.*)?$", re.MULTILINE
)
_TURTLE = re.compile(r"\s*(?:#[^\n]*\n\s*)*(?:@prefix|@base|prefix\s+[\w.-]*:\s*<|base\s+<)", re.IGNORECASE)
_GRAPH_BLOCK = re.compile(r"^[ \t]*(?:graph[ \t]+)?(?:<[^<>\s]*>|[\w.-]*:[\w./#-]*)?[ \t]*\n?[ \t]*\{", re.MULTILINE | re.IGNORECASE)
_JSON_LD = re.compile(r'"@(?:context|id|graph|type)"')
_HEAD = 300_000


def binary_format(data: bytes) -> str:
    """``pdf`` or ``zip`` where the first bytes say so, '' for everything else."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return "zip" if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")) else ""


def unreadable(data: bytes) -> str:
    """What a file is that we cannot read, and what to do; '' for everything else."""
    return next((words for magic, words in _FOREIGN if data.startswith(magic)), "")


def text_format(text: str, name: str) -> str:
    """The format of a text: its contents decide where they can, the name's ending otherwise; '' for XML or JSON of no known kind."""
    head = text[:_HEAD]
    suffix = PurePath(name).suffix.lower()
    start = head.lstrip("\ufeff \t\r\n")
    if start.startswith("<"):
        if statement := _STATEMENT.match(start):
            return "nquads" if statement[1] else "ntriples"
        return _markup(start, suffix)
    if start.startswith(("{", "[")) and _JSON_LD.search(head):
        return "jsonld"
    if start.startswith("_:") and (statement := _STATEMENT.match(start)):
        return "nquads" if statement[1] else "ntriples"
    if _TURTLE.match(start):
        return "trig" if suffix == ".trig" or _GRAPH_BLOCK.search(head) else "turtle"
    if suffix in (".html", ".htm", ".xhtml") and re.search(r"<(?:p|br|div|table|span|b|a)\b", head, re.IGNORECASE):
        return "html"
    if suffix in (".json", ".jsonld", ".xml", ".rdf", ".akn"):
        return ""
    return _BY_NAME.get(suffix, "text")


def _only_remarked(start: str, rest: str) -> bool:
    """Whether a text begins with a comment of a converter (``<!-- image -->``) and is no markup behind it."""
    return start.startswith("<!--") and bool(rest) and not rest.startswith("<")


def _markup(start: str, suffix: str) -> str:
    leading = _LEADING.match(start)
    rest = start[leading.end() if leading else 0 :]
    root = _ROOT.match(rest)
    if not root:
        return _BY_NAME.get(suffix, "text") if not start.startswith(("<?xml", "<!")) or _only_remarked(start, rest) else ""
    name = root[2]
    if name == "akomaNtoso":
        return "akn"
    if name == "RDF":
        return "rdfxml"
    if name.lower() in _HTML or "<!doctype html" in start[:1000].lower():
        return "html"
    return _BY_NAME.get(suffix, "") if not start.startswith("<?xml") else ""
