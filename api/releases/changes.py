"""What changed since an earlier release, apart for the law, the coding and the sources."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse

from api.formats.rows import as_csv
from api.releases.contents import NQUADS
from graph.coding_changes import STREAMS, Difference, differences
from graph.errors import AskError
from graph.release import RELEASE, RELEASED

__all__ = ["changelog", "changes_csv", "previous_quads"]

_MOST_BYTES = 1_000_000_000
_CUT = 160
_SIGNS = {"added": "+", "removed": "−", "changed": "*"}
_MEANT = {
    "law": "What the data say of the law: acts, provisions, their dates, amendments, participations, thresholds.",
    "coding": "How it is coded: findings, gaps, the codebook, claims of influence, positions, events and numbers.",
    "sources": "What it rests on: sources and their parts.",
}


def previous_quads(previous: Path) -> list[Quad]:
    """The data of an earlier release package: its folder, or its archive.

    Raises AskError where it is none, or where its data cannot be read.
    """
    try:
        return list(parse(_nquads(previous), format=RdfFormat.N_QUADS))
    except (SyntaxError, ValueError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise AskError(f"{previous} is no release package that can be read: {error}") from error


def _nquads(previous: Path) -> bytes:
    if previous.is_dir():
        if not (previous / NQUADS).is_file():
            raise AskError(f"{previous} is no release package: there is no {NQUADS} in it")
        return (previous / NQUADS).read_bytes()
    with zipfile.ZipFile(io.BytesIO(previous.read_bytes())) as archive:
        found = [one for one in archive.infolist() if one.filename.rpartition("/")[2] == NQUADS]
        if len(found) != 1:
            raise AskError(f"{previous} is no release package: there is no {NQUADS} in it")
        if found[0].file_size > _MOST_BYTES:
            raise AskError(f"the {NQUADS} in {previous} has more than {_MOST_BYTES} bytes: no release is that large")
        try:
            return archive.read(found[0])
        except Exception as error:  # what a broken stream makes zlib, bz2 and lzma raise is no common family
            raise AskError(f"{previous} is damaged ({error}): get the package again, or name its unpacked folder") from error


def changelog(old: list[Quad] | None, new: list[Quad]) -> tuple[str, list[Difference]]:
    """The change log as Markdown, and every difference; without ``old`` it is the first release and says how much there is."""
    found = differences(old or [], new)
    lines = [f"# Changes of release {RELEASE}, {RELEASED}\n"]
    if old is None:
        lines.append("First release: nothing is compared with it. What it holds, by kind:\n")
    else:
        lines.append("What is added (+), removed (−) or changed (*) since the release before; `changes.csv` has every value in full.\n")
    for stream in STREAMS:
        mine = [one for one in found if one.stream == stream]
        lines += [f"## {stream.capitalize()}\n", f"{_MEANT[stream]}\n", *(_held(mine) if old is None else _changed(mine))]
    return "\n".join(lines).rstrip("\n") + "\n", [] if old is None else found


def _held(found: list[Difference]) -> Iterator[str]:
    for kind, number in sorted(Counter(one.kind for one in found).items()):
        yield f"- {kind}: {number}"
    yield ""


def _changed(found: list[Difference]) -> Iterator[str]:
    if not found:
        yield "Nothing changed.\n"
    for kind, members in groupby(found, key=lambda one: one.kind):
        yield f"### {kind}\n"
        for one in members:
            yield f"- {_SIGNS[one.change]} `{one.id}`{f' ({_plain(one.label)})' if one.label not in one.id else ''}"
            if one.change == "changed":
                yield from (f"    - {said.property}: {_values(said.old)} → {_values(said.new)}" for said in one.statements)
        yield ""


def _values(values: tuple[str, ...]) -> str:
    return _plain("; ".join(values)) or "nothing"


def _plain(text: str) -> str:
    """A value as text that Markdown takes for nothing else, cut where it is long."""
    text = " ".join(text.split())
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]<>|#!~" else sign for sign in (text[:_CUT] + "…" if len(text) > _CUT else text))


def changes_csv(found: list[Difference]) -> bytes:
    """Every difference as CSV, a row for each property of each thing."""
    return as_csv([
        {"stream": one.stream, "kind": one.kind, "id": one.id, "label": one.label, "change": one.change, "property": said.property,
         "old": list(said.old), "new": list(said.new)}
        for one in found for said in one.statements
    ]).encode()  # fmt: skip
