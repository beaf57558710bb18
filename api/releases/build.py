"""The release package put together: a folder, and an archive of it. Two builds of the same commit are the same, byte for byte."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from importlib.resources import files as resources
from pathlib import Path

from api.releases.changes import changelog, changes_csv, previous_quads
from api.releases.contents import NQUADS, File, contents
from api.releases.crate import CRATE, crate
from graph.dataset import BUILT_IN
from graph.errors import AskError
from graph.release import RELEASE, RELEASED

__all__ = ["SUMS", "build"]

SUMS = "SHA256SUMS"
_TEXTS = {
    "README.md": ("text/markdown", "What this package is"),
    "CITATION.cff": ("application/yaml", "How to cite it"),
    "LICENSE.md": ("text/markdown", "What you may do with it"),
}
_MODE = 0o100644 << 16


def build(output: Path, previous: Path | None = None, data: Path = BUILT_IN) -> list[Path]:
    """Write the package into a new folder ``output``: ``druglaw-RELEASE/``, the archive of it, and the archive's checksum.

    Raises AskError where ``output`` holds something, or ``previous`` is no release package.
    """
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise AskError(f"{output} is not empty: name a new folder")
    name = f"druglaw-{RELEASE}"
    package = sorted(_package(previous, data), key=lambda one: one.path)
    for one in package:
        path = output / name / one.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one.contents)
    archive = output / f"{name}.zip"
    archive.write_bytes(_zip(name, package))
    checksum = output / f"{name}.zip.sha256"
    checksum.write_bytes(_sums([File(archive.name, archive.read_bytes(), "application/zip")]))
    return [output / name, archive, checksum]


def _package(previous: Path | None, data: Path) -> list[File]:
    before = previous_quads(previous) if previous else None  # first, so that a wrong name is told at once
    made, quads = contents(data)
    log, found = changelog(before, quads)
    made.append(File("CHANGELOG.md", log.encode(), "text/markdown", "What changed since the release before: law, coding, sources"))
    if before is not None:
        made.append(File("changes.csv", changes_csv(found), "text/csv", "Every difference from the release before"))
    data_sha256 = next(sha256(one.contents).hexdigest() for one in made if one.path == NQUADS)
    made += [_text(name, made, data_sha256) for name in _TEXTS]
    made.append(File(CRATE, crate(made, data_sha256), "application/ld+json"))
    return [*made, File(SUMS, _sums(made), "text/plain")]


def _text(name: str, made: list[File], data_sha256: str) -> File:
    from jinja2 import Environment, StrictUndefined

    written = resources("api").joinpath("releases", f"{name}.jinja").read_text(encoding="utf-8")
    template = Environment(undefined=StrictUndefined, keep_trailing_newline=True, trim_blocks=True, autoescape=False).from_string(written)
    listed = [one for one in made if one.about and one.path not in _TEXTS]
    return File(name, template.render(release=RELEASE, released=RELEASED, files=listed, data_sha256=data_sha256).encode(), *_TEXTS[name])


def _sums(files: Iterable[File]) -> bytes:
    """Checksums as ``sha256sum -c`` reads them."""
    return "".join(f"{sha256(one.contents).hexdigest()}  {one.path}\n" for one in sorted(files, key=lambda one: one.path)).encode()


def _zip(name: str, package: list[File]) -> bytes:
    """The files in one archive, in their order, with the day of the release and the same rights for all."""
    day = date.fromisoformat(RELEASED)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for one in package:
            entry = zipfile.ZipInfo(f"{name}/{one.path}", (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, _MODE, 3
            archive.writestr(entry, one.contents, compresslevel=9)
    return written.getvalue()
