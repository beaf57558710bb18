"""Markdown (CommonMark 0.31, with the tables of GitHub): its marks are taken off, its lines stay.

The lines are not put through a CommonMark parser, because that would number anew what a law has numbered: a paragraph ``3.``
that stands between a heading and a table is printed ``3.`` whatever place it has in a list.
"""

from __future__ import annotations

import re

from loaders.limits import Limits
from loaders.opening import text_of
from loaders.plain.lines import PlainText, clean, raised
from loaders.reading import Opened

__all__ = ["read"]

_FRONT_MATTER = re.compile(r"\A---\n(?:[^\n]*\n){0,200}?(?:---|\.\.\.)\n")
_COMMENT = re.compile(r"<!--(?:(?!-->)[^<]|<(?!!--))*-->")
_LINE_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+", re.M), ""),  # quotation
    (re.compile(r"^[ \t]{0,3}(?:`{3,}|~{3,})[^\n]*$", re.M), ""),  # fence of a block of code
    (re.compile(r"^[ \t]{0,3}(?:=+|-{2,}|(?:[ \t]*[-*_]){3,})[ \t]*$", re.M), ""),  # underline of a heading, or a rule
    (re.compile(r"^[ \t]{0,3}#{1,6}(?:[ \t]+|$)", re.M), ""),
    (re.compile(r"(?<=[ \t])#+[ \t]*$", re.M), ""),
    (re.compile(r"^[ \t]*[-*+][ \t]+(?=\S)", re.M), ""),
)
_TABLE_RULE = re.compile(r"^[ \t]*+\|?(?:[ \t]*+:?-++:?[ \t]*+\|)+(?:[ \t]*+:?-++:?)?[ \t]*+$\n?", re.M)
_TABLE_ROW = re.compile(r"^[ \t]*\|([^\n]*)$", re.M)
_SUPERSCRIPT = re.compile(r"<sup>([^<\n]{0,40})</sup>|\^([0-9]{1,4})\^", re.I)
_INLINE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"!\[[^\[\]\n]*\]\([^()\n]*\)"), ""),
    (re.compile(r"\[([^\[\]\n]*)\]\([^()\n]*\)"), r"\1"),
    (re.compile(r"<br[ \t]*/?>", re.I), "\n"),
    (
        re.compile(
            r"</?(?:b|i|u|em|strong|p|div|span|center|font|a|small|sub|ins|hr|table|tr|td|th|tbody|thead)(?:[ \t][^<>\n]*)?/?>", re.I
        ),
        "",
    ),
    (re.compile(r"\*\*\*(?=[^\s*])([^*\n]*)(?<=\S)\*\*\*"), r"\1"),
    (re.compile(r"\*\*(?=[^\s*])([^*\n]*)(?<=\S)\*\*"), r"\1"),
    (re.compile(r"\*(?<!\*\*)(?=[^\s*])([^*\n]*)(?<=\S)\*(?!\*)"), r"\1"),
    (re.compile(r"__(?<!\w__)(?=[^\s_])([^_\n]*)(?<=\S)__(?!\w)"), r"\1"),
    (re.compile(r"_(?<!\w_)(?=[^\s_])([^_\n]*)(?<=\S)_(?!\w)"), r"\1"),
    (re.compile(r"`([^`\n]*)`"), r"\1"),
    (re.compile(r"\\$", re.M), ""),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)


def read(opened: Opened, limits: Limits) -> PlainText:
    """The lines of the text without ``#``, emphasis, bullets and other marks; a row of a table is a line, its cells apart by tabs."""
    plain = clean(text_of(opened), opened.path, limits)
    if not plain.complaints:
        plain.text = _unmarked(plain.text)
    return plain


def _unmarked(text: str) -> str:
    from html import unescape

    text = _COMMENT.sub("", _FRONT_MATTER.sub("", text))
    if "|" in text:
        text = _TABLE_ROW.sub(
            lambda row: "\t".join(cell.strip() for cell in row[1].rstrip().removesuffix("|").split("|")), _TABLE_RULE.sub("", text)
        )
    for pattern, instead in _LINE_MARKS:
        text = pattern.sub(instead, text)
    if "<" in text or "^" in text:
        text = _SUPERSCRIPT.sub(lambda found: raised(found[1] if found[1] is not None else found[2]), text)
    for pattern, instead in _INLINE:
        text = pattern.sub(instead, text)
    text = "\n".join(map(str.rstrip, text.split("\n")))
    return unescape(text) if "&" in text else text
