"""What every format's reader ends with: clean lines within the limits, and what was taken out of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from graph.complaints import Complaint
from loaders.limits import Limits

__all__ = ["SUPERSCRIPTS", "PlainText", "clean", "raised", "visible"]

SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_OVERRIDE = re.compile("[\u202d\u202e]")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202c\u2060-\u2064\u2066-\u206f\ufeff\u00ad\u180e\u061c]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_ENDS = re.compile("\r\n?|[\x0b\x85\u2028\u2029]")


# Cyrillic that an earlier program took for Latin-1, and Cyrillic in UTF-8 that it took for Windows-1251, where D0 and D1 are Р and С.
_WRONG_LATIN = re.compile("[À-ÖØ-öø-ÿ]")
_WRONG_CYRILLIC = re.compile("[РС][ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџ\u00a0ЎўЈ¤Ґ¦§Ё©Є«¬\u00ad®Ї°±Ііґµ¶·ё№є»јЅѕї]")
_SAMPLE = 50_000


@dataclass
class PlainText:
    """The plain text of a document. With any ``complaints`` it is refused; ``remarks`` are told, and it is taken."""

    text: str = ""
    remarks: list[Complaint] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)


def raised(text: str) -> str:
    """The text as superscript where it is a number, as ``13<sup>1</sup>`` prints one; otherwise as it is."""
    bare = text.strip()
    return bare.translate(SUPERSCRIPTS) if re.fullmatch(r"[0-9]+(?:-[0-9]+)*", bare) else text


def visible(text: str) -> str:
    """The text without characters that cannot be seen; those that turn the direction of writing stay, since they are refused."""
    return _CONTROL.sub("", _INVISIBLE.sub("", text))


def clean(text: str, path: Path, limits: Limits) -> PlainText:
    """The text with one kind of line end and without what cannot be seen, which is remarked.

    Characters that turn the direction of writing around (U+202D, U+202E) make a text read otherwise than it is stored:
    with one of them the document is refused. Other marks of direction, zero-width characters, soft hyphens and control
    characters hide nothing and are taken out.
    """
    name = str(path)
    text = _ENDS.sub("\n", text)
    if too_long := _too_long(text, limits):
        return PlainText(complaints=[Complaint(name, *too_long)])
    if _misread(text[:_SAMPLE]):
        message = "the letters of this text were taken for others by an earlier program: get the document again, and save it as UTF-8"
        return PlainText(complaints=[Complaint(name, 1, message)])
    complaints = [
        Complaint(
            name,
            text.count("\n", 0, found.start()) + 1,
            f"here stands U+{ord(found[0]):04X}, which shows the words in another order than they are stored in: delete it",
        )
        for found in islice(_OVERRIDE.finditer(text), limits.complaints)
    ]
    if complaints:
        return PlainText(complaints=complaints)
    remarks = []
    for pattern, what in (
        (_INVISIBLE, "invisible characters (soft hyphens, zero-width or direction marks)"),
        (_CONTROL, "control characters"),
    ):
        if found := pattern.search(text):
            line = text.count("\n", 0, found.start()) + 1
            text, count = pattern.subn("", text)
            remarks.append(Complaint(name, line, f"{count} {what} were left out, the first one here"))
    if lost := text.count("\ufffd"):
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        remarks.append(
            Complaint(name, line, f"{lost} characters were lost before the file came here and stand as U+FFFD, the first one here")
        )
    return PlainText(text, remarks)


def _misread(sample: str) -> bool:
    """Whether most letters are such as no language writes in a row."""
    letters = sum(map(str.isalpha, sample))
    return len(_WRONG_LATIN.findall(sample)) * 2 > letters > 20 or len(_WRONG_CYRILLIC.findall(sample)) * 3 > letters > 20


def _too_long(text: str, limits: Limits) -> tuple[int, str] | None:
    if len(text) > limits.text_chars:
        return 1, f"this text has more than {limits.text_chars} characters: split it, or set DRUGLAW_LIMIT_TEXT_CHARS"
    start, line = 0, 1
    while len(text) - start > limits.line_chars:  # from the last line end within reach, so that few lines are looked at
        end = text.rfind("\n", start, start + limits.line_chars + 1)
        if end < 0:
            line += text.count("\n", 0, start)
            return (
                line,
                f"this line has more than {limits.line_chars} characters: break it into paragraphs, or set DRUGLAW_LIMIT_LINE_CHARS",
            )
        start = end + 1
    return None
