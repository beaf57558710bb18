"""What the fuzzer begins with: the small hostile cases and a sound document of each format. ``python tests/fuzz/seeds.py FOLDER``"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[1])]

import hostile_rdf  # noqa: E402, F401  (the cases enter themselves)
import hostile_sheets  # noqa: E402, F401
import hostile_texts  # noqa: E402, F401
import hostile_xml  # noqa: E402, F401
import test_formats  # noqa: E402
import test_office  # noqa: E402
from hostile import CASES, Site  # noqa: E402

NAMES = (".txt", ".md", ".html", ".xml", ".csv", ".ttl", ".nq", ".jsonld", ".rdf", ".docx", ".xlsx", ".ods")
LARGEST = 4000  # and none that takes seconds


def main(folder: Path) -> None:
    """Write the seeds, each with the byte in front that says what it is."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        site = Site(Path(scratch), Path(scratch) / "secret", "http://127.0.0.1:9")
        for number, case in enumerate(CASES):
            path = case.make(site)
            if case.name != "far-cell.xlsx" and path.is_file() and path.suffix in NAMES and path.stat().st_size <= LARGEST:
                seed(folder / f"hostile-{number}", NAMES.index(path.suffix), path.read_bytes())
    sound = {".txt": "\n".join(test_formats.ACT), ".md": test_formats.as_markdown(), ".html": test_formats.as_html()}
    for suffix, text in sound.items():
        seed(folder / f"sound{suffix}", NAMES.index(suffix), text.encode())
    seed(folder / "sound.xml", NAMES.index(".xml"), test_formats.as_akn())
    for language, text in test_formats.TEXTS.items():
        seed(folder / f"text-{language.replace(' ', '-')}", 0, text.encode())
    seed(folder / "numbering", len(NAMES) + 1, test_office.NUMBERING.encode())
    body = "".join(f"<w:p>{test_office.numbered(level, 'x')}</w:p>" for level in range(3))
    seed(folder / "word", len(NAMES), f"<w:document {test_office.W}><w:body>{body}</w:body></w:document>".encode())


def seed(path: Path, choice: int, contents: bytes) -> None:
    path.write_bytes(bytes([choice]) + contents)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
