"""The fingerprints of documents and of the passages that evidence points to: two small tables that hold no word of them.

``documents.tsv`` has a row for each source whose document we had at hand: SHA-256 and size of the file, length of its
text. ``passages.tsv`` has a row for each passage named by a locator with offsets: where it stands, length, rolling hash and SHA-256 of
its normalised text, fingerprints of the text before and after it, and where else in the document the same words stand.
They are read when anchors are asked for and are no quads, so that the start of every other command does not pay for them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from graph.complaints import Complaint, Contents, not_utf8

__all__ = ["FOLDER", "Fingerprint", "Fingerprints", "KnownDocument", "check_fingerprints", "read_fingerprints", "write_fingerprints"]

FOLDER = "fingerprints"
_HEADERS = {
    "documents.tsv": "source\tsha256\tbytes\tlength",
    "passages.tsv": "source\tstart\tend\tlength\trolling\tsha256\tprefix\tsuffix\tcopies",
}
_KEY, _NUMBER, _HALF, _DIGEST = r"([a-z0-9-]+)", r"([0-9]{1,12})", r"([0-9a-f]{16})", r"([0-9a-f]{64})"
_ROWS = {
    "documents.tsv": re.compile("\t".join((_KEY, _DIGEST, _NUMBER, _NUMBER))),
    "passages.tsv": re.compile("\t".join((_KEY, _NUMBER, _NUMBER, _NUMBER, _HALF, _DIGEST, _HALF, _HALF, "(-|[0-9 ]+)"))),
}
_REMAKE = "make the file anew with druglaw verify --sources DIR --write FOLDER"


@dataclass(frozen=True, order=True)
class KnownDocument:
    """The file that a source was when its passages were located: digest and size of its bytes, length of its text.

    The length is 0 where no locator names passages of the document by offsets.
    """

    source: str
    sha256: str
    size: int
    length: int


@dataclass(frozen=True, order=True)
class Fingerprint:
    """One passage of a document. ``copies``: where the same words begin elsewhere in the document."""

    start: int
    end: int
    length: int
    rolling: int
    sha256: str
    prefix: str
    suffix: str
    copies: tuple[int, ...] = ()


@dataclass
class Fingerprints:
    """What is known of the documents: each by its source, and the passages of each by their offsets."""

    documents: dict[str, KnownDocument] = field(default_factory=dict)
    passages: dict[str, dict[tuple[int, int], Fingerprint]] = field(default_factory=lambda: defaultdict(dict))

    def source_of(self, sha256: str) -> str:
        """The source that a file with this digest is the document of; '' where none is known."""
        return next((one.source for one in self.documents.values() if one.sha256 == sha256), "")


@cache
def read_fingerprints(folder: Path) -> Fingerprints:
    """The fingerprints kept in a folder; none where it has no such files. Lines that cannot be read are left out."""
    known = Fingerprints()
    for line in _lines(folder / "documents.tsv"):
        if row := _ROWS["documents.tsv"].fullmatch(line):
            known.documents[row[1]] = KnownDocument(row[1], row[2], int(row[3]), int(row[4]))
    for line in _lines(folder / "passages.tsv"):
        if row := _ROWS["passages.tsv"].fullmatch(line):
            start, end, length = (int(row[place]) for place in (2, 3, 4))
            copies = tuple(int(one) for one in row[9].split() if one != "-")
            known.passages[row[1]][start, end] = Fingerprint(start, end, length, int(row[5], 16), row[6], row[7], row[8], copies)
    return known


def write_fingerprints(folder: Path, known: Fingerprints) -> None:
    """Write both tables into a folder, sorted, so that the same documents always give the same files."""
    folder.mkdir(parents=True, exist_ok=True)
    documents = (f"{one.source}\t{one.sha256}\t{one.size}\t{one.length}" for one in sorted(known.documents.values()))
    passages = (
        f"{source}\t{one.start}\t{one.end}\t{one.length}\t{one.rolling:016x}\t{one.sha256}\t{one.prefix}\t{one.suffix}\t"
        + (" ".join(map(str, one.copies)) or "-")
        for source in sorted(known.passages)
        for one in sorted(known.passages[source].values())
    )
    _write(folder / "documents.tsv", documents)
    _write(folder / "passages.tsv", passages)


def check_fingerprints(path: Path, shown_as: str | None = None) -> Contents:
    """The faults of one of the tables, line by line; it gives no quads."""
    name = shown_as or str(path)
    header = _HEADERS.get(path.name)
    if header is None:
        return Contents(complaints=[Complaint(name, 1, f"fingerprints stand in {' and '.join(_HEADERS)}: {_REMAKE}")])
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return Contents(complaints=[not_utf8(path, name)])
    if lines[:1] != [header]:
        return Contents(complaints=[Complaint(name, 1, f"the first line must be {header.split()}, with tabs between: {_REMAKE}")])
    row = _ROWS[path.name]
    wrong = [number for number, line in enumerate(lines[1:], start=2) if not row.fullmatch(line)]
    return Contents(complaints=[Complaint(name, number, f"this is not a row of fingerprints: {_REMAKE}") for number in wrong])


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()[1:] if path.is_file() else []


def _write(path: Path, rows: Iterable[str]) -> None:
    path.write_text("".join(f"{row}\n" for row in (_HEADERS[path.name], *rows)), encoding="utf-8", newline="\n")
