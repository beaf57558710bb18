"""ZIP archives, in which office documents come: looked over before anything in them is unpacked."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import PurePosixPath

from loaders.limits import Limits

__all__ = ["archive_format", "member", "members"]

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_WORTH_A_LOOK = 1_000_000  # below this size, a member's ratio says nothing


def archive_format(data: bytes, limits: Limits) -> tuple[str, str]:
    """The kind of office document (``docx``, ``xlsx``, ``ods``) and '', or '' and why the archive is refused.

    Every member is unpacked once into nothing, so that sizes that the directory of the archive claims are not believed.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            fault = _fault(members, limits) or _unpacked(archive, members, limits)
            return ("", fault) if fault else _kind(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, ValueError, OSError, RuntimeError) as error:
        return "", f"this archive is damaged or cut off ({error}): get the document again, or open it and save it anew"
    except Exception as error:  # what a broken stream makes zlib, bz2 and lzma raise is no common family
        return "", f"this archive is damaged ({type(error).__name__}): get the document again, or open it and save it anew"


def member(data: bytes, name: str) -> bytes:
    """One member of an archive that was looked over; b'' where there is none."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name) if name in archive.namelist() else b""


def _fault(members: list[zipfile.ZipInfo], limits: Limits) -> str:
    if len(members) > limits.archive_members:
        many = f"this archive has {len(members)} members, more than {limits.archive_members}"
        return f"{many}: load the document alone, or set DRUGLAW_LIMIT_ARCHIVE_MEMBERS"
    names = [one.filename for one in members]
    if len(set(names)) < len(names):
        return "this archive holds two members of the same name: open the document and save it anew"
    for one in members:
        path = PurePosixPath(one.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in one.filename or "\0" in one.filename:
            return f"this archive has a member that leads outside ({one.filename!r}): do not trust it; get the document from its publisher"
        if stat.S_ISLNK(one.external_attr >> 16):
            return f"this archive has a symbolic link ({one.filename!r}): do not trust it; get the document from its publisher"
        if one.flag_bits & 0x1:
            return "this archive is encrypted: save the document without a password"
    return ""


def _unpacked(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], limits: Limits) -> str:
    total = 0
    for one in members:
        size = 0
        with archive.open(one) as stream:
            while piece := stream.read(1 << 20):
                size += len(piece)
                total += len(piece)
                if total > limits.archive_bytes:
                    large = f"this archive unpacks to more than {limits.archive_bytes} bytes"
                    return f"{large}: split the document, or set DRUGLAW_LIMIT_ARCHIVE_BYTES"
                if size > _WORTH_A_LOOK and size > limits.archive_ratio * max(one.compress_size, 1):
                    bomb = f"{one.filename!r} in this archive unpacks to more than {limits.archive_ratio} times its size"
                    return f"{bomb}: open the document and save it anew, or set DRUGLAW_LIMIT_ARCHIVE_RATIO"
    return ""


def _kind(archive: zipfile.ZipFile) -> tuple[str, str]:
    names = set(archive.namelist())
    if "word/document.xml" in names:
        return "docx", ""
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return ("xlsx", "") if "xl/workbook.xml" in names else ("", "this is a binary workbook (.xlsb): save it as .xlsx")
    if "content.xml" in names and "mimetype" in names:
        if archive.read("mimetype").strip() == _ODS:
            return "ods", ""
        return "", "this is an OpenDocument file but no spreadsheet: save a text as .docx"
    return "", "this is a ZIP archive but no Word, Excel or OpenDocument file: unpack it and load the documents in it"


def members(data: bytes) -> frozenset[str]:
    """The names of the members of an archive that was looked over."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return frozenset(archive.namelist())
