"""Plain text."""

from __future__ import annotations

from loaders.limits import Limits
from loaders.opening import text_of
from loaders.plain.lines import PlainText, clean
from loaders.reading import Opened

__all__ = ["read"]


def read(opened: Opened, limits: Limits) -> PlainText:
    """The text as it stands, line ends unified and invisible characters taken out."""
    return clean(text_of(opened), opened.path, limits)
