"""What a data file gives: quads, where each thing stands, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field

from pyoxigraph import Quad

__all__ = ["Complaint", "Contents"]


@dataclass(frozen=True, order=True)
class Complaint:
    """One fault of one file. ``file`` is the path as the user may open it, ``line`` counts from 1."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


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
