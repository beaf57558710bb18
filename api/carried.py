"""The receipt that an exported file carries inside, whatever its format: found by its mark, never by running or rendering the file."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import unquote

import orjson

__all__ = ["Carried", "carried"]

_MARK = re.compile(rb"druglaw-receipt:([0-9A-Za-z.+-]{1,80}):([0-9a-f]{64}):([0-9A-Za-z%._~-]{1,100000})")
_PNG = b"\x89PNG\r\n\x1a\n"
_TEXT_CHUNKS = (b"tEXt", b"iTXt")
_MOST_PARTS = 10
_MOST_BYTES = 1_000_000


class Carried(NamedTuple):
    """What a file says of its origin: the release and data that made it, and the path that makes it again."""

    release: str
    data_sha256: str
    path: str


def carried(contents: bytes) -> Carried | None:
    """The receipt inside an exported file, None where it has none."""
    if contents.startswith(b"PK"):
        return _in_archive(contents)
    if contents.startswith(_PNG):
        return _stated(_in_png(contents))
    if contents.lstrip()[:1] == b"{":
        return _in_json(contents)
    if found := _in_svg(contents):
        return _stated(unescape(found.decode("utf-8", "replace")))
    return _marked(contents)


def _marked(contents: bytes) -> Carried | None:
    found = _MARK.search(contents)
    return Carried(found[1].decode(), found[2].decode(), unquote(found[3].decode())) if found else None


def _in_archive(contents: bytes) -> Carried | None:
    try:
        with zipfile.ZipFile(io.BytesIO(contents)) as archive:
            parts = [one for one in archive.infolist() if one.filename.startswith("docProps/") and one.file_size < _MOST_BYTES]
            return next((found for one in parts[:_MOST_PARTS] if (found := _marked(archive.read(one)))), None)
    except Exception:  # damaged, locked, packed in an unknown way: what a broken stream makes zlib, bz2 and lzma raise is no common family
        return None


def _in_svg(contents: bytes) -> bytes:
    """What the first element ``metadata`` holds, found by searching onward only: a pattern would begin anew at each of many."""
    start = contents.find(b">", contents.find(b"<metadata")) + 1 if b"<metadata" in contents else 0
    end = contents.find(b"</metadata>", start, start + _MOST_BYTES) if start else -1
    return contents[start:end] if end > start else b""


def _in_png(contents: bytes) -> str:
    place = len(_PNG)
    while place + 8 <= len(contents):
        size, kind = int.from_bytes(contents[place : place + 4]), contents[place + 4 : place + 8]
        if kind in _TEXT_CHUNKS and (found := contents[place + 8 : place + 8 + size]).startswith(b"druglaw\0"):
            return found[found.find(b"{") :].decode("utf-8", "replace")
        place += size + 12
    return ""


def _stated(text: str) -> Carried | None:
    try:
        return _of(orjson.loads(text), "path")
    except orjson.JSONDecodeError:
        return None


def _in_json(contents: bytes) -> Carried | None:
    try:
        document = orjson.loads(contents)
    except orjson.JSONDecodeError:
        return None
    if isinstance(document, dict) and "tableSchema" in document:
        return _in_description(document.get("notes"))
    return _of(document, "receipt")


def _in_description(notes: Any) -> Carried | None:
    """The receipt of the CSV file that CSVW metadata describe."""
    about = notes[0].get("about") if isinstance(notes, list) and notes and isinstance(notes[0], dict) else None
    found = _of(about, "path")
    return found._replace(path=found.path.replace(".csv-metadata.json", ".csv", 1)) if found else None


def _of(document: Any, name: str) -> Carried | None:
    if not isinstance(document, dict):
        return None
    release, data, path = (document.get(key) for key in ("release", "data_sha256", name))
    if not (isinstance(release, str) and isinstance(data, str) and isinstance(path, str)):
        return None
    here, _, asked = path.partition("?")
    return Carried(release, data, f"{here}.json{f'?{asked}' if asked else ''}" if name == "receipt" else path)
