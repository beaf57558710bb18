"""Tiny documents made for tests - a PDF from lines, a Word document from paragraphs, an archive - and reading them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from loaders.limits import Limits
from loaders.opening import open_file
from loaders.plain import PlainText, plain_text
from loaders.reading import Opened

__all__ = ["LIMITS", "Line", "archive", "lines", "opened", "pdf", "plain", "refused", "word", "word_parts"]

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(frozen=True)
class Line:
    """A printed line; ``^`` before a digit raises it. ``right`` stretches the words to that edge, as justified lines are."""

    text: str
    left: float = 72
    below: float = 700
    size: float = 10
    font: str = "F1"
    right: float | None = None


def pdf(pages: Sequence[Sequence[Line]], *, trailer: bytes = b"", resources: bytes = b"") -> bytes:
    """A PDF with these lines in Helvetica (F1) or Helvetica bold (F2); ``trailer`` adds entries to its trailer."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(b"%d 0 R" % (5 + 2 * at) for at in range(len(pages))), len(pages)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>",
    ]
    for at, lines in enumerate(pages):
        content = b"\n".join(map(_drawn, lines))
        fonts = b"<</Font<</F1 3 0 R/F2 4 0 R>>%s>>" % resources
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources%s/Contents %d 0 R>>" % (fonts, 6 + 2 * at))
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    return pdf_of(objects, trailer)


def pdf_of(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1; the first is its catalogue."""
    written, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n"
    return written + end % (size, table, size, trailer, len(written))


def _drawn(line: Line) -> bytes:
    words = line.text.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
    pieces = words.split(b"^")
    spacing = b"" if line.right is None else b"%.2f Tc " % (_missing(line) / max(len(line.text) - 1, 1))
    shown = b"(%s)Tj" % pieces[0]
    for piece in pieces[1:]:
        shown += b" /%s %.2f Tf 4 Ts (%s)Tj /%s %.2f Tf 0 Ts (%s)Tj" % (
            line.font.encode(), line.size * 0.65, piece[:1], line.font.encode(), line.size, piece[1:],
        )  # fmt: skip
    return b"BT %s/%s %.2f Tf %.2f %.2f Td %s ET" % (spacing, line.font.encode(), line.size, line.left, line.below, shown)


def _missing(line: Line) -> float:
    """How much is missing to the right edge, by the mean width of Helvetica; near enough, since no line must be full to the point."""
    assert line.right is not None
    return line.right - line.left - 0.47 * line.size * len(line.text)


def archive(members: Mapping[str, bytes] | Sequence[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    """A ZIP archive with these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
        for name, data in members.items() if isinstance(members, Mapping) else members:
            written.writestr(name, data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def word(*paragraphs: str, parts: Mapping[str, str] | None = None, **more: bytes) -> bytes:
    """A Word document whose body is these paragraphs, each the XML inside a ``w:p``; ``parts`` are further parts below ``word/``."""
    body = "".join(f"<w:p>{one}</w:p>" if not one.startswith("<w:tbl") else one for one in paragraphs)
    return word_parts({"document": f"<w:document {W}><w:body>{body}</w:body></w:document>", **(parts or {})}, **more)


def word_parts(parts: Mapping[str, str], **more: bytes) -> bytes:
    """A Word document of these parts; ``more`` are members by their whole name, ``__`` for a slash."""
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    named = {f"word/{name}.xml": text.encode() for name, text in parts.items()}
    return archive({"[Content_Types].xml": types, **named, **{name.replace("__", "/"): data for name, data in more.items()}})


LIMITS = Limits()


def opened(folder: Path, name: str, data: bytes | str) -> Opened:
    """The file, opened."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    found = open_file(path, LIMITS)
    assert isinstance(found, Opened), [str(one) for one in found]
    return found


def refused(folder: Path, name: str, data: bytes | str) -> str:
    """The one complaint for which the file is refused."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    found = open_file(path, LIMITS)
    complaints = plain_text(found, LIMITS).complaints if isinstance(found, Opened) else found
    assert len(complaints) == 1
    assert complaints[0].file == str(path)
    return complaints[0].message


def plain(folder: Path, name: str, data: bytes | str, limits: Limits = LIMITS) -> PlainText:
    """The text of the file, which is taken."""
    read = plain_text(opened(folder, name, data), limits)
    assert not read.complaints, [str(one) for one in read.complaints]
    return read


def lines(folder: Path, name: str, data: bytes | str) -> list[str]:
    """The lines of the text that are not empty."""
    return [line for line in plain(folder, name, data).text.split("\n") if line]
