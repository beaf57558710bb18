"""What the template says to a coder, and in which order its sheets stand: data, in English and Russian."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias, cast

__all__ = ["Words", "plan", "reserved", "words"]

Words: TypeAlias = dict[str, Any]


@cache
def plan() -> Words:
    """The plan of the template: its sheets, the finding shown as an example, and its words."""
    return cast(Words, json.loads(files("loaders").joinpath("sheet", "template.json").read_text(encoding="utf-8")))


def words(lang: str) -> Words:
    """What the template says in one language."""
    return cast(Words, plan()["words"][lang])


def reserved() -> set[str]:
    """The names of the sheets of the template that hold no rows of a coder, in every language."""
    return {name for said in plan()["words"].values() for name in said["sheets"].values()}
