"""The comparison as Markdown: one table, with numbered notes, sources, legend and receipt (CommonMark 0.31 with the tables of GFM)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from api.formats.bibliography import Piece
from api.formats.editions import Edition
from api.formats.paper import Paper, Printed
from api.formats.shades import SHADES
from api.formats.visible import line
from graph.comparison import Comparison

__all__ = ["escaped", "markdown_bytes"]

# What begins markup anywhere in a line, and what GFM makes a link of without being asked.
_SIGN = re.compile(r"[\\`*_{}\[\]<>|#!~$&]|(?<=www)\.|(?<=http)s?:|(?<=ftp):|@")
_AT_START = re.compile(r"^([+=-]|\d+(?=[.)]))")


def markdown_bytes(comparison: Comparison, edition: Edition) -> bytes:
    """The comparison as a Markdown file in UTF-8."""
    return ("\n".join(_lines(Paper(comparison, edition, "md"))) + "\n").encode()


def escaped(text: str) -> str:
    """The text on one line, with nothing in it that Markdown or HTML would take for its own."""
    text = _SIGN.sub(lambda sign: sign[0].replace(":", r"\:") if ":" in sign[0] else "\\" + sign[0], line(text))
    return _AT_START.sub(lambda sign: sign[0] + "\\" if sign[0].isdigit() else "\\" + sign[0], text)


def _lines(paper: Paper) -> Iterator[str]:
    said, table = paper.said, paper.tables[0]
    yield f"# {escaped(paper.title)}\n"
    yield f"{said['table']} 1. {escaped(table.title)}.\n"
    yield "| " + " | ".join([escaped(said["measure"]), *(escaped(subject.label) for subject in table.subjects)]) + " |"
    yield "|---" * (len(table.subjects) + 1) + "|"
    for group, measures in table.groups:
        yield f"| **{escaped(group)}** |" + " |" * len(table.subjects)
        for measure in measures:
            cells = (_cell(paper.cells[subject.id, measure.id]) for subject in table.subjects)
            yield "| " + " | ".join([escaped(measure.label), *cells]) + " |"
    yield f"\n## {said['legend']}\n"
    yield from (f"- **{escaped(term.shown)}**{escaped(term.explained)}" for term in paper.legend)
    if paper.notes:
        yield f"\n## {said['notes']}\n"
        yield from (f"{note.number}. {escaped(str(note))}" for note in paper.notes)
    if paper.sources:
        yield f"\n## {said['sources']}\n"
        for source in paper.sources:
            yield f"{source.number}. {''.join(map(_piece, source.pieces))} ({escaped(source.graded)})"
    yield f"\n## {said['about']}\n"
    yield from (f"- {escaped(name)}: {_code(value)}" for name, value in paper.about.items())
    yield ""
    yield from (f"{escaped(caution)}\n" for caution in paper.cautions)
    yield f"<!-- {paper.mark} -->"


def _cell(printed: Printed) -> str:
    text = escaped(printed.text)
    if printed.kind in SHADES:
        text = f"**{text}**" if printed.kind == "disputed" else f"*{text}*"
    return text + (rf" \[{printed.note.number}\]" if printed.note else "")


def _piece(piece: Piece) -> str:
    if piece.address:
        return f"<{piece.address}>"
    text = escaped(piece.text)
    start, end = (" " * (piece.text[at] == " ") for at in (0, -1))
    return f"{start}*{text}*{end}" if piece.italic and text else f"{start}{text}{end}"


def _code(text: str) -> str:
    """The text as a code span, in which nothing is markup (CommonMark 6.1)."""
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}"
