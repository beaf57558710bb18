"""Archives and Word documents that grow, lead outside or are broken."""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib

from hostile import BOMB, Site, case, simple
from papers import W, archive, word


def document(body: str = f"<w:document {W}><w:body><w:p><w:r><w:t>x</w:t></w:r></w:p></w:body></w:document>") -> dict[str, bytes]:
    return {"[Content_Types].xml": b"<Types/>", "word/document.xml": body.encode()}


def named(name: str, mode: int = 0, data: bytes = b"x") -> bytes:
    """A Word document with one more member, of any name and mode."""
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    return archive([*((zipfile.ZipInfo(key), value) for key, value in document().items()), (info, data)])


def claiming(size: int) -> bytes:
    """A Word document whose directory claims another size for its text than it has."""
    data = bytearray(archive({**document(), "word/media/a.bin": bytes(50)}))
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"PK\x05\x06"))
    data[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(data)


def encrypted() -> bytes:
    """An archive whose members say that they are encrypted."""
    data = bytearray(archive(document()))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def duplicate() -> bytes:
    parts = document()
    members = [*parts.items(), ("word/document.xml", b"<other/>")]
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return archive([(zipfile.ZipInfo(name), data) for name, data in members])


def overlapping(times: int) -> bytes:
    """An archive whose directory names one member many times: each is unpacked from the same bytes."""
    inner = zlib.compress(bytes(3_000_000), 9)[2:-4]
    local = (
        struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 0, zlib.crc32(bytes(3_000_000)), len(inner), 3_000_000, 1, 0)
        + b"a"
        + inner
    )
    entries = b"".join(
        struct.pack(
            "<4sHHHHHHIIIHHHHHII",
            b"PK\x01\x02",
            20,
            20,
            0,
            8,
            0,
            0,
            zlib.crc32(bytes(3_000_000)),
            len(inner),
            3_000_000,
            1,
            0,
            0,
            0,
            0,
            0,
            0,
        )
        + b"a"
        for _ in range(times)
    )
    return local + entries + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, times, times, len(entries), len(local), 0)


simple("bomb.docx", "save it anew", lambda: archive({**document(), "word/media/a.bin": bytes(300_000_000)}))
simple("bomb-of-text.docx", "save it anew", lambda: archive(document(f"<w:document {W}>{' ' * 100_000_000}</w:document>")))
simple(
    "unpacks-to-much.docx", "unpacks to more than", archive({**document(), "word/a.bin": os.urandom(3_000_000)}), archive_bytes=2_000_000
)
simple("nested-bomb.zip", "unpack it", archive({"inner.zip": archive({"a": bytes(900_000)})}))
simple("many-members.docx", "members, more than", lambda: archive({**document(), **{f"m/{at}": b"" for at in range(6000)}}))
simple("leads-out.docx", "leads outside", named("../../evil.txt"))
simple("leads-out-backslash.docx", "leads outside", named("..\\..\\evil.txt"))
simple("absolute.docx", "leads outside", named("/etc/evil"))
simple("drive.docx", "leads outside", named("C:/evil"))
simple("symlink.docx", "symbolic link", named("link", stat.S_IFLNK | 0o777, b"/etc/passwd"))
simple("encrypted.docx", "without a password", encrypted())
simple("twice-the-same-name.docx", "same name", duplicate())
simple("overlapping.zip", "", lambda: overlapping(2000))
simple("claims-another-size.docx", "save it anew", claiming(5))
simple("cut-off.docx", "save it anew", archive(document())[:-60])
simple("cut-off-early.docx", "save it anew", archive(document())[:100])
simple("damaged.docx", "save it anew", archive({"word/document.xml": os.urandom(2000)}).replace(b"PK\x01\x02", b"PK\x01\x03"))
simple("empty-archive.docx", "unpack it", b"PK\x05\x06" + bytes(18))
simple("no-text-in-it.docx", "unpack it", archive({"readme.txt": b"hello"}))
simple(
    "entity-bomb.docx",
    "remove it",
    archive(document(f"{BOMB}<w:document {W}><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>")),
)
simple("deep.docx", "nested more than", archive(document(f"<w:document {W}><w:body>" + "<w:sdt><w:sdtContent>" * 5000)))
simple("not-xml.docx", "damaged", archive(document("Статья 1")))
simple("inserted-document.docx", "save it anew", archive(document(f"<w:document {W}><w:body><w:altChunk/></w:body></w:document>")))
simple("odt.docx", "save a text as .docx", archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}))
simple("numbers-without-end.docx", "", word("<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>", parts={
    "numbering": f"<w:numbering {W}><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='{'9' * 400}'/>"
    f"<w:lvlText w:val='{'%1' * 5000}'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>"
}))  # fmt: skip


@case("external-entity.docx", "remove it")
def _(site: Site) -> bytes:
    return archive(
        document(f'<!DOCTYPE x [<!ENTITY x SYSTEM "file://{site.secret}">]><w:document {W}><w:body><w:p>&x;</w:p></w:body></w:document>')
    )
