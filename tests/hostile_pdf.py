"""PDF files that loop, grow, are encrypted or are broken."""

from __future__ import annotations

import os
import zlib

from hostile import case, simple
from papers import Line, pdf, pdf_of

PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
ENCRYPTED = b"/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O(%s)/U(%s)>>/ID[(a)(b)]" % (b"o" * 32, b"u" * 32)
simple("encrypted.pdf", "without a password", pdf([[Line("Article 1")]], trailer=ENCRYPTED))
simple("cut-off.pdf", "", pdf([[Line("Article 1. Ponds are deep")]])[:300])
simple("only-head.pdf", "get it again", b"%PDF-1.7\n")
simple("loop-in-page-tree.pdf", "", pdf_of([CATALOGUE, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"]))
simple(
    "loop-of-two.pdf", "", pdf_of([CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 9>>", b"<</Type/Pages/Kids[2 0 R]/Parent 2 0 R/Count 9>>"])
)
simple(
    "deep-page-tree.pdf",
    "",
    pdf_of([CATALOGUE, *(b"<</Type/Pages/Kids[%d 0 R]/Count 1/Parent %d 0 R>>" % (at + 1, at - 1) for at in range(2, 20_000))]),
)
PAGES = b"<</Type/Pages/Count 300000/Kids[%s]>>" % (b"3 0 R " * 300_000)
simple("many-pages.pdf", "more pages than", pdf_of([CATALOGUE, PAGES, PAGE]))
simple("claims-many-pages.pdf", "", pdf_of([CATALOGUE, b"<</Type/Pages/Count 2000000000/Kids[3 0 R]>>", PAGE]))
simple("pictures-only.pdf", "OCR", pdf([[]]))
simple("table-loop.pdf", "", pdf([[]]).replace(b"/Root", b"/Prev 9/Root"))
simple("noise-after-head.pdf", "", b"%PDF-1.4\n" + os.urandom(5000))


def stream_bomb() -> bytes:
    packed = zlib.compress(b"BT /F1 9 Tf (x)Tj ET\n" * 5_000_000, 9)
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>"
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)
    return pdf_of([CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream, font])


case("stream-bomb.pdf", "", seconds=10, memory_bytes=600_000_000)(lambda _: stream_bomb())
