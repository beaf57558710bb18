"""The lines of a PDF with their places on the page: run as a program of its own, so that what a file does to it is bounded.

``python -m loaders.plain.pdf_pages SECONDS BYTES PAGES CHARACTERS`` reads a PDF on standard input and writes one JSON
document: ``{"pages": [...]}`` with the lines of each page, or ``{"fault": ...}``.
"""

from __future__ import annotations

import json
import sys
from ctypes import byref, c_double, c_int, create_string_buffer
from typing import Any, NamedTuple

__all__ = ["main"]


class _Letter(NamedTuple):
    """One letter: itself, the box of its ink, the height that its font gives to every letter, and its place in the page's text."""

    sign: str
    left: float
    right: float
    bottom: float
    low: float
    high: float
    place: int

    @property
    def height(self) -> float:
        return abs(self.high - self.low)


_SMALLER = 0.9  # a raised number is smaller than the line it stands in
_BROKEN_WORD = "\x02"  # what pdfium gives for the hyphen of a word that goes on in the next line
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
    rows: list[list[_Letter]] = [[]]
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    box = raw.FS_RECTF()
    broken = False
    for index in range(page.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(handle, index) or 0xFFFD)
        if sign in "\r\n":
            broken = True
            continue
        raw.FPDFText_GetCharBox(handle, index, left, right, bottom, top)
        raw.FPDFText_GetLooseCharBox(handle, index, byref(box))
        letter = _Letter(sign, left.value, right.value, bottom.value, box.bottom, box.top, index)
        if broken:
            rows[-1].append(letter._replace(sign=gap)) if rows[-1] and (gap := _gap(rows[-1], letter)) is not None else rows.append([])
        rows[-1].append(letter)
        broken = sign == _BROKEN_WORD
    lines = [line for row in rows for line in _line(row)]
    for line in lines:
        line["weight"] = _weight(handle, line.pop("first"))
    return lines


def _gap(row: list[_Letter], letter: _Letter) -> str | None:
    """What lies between a row and a letter that goes on with it, None where it begins one: pdfium breaks rows at raised digits."""
    last, tallest = row[-1], max(row[-40:], key=lambda one: one.height)
    if not (tallest.low < (letter.low + letter.high) / 2 < tallest.high and letter.left > last.right - 0.5):
        return None
    width = (letter.left - last.right) / max(tallest.height, 1)
    return "" if width < 0.2 else " " if width < 1.5 else "\t"


def _weight(handle: Any, index: int) -> int:
    """The weight of a letter's font, by its own account or by its name."""
    import pypdfium2.raw as raw

    name, flags = create_string_buffer(200), c_int()
    raw.FPDFText_GetFontInfo(handle, index, name, 200, flags)
    return 700 if b"bold" in name.value.lower() else int(raw.FPDFText_GetFontWeight(handle, index))


def _line(row: list[_Letter]) -> list[dict[str, Any]]:
    from loaders.plain.lines import SUPERSCRIPTS

    seen = [one for one in row if not one.sign.isspace() and one.sign and one.right > one.left]
    if not seen:
        return []
    size = sorted(one.height for one in seen)[len(seen) // 2]
    upright = [one for one in seen if one.height >= _SMALLER * size]
    base = sorted(one.bottom for one in upright)[len(upright) // 2]
    text = "".join(
        one.sign.translate(SUPERSCRIPTS)
        if one.sign in _DIGITS and one.height < _SMALLER * size and one.bottom > base + 0.15 * size
        else one.sign
        for one in row
    )
    left, right = min(one.left for one in seen), max(one.right for one in seen)
    return [{"text": text.strip(), "left": left, "right": right, "bottom": base, "size": size, "first": seen[0].place}]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
