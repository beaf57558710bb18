"""PDF: its text in paragraphs, read by pdfium in a process of its own, within limits of time and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from graph.complaints import Complaint
from loaders.limits import Limits
from loaders.plain.lines import PlainText, clean
from loaders.plain.pdf_layout import PrintedLine, paragraphs
from loaders.reading import Opened

__all__ = ["read"]

_ROOT = Path(__file__).parents[2]
_FAULTS = {
    "password": "this PDF is encrypted: save it without a password",
    "damaged": "this PDF is damaged or cut off: get it again, or open it and save it anew",
    "memory": "this PDF needs more memory than DRUGLAW_LIMIT_MEMORY_BYTES allows: print it into a new PDF, or save its text",
    "fallen": "this PDF is damaged, or needs more memory than DRUGLAW_LIMIT_MEMORY_BYTES allows: print it into a new PDF, or save its text",
    "time": "this PDF takes longer than DRUGLAW_LIMIT_SECONDS allows: print it into a new PDF, or save its text",
    "pages": "this PDF has more pages than DRUGLAW_LIMIT_PDF_PAGES allows: split it, or set the limit",
    "characters": "this PDF has more text than DRUGLAW_LIMIT_TEXT_CHARS allows: split it, or set the limit",
    "pictures": "this PDF holds pictures of pages and no text: recognise the text first (OCR), then load the result",
    "letters": "the letters of this PDF cannot be told, since its fonts do not say what they stand for: recognise the text first (OCR)",
}


def read(opened: Opened, limits: Limits) -> PlainText:
    """A line for each paragraph; running heads, page numbers and hyphens at line ends are taken out."""
    name = str(opened.path)
    found = _in_own_process(opened.data, limits)
    fault = found.get("fault") or _without_text(found["pages"])
    if fault:
        return PlainText(complaints=[Complaint(name, 1, _FAULTS[fault])])
    pages = [[PrintedLine(**line) for line in page["lines"]] for page in found["pages"]]
    text = "\n".join(paragraphs(pages)) + "\n"
    strange = sum(letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff" for letter in text)
    if strange * 5 > len(text):
        return PlainText(complaints=[Complaint(name, 1, _FAULTS["letters"])])
    plain = clean(text, opened.path, limits)
    for number, page in enumerate(found["pages"], 1):
        if page.get("broken"):
            plain.complaints.append(Complaint(name, 1, f"page {number} of this PDF is damaged: get it again, or open it and save it anew"))
        elif not page["lines"] and page["pictures"]:
            plain.remarks.append(Complaint(name, 1, f"page {number} is a picture without text; what stands on it was not read"))
    plain.complaints, plain.remarks = plain.complaints[: limits.complaints], plain.remarks[: limits.complaints]
    return plain


def _in_own_process(data: bytes, limits: Limits) -> dict[str, Any]:
    bounds = map(str, (limits.seconds, limits.memory_bytes, limits.pdf_pages, limits.text_chars))
    command = [sys.executable, "-m", "loaders.plain.pdf_pages", *bounds]
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=limits.seconds, env=environment, check=False)
    except subprocess.TimeoutExpired:
        return {"fault": "time"}
    if done.returncode:
        # a signal: SIGXCPU and SIGKILL come when the time is up, others when pdfium fell over the file or found no memory
        return {"fault": "time" if done.returncode in (-24, -9) else "fallen"}
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _without_text(pages: list[dict[str, Any]]) -> str:
    if any(page["lines"] for page in pages):
        return ""
    return "pictures" if any(page["pictures"] for page in pages) else "damaged" if any(page.get("broken") for page in pages) else "pictures"
