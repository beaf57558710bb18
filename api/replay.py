"""An answer made again from its receipt, and what differs. A receipt can only ask for our own paths; nothing in it is run."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
from fastapi import FastAPI

from api.answers import split_format
from api.asking import Made, checked, made
from api.carried import carried
from api.printed import differing, printed
from api.receipt_files import KIND, made_with, said
from api.recorded import Difference, Record, differences, record
from graph.errors import AskError
from graph.release import RELEASE

__all__ = ["Claim", "Replay", "claim", "replay"]

_MOST_BYTES = 100_000_000
_SHA256 = re.compile("[0-9a-f]{64}")
_BESIDE = (".receipt.json", "-metadata.json")  # behind the name of a file whose format, as CSV, has no room for a receipt


@dataclass(frozen=True)
class Claim:
    """What a receipt says: the path, and as far as it tells the release, the data, the bytes, their digest and the answers."""

    path: str
    release: str = ""
    data_sha256: str = ""
    sha256: str = ""
    body: bytes | None = None
    answers: Record = field(default_factory=dict)
    made_with: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Replay:
    """What came of it: whether the bytes are the same, and what is not; ``refused`` says why the question can no longer be asked."""

    claim: Claim
    now: Made | None
    same: bool
    refused: str = ""
    data_sha256: str = ""
    differs: list[Difference] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    made_with: dict[str, list[str]] = field(default_factory=dict)

    def data(self) -> dict[str, Any]:
        """The result as JSON says it."""
        return {
            "same": self.same,
            "path": self.now.path if self.now else self.claim.path,
            "refused": self.refused or None,
            "release": {"then": self.claim.release or None, "now": RELEASE},
            "data_sha256": {"then": self.claim.data_sha256 or None, "now": self.data_sha256},
            "differences": [one._asdict() for one in self.differs],
            "lines": self.lines,
            "made_with": self.made_with,
        }


def claim(receipt: str) -> Claim:
    """The claim of a receipt: a path such as ``/compare.csv?...``, a receipt file, or an exported file that carries its receipt.

    Raises AskError where the file cannot be read or holds no receipt.
    """
    if receipt.startswith("/") and ("?" in receipt or not Path(receipt).is_file()):
        return Claim(checked(receipt))
    file = Path(receipt)
    described = file.with_name(file.name.removesuffix(_BESIDE[1]) or file.name)
    found = _of_file(described if described.is_file() else file)
    if not found.sha256:
        raise AskError(f"{file} describes a CSV file that is not beside it as {described.name}: put it there, or replay '{found.path}'")
    return found


def _of_file(file: Path) -> Claim:
    contents = _read(file)
    if (found := _receipt_file(contents)) is not None:
        return found
    if inside := carried(contents):
        plain = Claim(checked(inside.path), inside.release, inside.data_sha256)
        if contents.lstrip()[:1] == b"{" and split_format(inside.path.partition("?")[0])[1] != "json":
            return plain  # the description of a CSV file: it holds neither its bytes nor its answers
        return replace(plain, sha256=sha256(contents).hexdigest(), body=contents, answers=_answers(contents))
    for suffix in _BESIDE:
        if (beside := file.with_name(file.name + suffix)).is_file():
            return replace(_of_file(beside), sha256=sha256(contents).hexdigest(), body=contents)
    names = " or ".join(file.name + suffix for suffix in _BESIDE)
    raise AskError(
        f"{file} carries no receipt: give a receipt file, an export of druglaw, or a path such as '/compare.csv?...' ({names} would do)"
    )


def replay(app: FastAPI, claimed: Claim) -> Replay:
    """The answer of a claim made again from the store of ``app``, and compared."""
    data = app.state.library.store.data_sha256
    try:
        now = made(app, claimed.path)
    except AskError as error:
        if claimed.sha256:
            return Replay(claimed, None, False, str(error), data)
        raise
    if not claimed.sha256:  # a path alone: asked twice, it gives the same or it rests on something that is not in it
        again = made(app, now.path)
        return Replay(claimed, now, now.body == again.body, data_sha256=data)
    if sha256(now.body).hexdigest() == claimed.sha256:
        return Replay(claimed, now, True, data_sha256=data)
    differs = list(differences(claimed.answers, said(app, now))) if claimed.answers else []
    lines = [] if differs or claimed.body is None else _lines(claimed, now.body, data)
    with_ = made_with()
    changed = {name: [then, with_.get(name, "")] for name, then in claimed.made_with.items() if with_.get(name) != then}
    return Replay(claimed, now, False, "", data, differs, lines, changed)


def _read(file: Path) -> bytes:
    if not file.is_file():
        raise AskError(f"there is no file {file}: give a receipt file, an export of druglaw, or a path such as '/compare.csv?...'")
    with file.open("rb") as opened:
        contents = opened.read(_MOST_BYTES + 1)
    if len(contents) > _MOST_BYTES:
        raise AskError(f"{file} has more than {_MOST_BYTES} bytes: no receipt is that long")
    return contents


def _receipt_file(contents: bytes) -> Claim | None:
    try:
        document = orjson.loads(contents)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(document, dict) or document.get("kind") != KIND:
        return None
    texts = {name: value for name in ("path", "release", "data_sha256", "sha256") if isinstance(value := document.get(name), str)}
    answers, versions = document.get("answers", {}), document.get("made_with", {})
    if len(texts) < 4 or not _SHA256.fullmatch(texts["sha256"]) or not _sound(answers) or not isinstance(versions, dict):
        raise AskError("this receipt was changed or cut off: ask for the export and its receipt again")
    checked(texts["path"])
    return Claim(texts["path"], texts["release"], texts["data_sha256"], texts["sha256"], answers=answers, made_with=versions)


def _sound(answers: Any) -> bool:
    return isinstance(answers, dict) and all(isinstance(one, dict) for one in answers.values())


def _answers(contents: bytes) -> Record:
    try:
        document = orjson.loads(contents)
    except orjson.JSONDecodeError:
        return {}
    return record(document) if isinstance(document, dict) else {}


def _lines(claimed: Claim, new: bytes, data_sha256: str) -> list[str]:
    """The first lines that differ. That the data are others is said already, and would be the first difference of every file."""
    old = printed(claimed.body or b"")
    if claimed.data_sha256:
        old = [line.replace(claimed.data_sha256, data_sha256) for line in old]
    return differing(old, printed(new))
