"""The words that legal texts of a language use so often that they tell nothing of where a text is from."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from loaders.reuse.words import worded

__all__ = ["common_words"]


@cache
def common_words(language: str) -> Mapping[str, float]:
    """The share of the articles of legal texts that have a word, by the form in which words are compared; empty for an unknown language."""
    found: dict[str, float] = {}
    with files("loaders.reuse").joinpath("common.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["language"] == language:
                for key in worded("", row["words"], language).keys:
                    found[key] = max(found.get(key, 0.0), float(row["share"]))
    return found
