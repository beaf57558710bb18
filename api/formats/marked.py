"""Marked text: what a citation style prints, as runs of text with their marks, and written as plain text, HTML or LaTeX."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape
from typing import NamedTuple

__all__ = ["Formatter", "Run", "as_html", "as_latex", "as_text", "latex_escaped", "runs"]

_MARKS = {"\x02": "italic", "\x03": "bold", "\x04": "superscript", "\x05": "subscript", "\x06": "small-caps"}
_END = "\x1f"
_PIECES = re.compile(f"([{''.join(_MARKS)}{_END}])")
_HTML = {
    "italic": "<i>{}</i>",
    "bold": "<b>{}</b>",
    "superscript": "<sup>{}</sup>",
    "subscript": "<sub>{}</sub>",
    "small-caps": '<span class="small-caps">{}</span>',
}
_LATEX = {
    "italic": r"\textit{{{}}}",
    "bold": r"\textbf{{{}}}",
    "superscript": r"\textsuperscript{{{}}}",
    "subscript": r"\textsubscript{{{}}}",
    "small-caps": r"\textsc{{{}}}",
}
_LATEX_CHARACTERS = str.maketrans(
    {
        **{sign: "\\" + sign for sign in "&%$#_{}"},
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        '"': r"\textquotedbl{}",
    }
)


class Run(NamedTuple):
    """A piece of text, and how it is set: italic, bold, superscript, subscript, small-caps."""

    text: str
    marks: tuple[str, ...] = ()


class Formatter:
    """A formatter for citeproc that marks text with control characters, which no item holds, and so need not be escaped."""

    @staticmethod
    def preformat(text: str) -> str:
        return text

    @staticmethod
    def _mark(sign: str) -> Callable[[object], str]:
        return lambda text: f"{sign}{text}{_END}"

    Italic = Oblique = _mark("\x02")
    Bold = _mark("\x03")
    Superscript = _mark("\x04")
    Subscript = _mark("\x05")
    SmallCaps = _mark("\x06")
    Light = Underline = str


def runs(marked: str) -> list[Run]:
    """The runs of what citeproc made with the Formatter."""
    found: list[Run] = []
    marks: list[str] = []
    for piece in _PIECES.split(marked):
        if piece in _MARKS:
            marks.append(_MARKS[piece])
        elif piece == _END:
            marks.pop()
        elif piece:
            found.append(Run(piece, tuple(dict.fromkeys(marks))))
    return found


def as_text(marked: Iterable[Run]) -> str:
    """The words alone."""
    return "".join(run.text for run in marked)


def as_html(marked: Iterable[Run]) -> str:
    """HTML, everything that is not a mark escaped."""
    return _written(marked, lambda text: escape(text, quote=True), _HTML)


def as_latex(marked: Iterable[Run]) -> str:
    """LaTeX, with every sign that means something there escaped."""
    return _written(marked, latex_escaped, _LATEX)


def latex_escaped(text: str) -> str:
    """The text for LaTeX in UTF-8: no sign of it is a command."""
    return text.translate(_LATEX_CHARACTERS)


def _written(marked: Iterable[Run], escaped: Callable[[str], str], forms: dict[str, str]) -> str:
    pieces = []
    for run in marked:
        piece = escaped(run.text)
        for mark in run.marks:
            piece = forms[mark].format(piece)
        pieces.append(piece)
    return "".join(pieces)
