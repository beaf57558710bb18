"""The plain text of a document, whatever its format: one string with a line for each paragraph, heading and row."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from graph.complaints import Complaint
from loaders.limits import Limits
from loaders.plain.lines import PlainText
from loaders.reading import Opened

__all__ = ["FORMATS", "PlainText", "plain_text"]

FORMATS = ("text", "markdown", "html", "docx", "pdf", "akn")
_COSTLY = ("html", "docx", "pdf", "akn")  # a loader that has looked whether a file is its own must not read it a second time


def plain_text(opened: Opened, limits: Limits) -> PlainText:
    """The text of a document of one of the ``FORMATS``, or the complaints for which it is refused. Nothing is raised.

    Raises ValueError for a format that has no text of its own, such as a table.
    """
    if opened.format not in FORMATS:
        raise ValueError(opened.format)
    read = _read(opened, limits) if opened.format in _COSTLY else _read.__wrapped__(opened, limits)
    return PlainText(read.text, list(read.remarks), list(read.complaints))


@lru_cache(maxsize=1)
def _read(opened: Opened, limits: Limits) -> PlainText:
    read: PlainText = import_module(f"loaders.plain.{opened.format}").read(opened, limits)
    if not read.complaints and not read.text.strip():  # asked last: nothing may be left once the marks are taken off
        read.complaints.append(Complaint(str(opened.path), 1, "this document holds no text: check it, or recognise its pictures first"))
    return read
