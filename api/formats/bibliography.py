"""The sources of a table, each once: numbered, formatted, with grade and address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from api.formats.editions import Edition
from api.formats.visible import line, web_address
from graph.knowledge import Knowledge

__all__ = ["Cited", "bibliography"]


@dataclass(frozen=True)
class Cited:
    """One entry of a bibliography. ``address`` is '' where there is none that may be followed."""

    number: int
    key: str
    text: str
    grade: str
    published: str
    address: str


def bibliography(knowledge: Knowledge, keys: Iterable[str], edition: Edition) -> dict[str, Cited]:
    """The sources with these keys, in the order and style of a bibliography, by key."""
    described = knowledge.described_sources
    formatted = sorted((line(_formatted(described[key])), key) for key in set(keys))
    return {
        key: Cited(number, key, text, described[key]["grade"], described[key]["published"], web_address(described[key]["address"]))
        for number, (text, key) in enumerate(formatted, 1)
    }


def _formatted(said: dict[str, str]) -> str:
    parts = (said["author"], said["title"], said["container"], said["publisher"], said["published"])
    return ". ".join(part.rstrip(".") for part in parts if part) + "."
