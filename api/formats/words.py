"""The words that printed tables use besides those of the codebook, in English and Russian."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TypeAlias, cast

__all__ = ["Words", "words"]

Words: TypeAlias = dict[str, str]


@cache
def _languages() -> dict[str, Words]:
    return cast(dict[str, Words], json.loads(files("api").joinpath("formats", "words.json").read_text(encoding="utf-8")))


def words(lang: str) -> Words:
    """The words by their names, in English (``en``) or Russian (``ru``)."""
    return _languages()[lang]
