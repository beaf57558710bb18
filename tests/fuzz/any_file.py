"""Fuzz target: whatever a file holds, every loader gives an answer and raises nothing.

``python tests/fuzz/any_file.py [libFuzzer options] CORPUS`` (``make fuzz``). The first byte of an input chooses what the rest is: a
file by one of the names, or a part of an office document, which is packed so that the fuzzer need not find out what a ZIP archive is.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve()
os.environ.setdefault("DRUGLAW_LIMIT_TABLE_ROWS", "2000")  # a row that is far down takes as long as all above it
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[1])]

import atheris  # noqa: E402

with atheris.instrument_imports(include=["loaders"]):
    import loaders.akn
    import loaders.bulletin
    import loaders.document
    import loaders.kinds
    import loaders.listing
    import loaders.plain.docx
    import loaders.plain.html
    import loaders.plain.markdown
    import loaders.plain.pdf_layout
    import loaders.rdf
    import loaders.sheet
    import loaders.statistics
    import loaders.statute

from hostile_archives import document  # noqa: E402
from hostile_sheets import XLSX  # noqa: E402
from papers import archive  # noqa: E402

from graph.store import open_store  # noqa: E402
from graph.terms import graph_iri  # noqa: E402
from loaders.act import ActText  # noqa: E402
from loaders.act_quads import assign_eids  # noqa: E402
from loaders.hardened import XmlFault  # noqa: E402
from loaders.limits import Limits  # noqa: E402
from loaders.opening import open_file, text_of  # noqa: E402
from loaders.plain import FORMATS, plain_text  # noqa: E402
from loaders.reading import Opened, Options  # noqa: E402

NAMES = ("a.txt", "a.md", "a.html", "a.xml", "a.csv", "a.ttl", "a.nq", "a.jsonld", "a.rdf", "a.docx", "a.xlsx", "a.ods")
PARTS = {
    "word/document.xml": (document(), ".docx"),
    "word/numbering.xml": (document(), ".docx"),
    "xl/worksheets/sheet1.xml": (XLSX, ".xlsx"),
    "content.xml": ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, ".ods"),
}
KINDS = ("statute", "sheet", "bulletin", "statistics", "rdf", "document")
LIMITS = Limits.from_environment()
STORE = open_store()
OPTIONS = Options(owner="by", slug="pond-act", lang="")
FOLDER = Path(tempfile.mkdtemp(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None))


def one_input(data: bytes) -> None:
    """Load one input in every way."""
    if len(data) < 2:
        return
    choice = data[0] % (len(NAMES) + len(PARTS) + 1)
    if choice == len(NAMES) + len(PARTS):
        pages(data[1:])
        return
    path = packed(choice, data[1:])
    opened = open_file(path, LIMITS)
    if not isinstance(opened, Opened):
        assert opened and all(one.message and one.line > 0 for one in opened), opened
    elif opened.format != "pdf":  # pdfium is fuzzed by its own people, and runs in a process of its own
        loaded(opened)


def packed(choice: int, contents: bytes) -> Path:
    """The file that the contents make."""
    if choice < len(NAMES):
        path = FOLDER / NAMES[choice]
        path.write_bytes(contents)
        return path
    name = list(PARTS)[choice - len(NAMES)]
    around, suffix = PARTS[name]
    path = FOLDER / f"b{suffix}"
    path.write_bytes(archive({**around, name: contents}))
    return path


def loaded(opened: Opened) -> None:
    """Every loader reads the file; what it gives is whole."""
    loaders.kinds.recognise(opened)
    if loaders.listing.is_list(opened):
        loaders.listing.documents(opened, OPTIONS, "")
    if opened.format in FORMATS:
        read = plain_text(opened, LIMITS)
        assert read.complaints or read.text.strip()
        read.text.encode("utf-8")
    for kind in KINDS:
        reading = loaders.kinds.loader(kind).read(opened, OPTIONS, graph_iri("load/fuzz"), STORE)
        assert all(str(one) and one.line > 0 for one in [*reading.complaints, *reading.remarks])
        if not reading.complaints:
            for _ in reading.quads:
                pass
    if opened.format == "akn":
        both_ways(opened)


def both_ways(opened: Opened) -> None:
    """What was read from Akoma Ntoso is written and read back the same."""
    try:
        act = loaders.akn.read_akn(text_of(opened), LIMITS)
    except XmlFault:
        return
    assert all(0 <= one.start <= one.end <= len(act.text) for one in act.walk())
    assign_eids(act)
    back = loaders.akn.read_akn(loaders.akn.akn_bytes(act, "by/pond-act", "2020-01-01").decode(), LIMITS)
    assert outline(act) == outline(back), (outline(act), outline(back))


def outline(act: ActText) -> list[tuple[str, str, str]]:
    return [(one.level, one.number, one.eid) for one in act.walk()]


def pages(data: bytes) -> None:
    """Printed lines with any words at any place become paragraphs, and no letter is invented."""
    given = atheris.FuzzedDataProvider(data)
    PrintedLine = loaders.plain.pdf_layout.PrintedLine
    printed = []
    for _ in range(given.ConsumeIntInRange(0, 5)):
        page = []
        for _ in range(given.ConsumeIntInRange(0, 12)):
            left, below = given.ConsumeIntInRange(0, 300), given.ConsumeIntInRange(0, 800)
            text = given.ConsumeUnicodeNoSurrogates(30).strip()
            if text:
                page.append(PrintedLine(text, left, left + 5 * len(text), below, given.ConsumeIntInRange(1, 30), 400))
        printed.append(page)
    letters = {letter for page in printed for line in page for letter in line.text}
    assert letters | {" ", "-"} >= {letter for one in loaders.plain.pdf_layout.paragraphs(printed) for letter in one}


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
