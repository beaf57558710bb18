"""The names of the months in the languages of the documents; they live in ``months.csv`` alone."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from io import StringIO

__all__ = ["month_names"]


@cache
def month_names(lang: str, *, every: bool = False) -> dict[str, int]:
    """The names of the months as a full date in the language has them, in lower case, with their numbers; none for an unknown language.

    ``every``: the other forms too, such as abbreviations, that news prints and the head of an act does not.
    """
    text = files("loaders").joinpath("months.csv").read_text(encoding="utf-8")
    columns = ("words", "others") if every else ("words",)
    rows = [row for row in csv.DictReader(StringIO(text, newline="")) if row["lang"] == lang]
    return {name.casefold(): int(row["month"]) for row in rows for column in columns for name in row[column].split("|") if name}
