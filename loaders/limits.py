"""How much a document may ask of us: every bound on what a file may hold, each with a sane default and a setting."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields

from graph.errors import WrongValueError

__all__ = ["PREFIX", "Limits"]

PREFIX = "DRUGLAW_LIMIT_"


@dataclass(frozen=True)
class Limits:
    """The bounds. Each is set by the environment variable ``DRUGLAW_LIMIT_`` and its name in capitals."""

    file_bytes: int = 200_000_000
    line_chars: int = 1_000_000
    text_chars: int = 200_000_000
    articles: int = 250_000
    divisions: int = 3_000_000
    xml_depth: int = 120
    xml_elements: int = 5_000_000
    archive_members: int = 5_000
    archive_bytes: int = 500_000_000
    archive_ratio: int = 200
    pdf_pages: int = 5_000
    table_rows: int = 1_000_000
    table_columns: int = 1_000
    cell_chars: int = 100_000
    triples: int = 20_000_000
    literal_chars: int = 10_000_000
    complaints: int = 200
    seconds: int = 120
    memory_bytes: int = 2_000_000_000

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Limits:
        """The defaults, with what the environment sets in their place.

        Raises WrongValueError for a value that is no whole number above 0, and for a setting that does not exist.
        """
        given = os.environ if environment is None else environment
        known = {PREFIX + field.name.upper(): field.name for field in fields(cls)}
        chosen: dict[str, int] = {}
        for setting, value in given.items():
            if not setting.startswith(PREFIX):
                continue
            if setting not in known:
                raise WrongValueError(setting, value, sorted(known), "there is no such limit")
            if not (value.strip().isascii() and value.strip().isdigit() and int(value.strip()[:19]) > 0):
                raise WrongValueError(setting, value, ["a whole number above 0, for example 1000"])
            chosen[known[setting]] = int(value.strip()[:19])
        return cls(**chosen)
