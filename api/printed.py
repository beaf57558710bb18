"""What a reader sees of an exported file, line by line: rows of a workbook, paragraphs and rows of a document, lines of a text."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from loaders.archives import archive_format
from loaders.limits import Limits
from loaders.plain import plain_text
from loaders.reading import Opened
from loaders.sheet.xlsx import read_xlsx

__all__ = ["differing", "printed"]

_WIDE = 200


def printed(contents: bytes) -> list[str]:
    """The lines of a file; none for a picture, or for an archive that is damaged or refused. Nothing is raised."""
    if not contents.startswith(b"PK"):
        try:
            return contents.decode("utf-8").splitlines()
        except UnicodeDecodeError:
            return []
    limits = Limits.from_environment()
    kind, _ = archive_format(contents, limits)
    if kind == "xlsx":
        grids = read_xlsx(contents, limits).grids
        return [f"{grid.name}: {' | '.join(str(cell.value) for cell in row.values())}" for grid in grids for row in grid.rows.values()]
    if kind == "docx":
        return plain_text(Opened(Path("export.docx"), contents, sha256(contents).hexdigest(), kind), limits).text.splitlines()
    return []


def differing(old: list[str], new: list[str], most: int = 10) -> list[str]:
    """The first lines that differ, with ``-`` those of the old and with ``+`` those of the new, a long one cut to where it differs."""
    start = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    found: list[str] = []
    for at in range(start, min(start + most, max(len(old), len(new)))):
        a, b = old[at : at + 1], new[at : at + 1]
        if a != b:
            place = _parting(*a, *b) if a and b else 0
            found += [f"{sign} {_cut(line, place)}" for sign, lines in (("-", a), ("+", b)) for line in lines]
    return found[:most]


def _parting(a: str, b: str) -> int:
    return next((at for at, (one, other) in enumerate(zip(a, b, strict=False)) if one != other), min(len(a), len(b)))


def _cut(line: str, place: int) -> str:
    start = max(0, place - _WIDE // 2) if len(line) > _WIDE else 0
    end = start + _WIDE
    return f"{'…' if start else ''}{line[start:end]}{'…' if end < len(line) else ''}"
