"""The documents at hand: those in a folder, found by name or digest, and those that a store holds."""

from __future__ import annotations

import os
import stat
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from graph.fingerprints import Fingerprints
from graph.questions import ask, text
from graph.store import Store
from graph.terms import id_of
from loaders.document import delivered
from loaders.limits import Limits
from loaders.opening import open_file
from loaders.plain import FORMATS, plain_text

__all__ = ["Copy", "copies_in_folder", "copies_in_store", "expected_files"]

_MOST_FILES = 50_000
_BINARY = ("docx", "pdf")


@dataclass(frozen=True)
class Copy:
    """A document at hand: the source it is a copy of, where it is, digest and size of its file, its text or why there is none.

    ``document`` is the IRI that a store has for it, '' where it is a file.
    """

    source: str
    place: str
    sha256: str = ""
    size: int = 0
    text: str = ""
    fault: str = ""
    document: str = ""


def expected_files(store: Store) -> dict[str, str]:
    """The name of the file that each source is, for the sources whose document somebody may have at hand."""
    return {id_of(text(row, "source")): text(row, "file") for row in ask(store, "documented-sources")}


def copies_in_folder(folder: Path, expected: Mapping[str, str], known: Fingerprints) -> list[Copy]:
    """The documents of the sources in a folder and those below it: the file with the digest, or else the one with the name.

    Raises NotADirectoryError.
    """
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder} is not a folder: name the one with the documents")
    named: dict[str, list[Path]] = defaultdict(list)
    exact: dict[str, Path] = {}
    digests = {one.sha256: one.size for one in known.documents.values()}
    limits = Limits.from_environment()
    for path, size in _files(folder):
        if path.name in expected.values():
            named[path.name].append(path)
        if size in digests.values() and size <= limits.file_bytes and (digest := sha256(path.read_bytes()).hexdigest()) in digests:
            exact.setdefault(digest, path)
    found = []
    for source, name in expected.items():
        digest = known.documents[source].sha256 if source in known.documents else ""
        if here := exact.get(digest) or next(iter(named[name]), None):
            found.append(_copy(source, here, limits, bool(known.passages.get(source))))
    return found


def copies_in_store(store: Store) -> list[Copy]:
    """The documents that a store holds as copies of some source."""
    found = []
    for row in ask(store, "documents-at-hand"):
        document = text(row, "document")
        place = text(row, "file") or id_of(document)
        found.append(Copy(id_of(text(row, "source")), place, text(row, "sha256"), text=text(row, "content"), document=document))
    return found


def _files(folder: Path) -> Iterator[tuple[Path, int]]:
    """The regular files of a folder with their sizes, in the order of their paths; links to folders are not followed."""
    seen = 0
    for where, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            seen += 1
            if seen > _MOST_FILES:
                raise OSError(f"{folder} holds more than {_MOST_FILES} files: name the folder with the documents themselves")
            path = Path(where) / name
            try:
                status = path.stat()
            except OSError:
                continue
            if stat.S_ISREG(status.st_mode):
                yield path, status.st_size


def _copy(source: str, path: Path, limits: Limits, as_delivered: bool) -> Copy:
    """A file as a copy of its source.

    Offsets count a text as it was delivered; a text without such locators is an act, and reads as the loader of acts reads it.
    """
    opened = open_file(path, limits)
    if not isinstance(opened, list) and opened.format in FORMATS and (opened.format in _BINARY or not as_delivered):
        plain = plain_text(opened, limits)
        fault = plain.complaints[0].message if plain.complaints else ""
        return Copy(source, str(path), opened.sha256, len(opened.data), plain.text, fault)
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= limits.file_bytes else b""
    except OSError as error:
        return Copy(source, str(path), fault=f"this cannot be read ({error.strerror or error}): check the permissions")
    fault = "" if data or not size else f"this is larger than {limits.file_bytes} bytes: set DRUGLAW_LIMIT_FILE_BYTES"
    return Copy(source, str(path), sha256(data).hexdigest(), size, delivered(data), fault)
