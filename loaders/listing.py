"""A folder of laws as a list: a CSV file whose rows name documents to load, each with what is known of it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from graph.complaints import Complaint
from loaders.kinds import KINDS
from loaders.reading import Opened, Options

__all__ = ["COLUMNS", "Wanted", "documents", "is_list"]

_OPTIONS = ("owner", "slug", "title", "number", "adopted", "in_force", "lang", "source")
COLUMNS = ("file", "as", *_OPTIONS)


@dataclass(frozen=True)
class Wanted:
    """A document to load: its file, its kind ('' where the file must show it), and what the caller says of it."""

    path: Path
    kind: str
    options: Options


def is_list(opened: Opened) -> bool:
    """Whether a file is a list of documents: text whose first line is a CSV header that begins with ``file``."""
    first = opened.data[:1000].removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].strip()
    return first == b"file" or first.startswith((b"file,", b'"file",'))


def documents(opened: Opened, options: Options, kind: str) -> tuple[list[Wanted], list[Complaint]]:
    """The documents of a list, and every fault of it. An empty field takes the value of the call."""
    name = str(opened.path)
    try:
        text = opened.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], [Complaint(name, 1, "this list is not UTF-8 text: save the file with encoding UTF-8")]
    rows = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="", strict=True)
    wanted: list[Wanted] = []
    complaints: list[Complaint] = []
    try:
        if strange := [column for column in rows.fieldnames or [] if column not in COLUMNS]:
            return [], [Complaint(name, 1, f"a list has no column '{strange[0]}': its columns are {', '.join(COLUMNS)}")]
        for row in rows:
            if any(row.values()):
                one = _row(opened.path, row, options, kind)
                if isinstance(one, str):
                    complaints.append(Complaint(name, rows.line_num, one))
                else:
                    wanted.append(one)
    except csv.Error as error:
        complaints.append(Complaint(name, rows.line_num, f"this is not CSV ({error}): save the list as CSV once more"))
    if not wanted and not complaints:
        complaints.append(Complaint(name, 1, "this list names no document: write one row for each"))
    return wanted, complaints


def _row(where: Path, row: dict[str, str], options: Options, kind: str) -> Wanted | str:
    if row.get(""):
        return f"this row has more fields than the header: the columns are {', '.join(COLUMNS)}"
    given = {column: value.strip() for column, value in row.items()}
    named = given.get("as", "") or kind
    if named and named not in KINDS:
        return f"there is no kind '{named}': write one of {', '.join(KINDS)}, or leave 'as' empty"
    path = _inside(where.parent, given["file"])
    if path is None:
        return f"'{given['file']}' does not lie in the folder of the list: name files in it or below it, without '..' and links"
    said: dict[str, Any] = {name: value for name in _OPTIONS if (value := given.get(name, ""))}
    return Wanted(path, named, replace(options, **said))


def _inside(folder: Path, name: str) -> Path | None:
    """The file of that name in the folder; None for whatever would lead out of it."""
    parts = PurePosixPath(name).parts
    if not parts or ".." in parts or PurePosixPath(name).is_absolute() or PureWindowsPath(name).anchor or "\0" in name:
        return None
    path = folder.joinpath(*parts)
    return path if path.resolve().is_relative_to(folder.resolve()) else None
