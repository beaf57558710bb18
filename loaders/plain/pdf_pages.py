"""The lines of a PDF with their places on the page: run as a program of its own, so that what a file does to it is bounded.

``python -m loaders.plain.pdf_pages SECONDS BYTES PAGES CHARACTERS`` reads a PDF on standard input and writes one JSON
document: ``{"pages": [...]}`` with the lines of each page, or ``{"fault": ...}``.
"""

from __future__ import annotations

import json
import sys
from ctypes import byref, c_double
from typing import Any

__all__ = ["main"]

_SMALLER = 0.9  # a raised number is smaller than the line it stands in
_DIGITS = frozenset("0123456789")


def main(arguments: list[str]) -> int:
    """Read the PDF on standard input within the limits given and write its lines."""
    seconds, memory, pages, characters = map(int, arguments)
    _bound(seconds, memory)
    data = sys.stdin.buffer.read()
    try:
        found = _pages(data, pages, characters)
    except MemoryError:
        found = {"fault": "memory"}
    sys.stdout.write(json.dumps(found, ensure_ascii=True))
    return 0


def _bound(seconds: int, memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has none; the time limit of the caller remains
        return
    for limit, value in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 1 << 30),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(limit, (value, value))
        except (ValueError, OSError):  # macOS refuses some of them
            continue


def _pages(data: bytes, most: int, characters: int) -> dict[str, Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return {"fault": "password" if "password" in str(error).lower() else "damaged"}
    if len(document) > most:
        return {"fault": "pages"}
    pages: list[dict[str, Any]] = []
    total = 0
    for index in range(len(document)):
        try:
            page = document[index]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            pages.append({"broken": True, "lines": [], "pictures": 0})
            continue
        total += text.count_chars()
        if total > characters:
            return {"fault": "characters"}
        pictures = (
            sum(1 for _ in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)) if text.count_chars() < 50 else 0
        )
        pages.append({"lines": _lines(text), "pictures": pictures, "height": page.get_height()})
        text.close()
        page.close()
    return {"pages": pages}


def _lines(page: Any) -> list[dict[str, Any]]:
    """The lines of a page: text, left, right, bottom, size and weight of the letters.

    The size is the height that the font gives to every letter, at the scale of the page, since a digit may be as high as an x.
    """
    import pypdfium2.raw as raw

    handle = page.raw
    lines, current = [], []  # type: ignore[var-annotated]
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    box = raw.FS_RECTF()
    for index in range(page.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(handle, index) or 0xFFFD)
        if letter in "\r\n":
            lines.extend(_line(current))
            current = []
            continue
        raw.FPDFText_GetCharBox(handle, index, left, right, bottom, top)
        raw.FPDFText_GetLooseCharBox(handle, index, byref(box))
        current.append((letter, left.value, right.value, bottom.value, abs(box.top - box.bottom), index))
    lines.extend(_line(current))
    for line in lines:
        line["weight"] = raw.FPDFText_GetFontWeight(handle, line.pop("first"))
    return lines


def _line(characters: list[tuple[str, float, float, float, float, int]]) -> list[dict[str, Any]]:
    from loaders.plain.lines import SUPERSCRIPTS

    seen = [one for one in characters if not one[0].isspace() and one[2] > one[1]]
    if not seen:
        return []
    size = sorted(one[4] for one in seen)[len(seen) // 2]
    upright = [one for one in seen if one[4] >= _SMALLER * size]
    base = sorted(one[3] for one in upright)[len(upright) // 2]
    text = "".join(
        letter.translate(SUPERSCRIPTS) if letter in _DIGITS and height < _SMALLER * size and below > base + 0.15 * size else letter
        for letter, _, _, below, height, _ in characters
    )
    left, right = min(one[1] for one in seen), max(one[2] for one in seen)
    return [{"text": text.strip(), "left": left, "right": right, "bottom": base, "size": size, "first": seen[0][5]}]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
