"""Text that a document can hold and a reader can trust: nothing in it that cannot be seen, nothing that turns words around."""

from __future__ import annotations

import re

__all__ = ["line", "visible", "web_address"]

# Control characters (but tab and line ends), halves of pairs, characters that XML 1.0 section 2.2 leaves out, and the
# marks of direction that show words in another order than they are stored (Unicode Standard Annex 9, section 2).
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_WEB = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+")


def visible(text: str) -> str:
    """The text with a replacement character (U+FFFD) in the place of each character that no document should hold."""
    return _UNSEEN.sub("\ufffd", text)


def line(text: str) -> str:
    """The text on one line, as a cell or a note has room for it."""
    return " ".join(visible(text).split())


def web_address(text: str) -> str:
    """The text where it is an address a reader may follow (http or https), else ''."""
    return text if _WEB.fullmatch(text) else ""
