"""Open a file of anybody's making: read once, within the limits, its format told by its contents, or refused with the way out."""

from __future__ import annotations

import os
import re
import stat
from hashlib import sha256
from pathlib import Path

from graph.complaints import Complaint
from loaders.encodings import NUL_FAULT, find_encoding
from loaders.limits import Limits
from loaders.reading import Opened
from loaders.sniffing import BINARY_NAMES, binary_format, text_format, unreadable

__all__ = ["open_file", "text_of"]

_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_TEXT_KINDS = "plain text, Markdown, HTML, Word (.docx), PDF, Akoma Ntoso, a table (.xlsx, .ods, .csv) or RDF"


def open_file(path: Path, limits: Limits) -> Opened | list[Complaint]:
    """The file, or why it cannot be read. Nothing but a regular file within the limits is read, and it is read once."""
    try:
        data = _bytes(path, limits)
    except OSError as error:
        return [Complaint(str(path), 1, f"this cannot be read ({error.strerror or error}): check the path and the permissions")]
    if isinstance(data, str):
        return [Complaint(str(path), 1, data)]
    digest = sha256(data).hexdigest()
    match binary_format(data):
        case "pdf":
            return Opened(path, data, digest, "pdf")
        case "zip":
            from loaders.archives import archive_format

            kind, fault = archive_format(data, limits)
            return [Complaint(str(path), 1, fault)] if fault else Opened(path, data, digest, kind)
    if words := unreadable(data):
        return [Complaint(str(path), 1, f"this is {words}")]
    return _text(path, data, digest)


def text_of(opened: Opened) -> str:
    """The text of a file whose format is a kind of text, decoded, its byte order mark left out, letters that were lost as U+FFFD."""
    return opened.data.decode(opened.encoding).removeprefix("\ufeff").replace("\0", "\ufffd")


def _bytes(path: Path, limits: Limits) -> bytes | str:
    """The bytes, or the fault. Opened without waiting, so that a pipe without a writer does not hold us."""
    if not path.exists():
        return "there is no such file: check the path"
    if path.is_dir():
        return "this is a folder: name the files in it, or a CSV that lists them"
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return "this is a device, pipe or socket, no file: copy what it gives into a file and load that"
        too_large = f"this is larger than {limits.file_bytes} bytes: split it, or set DRUGLAW_LIMIT_FILE_BYTES"
        if status.st_size > limits.file_bytes:
            return too_large
        data = file.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        return too_large
    return data or "this file is empty: check that it was saved"


def _text(path: Path, data: bytes, digest: str) -> Opened | list[Complaint]:
    suffix = path.suffix.lower()
    found = find_encoding(data, _declared(data))
    if found.fault:
        promised = f", though its name promises {suffix}" if suffix in BINARY_NAMES else ""
        return [Complaint(str(path), found.line, found.fault.replace("so it is no text", f"so it is no text{promised}"))]
    if suffix in BINARY_NAMES:
        return [Complaint(str(path), 1, f"this is text, but its name promises {suffix}: get the document again, or rename it to .txt")]
    text = data.decode(found.encoding).removeprefix("\ufeff")
    if not text.strip():
        return [Complaint(str(path), 1, "this file holds nothing but white space: check that it was saved")]
    kind = text_format(text, path.name)
    if not kind:
        what = "JSON" if text.lstrip().startswith(("{", "[")) else "XML"
        return [Complaint(str(path), 1, f"this looks like {what}, but of no kind that is known here: give {_TEXT_KINDS}")]
    if "\0" in text and kind not in ("text", "markdown"):
        return [Complaint(str(path), text.count("\n", 0, text.index("\0")) + 1, NUL_FAULT)]
    return Opened(path, data, digest, kind, found.encoding)


def _declared(data: bytes) -> str:
    """The encoding that an HTML or XML document says it has, '' where it says nothing."""
    head = data[:2048]
    found = _DECLARED.search(head) if b"<" in head else None
    return found[1].decode("ascii", errors="ignore") if found else ""
