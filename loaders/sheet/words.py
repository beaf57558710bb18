"""What the template says to a coder, and in which order its sheets stand: data, in English and Russian."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any, cast

__all__ = ["plan", "reserved", "words"]


@cache
def plan() -> dict[str, Any]:
    """The plan of the template: its sheets, the finding shown as an example, and its words."""
    return cast("dict[str, Any]", json.loads(files("loaders").joinpath("sheet", "template.json").read_text(encoding="utf-8")))


def words(lang: str) -> dict[str, Any]:
    """What the template says in one language."""
    return cast("dict[str, Any]", plan()["words"][lang])


def reserved() -> set[str]:
    """The names of the sheets of the template that hold no rows of a coder, in every language."""
    return {name for said in plan()["words"].values() for name in said["sheets"].values()}
