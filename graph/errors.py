"""What a caller can get wrong, told so that he can put it right."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

__all__ = ["AskError", "UnknownIdError", "WrongValueError", "nearest"]


class AskError(Exception):
    """A question that cannot be answered as it was put."""


class WrongValueError(AskError):
    """A parameter has a value it cannot have. ``allowed`` lists, or describes, the values it can have."""

    def __init__(self, parameter: str, value: str, allowed: Iterable[str], note: str = "") -> None:
        self.parameter, self.value, self.allowed, self.note = parameter, value, list(allowed), note
        super().__init__(f"{parameter}: '{value}' cannot be used{': ' + note if note else ''}; allowed: {', '.join(self.allowed)}")


class UnknownIdError(AskError):
    """Nothing has this id. ``near`` lists ids that look like it."""

    def __init__(self, kind: str, wanted: str, known: Iterable[str]) -> None:
        self.kind, self.wanted, self.near = kind, wanted, nearest(wanted, known)
        hint = f"; near: {', '.join(self.near)}" if self.near else ""
        super().__init__(f"there is no {kind} '{wanted}'{hint}")


def nearest(wanted: str, known: Iterable[str], limit: int = 5) -> list[str]:
    """Up to ``limit`` of the known ids that look most like the wanted one, best first."""
    return [found for found, _, _ in process.extract(wanted.lower(), list(known), scorer=fuzz.ratio, limit=limit, score_cutoff=50)]
