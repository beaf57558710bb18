"""What a data file gives: quads, where each thing stands, and what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Quad

__all__ = ["Complaint", "Contents", "not_utf8", "printable"]

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def printable(text: str) -> str:
    """Words of a file, or its name, as they may stand in a message: a dot for what moves the cursor or turns the writing around."""
    return _UNSAFE.sub("·", text)


@dataclass(frozen=True, order=True)
class Complaint:
    """One fault of one file. ``file`` is the path as the user may open it, ``line`` counts from 1."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return printable(f"{self.file}:{self.line}: {self.message}")


@dataclass
class Contents:
    """What was read from one file.

    ``lines`` gives the line on which each thing (by IRI) begins. ``spoiled`` names the properties (IRI of the thing,
    IRI of the property) that a fault kept out, and ``unread`` the beginnings of the IRIs that the file would have
    described, had it been readable: neither must be reported a second time as missing.
    """

    quads: list[Quad] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    complaints: list[Complaint] = field(default_factory=list)
    spoiled: set[tuple[str, str]] = field(default_factory=set)
    unread: list[str] = field(default_factory=list)


def not_utf8(path: Path, name: str) -> Complaint:
    """The complaint about a file that is not UTF-8 text, at the line of its first wrong byte; ``name`` is shown for it."""
    sound = path.read_bytes().decode("utf-8", errors="surrogateescape")
    wrong = next((at for at, character in enumerate(sound) if "\udc80" <= character <= "\udcff"), 0)
    return Complaint(name, sound.count("\n", 0, wrong) + 1, "this is not UTF-8 text: save the file with encoding UTF-8")
