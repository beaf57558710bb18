"""What must not be in the archive that a workbook is, whatever its sheets say."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

__all__ = ["package_faults"]

_MACROS = ("vbaproject.bin", "basic/", "scripts/", "xl/macrosheets/", "xl/dialogsheets/")
_HEAD = 1 << 16


def package_faults(data: bytes) -> Iterator[str]:
    """Why the archive is refused: macros, embedded programs, or a document type that could define entities."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            low = name.lower()
            if low.endswith(_MACROS[0]) or low.startswith(_MACROS[1:]):
                yield f"the workbook carries macros ({name}): save it as .xlsx or .ods without macros"
            elif low.startswith(("xl/embeddings/", "xl/activex/")):
                yield f"the workbook carries an embedded object ({name}): take it out and save the workbook again"
            elif low.endswith((".xml", ".rels")):
                with archive.open(name) as member:
                    head = member.read(_HEAD)
                if any(
                    mark.encode(encoding) in head for mark in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be")
                ):
                    yield f"a part of the workbook ({name}) declares a document type: save it again in a spreadsheet program"
