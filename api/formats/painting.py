"""An SVG painted as PNG, with the font that the package carries, so that it looks the same on every machine."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import vl_convert
from lxml import etree

__all__ = ["FONT", "painted"]

FONT = "DejaVu Sans"
_SIGNATURE_AND_HEADER = 33
_MOST_PIXELS = 40_000_000

vl_convert.register_font_directory(str(Path(__file__).parent / "fonts"))


def painted(drawn: bytes, said: Mapping[str, str], ppi: int = 300) -> bytes:
    """The SVG as PNG at a resolution in pixels per inch (a CSS pixel is 1/96 inch; less where it would pass 40 million pixels).

    ``said`` goes into text chunks by their names, both in ASCII (PNG, third edition, section 11.3.3.2).
    """
    root = etree.fromstring(drawn)
    area = float(root.get("width", "1")) * float(root.get("height", "1"))
    scale = min(ppi / 96, (_MOST_PIXELS / area) ** 0.5)
    image = vl_convert.svg_to_png(drawn.decode(), scale=scale, ppi=72)
    per_metre = round(scale * 96 / 0.0254)
    ours = [_chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1))]
    ours += [_chunk(b"tEXt", name.encode("ascii") + b"\0" + text.encode("ascii")) for name, text in said.items()]
    return image[:_SIGNATURE_AND_HEADER] + b"".join(ours) + b"".join(_but(image[_SIGNATURE_AND_HEADER:], b"pHYs"))


def _chunk(kind: bytes, contents: bytes) -> bytes:
    return struct.pack(">I", len(contents)) + kind + contents + struct.pack(">I", zlib.crc32(kind + contents))


def _but(chunks: bytes, unwanted: bytes) -> Iterator[bytes]:
    while chunks:
        end = struct.unpack(">I", chunks[:4])[0] + 12
        if chunks[4:8] != unwanted:
            yield chunks[:end]
        chunks = chunks[end:]
