"""The comparison as a LaTeX document: tables of booktabs over as many pages as they need, numbered notes, sources, receipt."""

from __future__ import annotations

from collections.abc import Iterator

from api.formats.bibliography import Cited, Piece
from api.formats.editions import Edition
from api.formats.notes import Note
from api.formats.paper import Paper, Printed, Table
from api.formats.shades import SHADES
from api.formats.textext import beyond_pdftex, breakable, tex, tex_address
from api.formats.visible import line
from graph.comparison import Comparison

__all__ = ["tex_bytes"]

_COLUMNS = 7
_WIDTH, _LABEL, _GAP = 267, 40, 3
"""Of the text, of the first column and between columns, in millimetres."""

_HEAD = r"""% {title}
% {mark}
% pdflatex, lualatex or xelatex, twice. pdfLaTeX has no fonts for some scripts (Armenian, Georgian): it prints Latin letters for them.
\documentclass[10pt]{{article}}
\usepackage{{iftex}}
\ifPDFTeX
\usepackage[T2A,T1]{{fontenc}}
\usepackage[utf8]{{inputenc}}
\usepackage{{textcomp}}
{letters}\else
\usepackage{{fontspec}}
\IfFontExistsTF{{DejaVu Serif}}{{\setmainfont{{DejaVu Serif}}}}{{\IfFontExistsTF{{FreeSerif}}{{\setmainfont{{FreeSerif}}}}{{}}}}
\fi
\usepackage[{languages}]{{babel}}
\usepackage[a4paper,landscape,margin=15mm]{{geometry}}
\usepackage{{array,booktabs,longtable}}
\usepackage[unicode,hidelinks]{{hyperref}}
\hypersetup{{pdftitle={{{title}}},pdfcreator={{druglaw}}}}
\newcommand\note[1]{{\textsuperscript{{\hyperlink{{note#1}}{{#1}}}}}}
\newcommand\source[1]{{{{[}}\hyperlink{{source#1}}{{#1}}{{]}}}}
\newcommand\entry[3]{{\par\noindent\hypertarget{{#1#2}}{{#3}}~}}
\setlength\parindent{{0pt}}
\setlength\columnsep{{8mm}}
\sloppy
\begin{{document}}
"""


def tex_bytes(comparison: Comparison, edition: Edition) -> bytes:
    """The comparison as a LaTeX document in UTF-8 that compiles as it is; the notes stand behind the tables."""
    paper = Paper(comparison, edition, "tex", _COLUMNS)
    body = "\n".join(_body(paper)) + "\n"
    letters = "".join(rf"\DeclareUnicodeCharacter{{{ord(one):04X}}}{{{how}}}" + "\n" for one, how in beyond_pdftex(body).items())
    languages = "english,russian" if comparison.query.lang == "ru" else "russian,english"
    return (_HEAD.format(title=paper.title, mark=paper.mark, letters=letters, languages=languages) + body).encode()


def _body(paper: Paper) -> Iterator[str]:
    said = paper.said
    yield rf"\section*{{{tex(paper.title)}}}"
    for table in paper.tables:
        yield from _table(paper, table)
    yield rf"\subsection*{{{said['legend']}}}"
    for term in paper.legend:
        yield rf"\textbf{{{tex(term.shown)}}}{tex(term.explained)}\par"
    yield rf"\subsection*{{{said['about']}}}"
    for name, value in paper.about.items():
        yield rf"\textbf{{{tex(name)}}}: {breakable(value)}\par"
    for caution in paper.cautions:
        yield rf"{tex(caution)}\par"
    if paper.notes:
        yield rf"\twocolumn[\section*{{{said['notes']}}}]\footnotesize\raggedright"
        yield from map(_note, paper.notes)
    if paper.sources:
        yield rf"\normalsize\section*{{{said['sources']}}}\footnotesize"
        yield from map(_source, paper.sources)
    yield r"\end{document}"


def _table(paper: Paper, table: Table) -> Iterator[str]:
    count = len(table.subjects)
    width = (_WIDTH - _LABEL) / max(1, count) - _GAP
    ragged = r">{\raggedright\arraybackslash}"
    head = " & ".join(rf"\textbf{{{tex(line(label))}}}" for label in (paper.said["measure"], *(one.label for one in table.subjects)))
    yield rf"{{\scriptsize\renewcommand\arraystretch{{1.15}}\setlength\tabcolsep{{{_GAP / 2}mm}}"
    yield rf"\begin{{longtable}}{{@{{}}{ragged}p{{{_LABEL}mm}}*{{{count}}}{{{ragged}p{{{width:.2f}mm}}}}@{{}}}}"
    yield rf"\caption{{{tex(table.title)}}}\\"
    yield rf"\toprule {head}\\ \midrule\endfirsthead"
    yield rf"\toprule {head}\\ \midrule\endhead"
    yield r"\bottomrule\endfoot"
    for group, measures in table.groups:
        yield rf"\addlinespace\multicolumn{{{count + 1}}}{{@{{}}l}}{{\textbf{{{tex(group)}}}}}\\*"
        for measure in measures:
            cells = (_cell(paper.cells[subject.id, measure.id]) for subject in table.subjects)
            yield " & ".join([tex(line(measure.label)), *cells]) + r"\\"
    yield r"\end{longtable}}"


def _cell(printed: Printed) -> str:
    text = tex(printed.text)
    if printed.kind in SHADES:
        text = rf"\textbf{{{text}}}" if printed.kind == "disputed" else rf"\textit{{{text}}}"
    return text + (rf"\note{{{printed.note.number}}}" if printed.note else "")


def _note(note: Note) -> str:
    said = " ".join(rf"{tex(one.before)} \source{{{one.source.number}}}{tex(one.after)}" for one in note.said)
    return rf"\entry{{note}}{{{note.number}}}{{{note.number}.}}{said} \textit{{{tex(note.why)}}}"


def _source(source: Cited) -> str:
    return rf"\entry{{source}}{{{source.number}}}{{{{[}}{source.number}{{]}}}}{''.join(map(_piece, source.pieces))} ({tex(source.graded)})"


def _piece(piece: Piece) -> str:
    if piece.address:
        return rf"\url{{{tex_address(piece.address)}}}"
    return rf"\textit{{{tex(piece.text)}}}" if piece.italic else tex(piece.text)
