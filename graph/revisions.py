"""A kept store on disk: immutable revisions, a pointer to the current one, one writer at a time, any number of readers.

``DIR/current`` names a folder in ``DIR/revisions``. A writer locks ``DIR``, makes the next revision beside the others and
moves the pointer by an atomic rename. A reader locks the revision it reads, so that no writer removes it. Names begin
with a number that grows: a revision behind the current one that nobody writes is what a killed writer left.
"""

from __future__ import annotations

import errno
import gc
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from pyoxigraph import Store as Oxigraph

from graph.locks import Hold, take

__all__ = ["Change", "StoreError", "change", "exists", "read", "unfinished"]

_POINTER = "current"
_REVISIONS = "revisions"
_TRIES = 20
_PAUSE = 0.02


class StoreError(Exception):
    """A store that cannot be opened, made or changed; the message says why and what to do."""


class Change:
    """The next revision of a store while it is written. ``before`` is the current one, None where there is none yet."""

    def __init__(self, directory: Path, before: tuple[Oxigraph, str] | None) -> None:
        self._directory = directory
        self.before = before
        number = _number(before[1]) + 1 if before else 1
        self.revision = f"{number:06d}-{uuid4().hex[:12]}"
        self.path = directory / _REVISIONS / self.revision
        self.published = False
        if before:
            before[0].backup(str(self.path))
        else:
            self.path.mkdir(parents=True)
        self.oxigraph: Oxigraph | None = Oxigraph(str(self.path))

    @property
    def writable(self) -> Oxigraph:
        """The revision while it can still be written."""
        if self.oxigraph is None:
            raise RuntimeError(f"revision {self.revision} is closed")
        return self.oxigraph

    def close(self) -> None:
        """End the writing: the files of the revision no longer change, which anybody who still held the store would prevent."""
        if self.oxigraph is None:
            return
        self.oxigraph.flush()
        self.oxigraph = None
        gc.collect()
        try:
            Oxigraph(str(self.path))
        except OSError as error:
            raise RuntimeError(f"revision {self.revision} is still open for writing: {error}") from error

    def publish(self) -> None:
        """Make the revision the current one, in one step that a crash or a power failure cannot halve."""
        self.close()
        for path in self.path.iterdir():
            if path.stat().st_nlink == 1:
                _sync(path)
        _sync(self.path)
        _sync(self.path.parent)
        beside = self._directory / f"{_POINTER}.{self.revision}"
        with beside.open("w", encoding="ascii") as file:
            file.write(self.revision + "\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._directory / _POINTER)
        self.published = True
        _sync(self._directory)


@contextmanager
def change(directory: Path, *, wait: bool = False) -> Iterator[Change]:
    """The next revision of the store in ``directory``, to be written and then published; what is not published is removed.

    ``wait`` waits for another writer. Raises StoreError where another writer is at work, where the folder holds something
    else, or where the disk does not let us write: the store is then as it was before.
    """
    if not directory.is_dir():
        directory.mkdir(parents=True)
    hold = _alone(directory, wait=wait)
    try:
        _no_strangers(directory)
        _sweep(directory)
        before = read(directory) if exists(directory) else None
        started = None
        try:
            started = Change(directory, (before[0], before[1]) if before else None)
            yield started
            published = started.published
        except OSError as error:
            raise StoreError(f"the store {directory} {_why(error)}; it is as it was before") from error
        finally:
            if started is not None and not started.published:
                started.oxigraph = None
                gc.collect()
                shutil.rmtree(started.path, ignore_errors=True)
        before = None
        if published:
            _sweep(directory)
    finally:
        hold.close()


def exists(directory: Path) -> bool:
    """Whether the folder holds a store."""
    return (directory / _POINTER).is_file()


def read(directory: Path) -> tuple[Oxigraph, str, Hold]:
    """The current revision, its name, and the lock that keeps its files there: hold it as long as the store is asked.

    Raises OSError where it cannot be opened.
    """
    for _ in range(_TRIES):
        name = _current(directory)
        path = directory / _REVISIONS / name
        try:
            hold = take(path, alone=False)
        except FileNotFoundError:
            if _current(directory) == name:
                raise
            continue
        # Between reading the pointer and the lock a writer may have moved the one and removed the other.
        if hold is not None and _current(directory) == name:
            return Oxigraph.read_only(str(path)), name, hold
        time.sleep(_PAUSE)
    raise OSError(errno.EAGAIN, f"its revision {name} is locked by another program")


def unfinished(directory: Path) -> bool:
    """Whether a writer died before it moved the pointer: there is a later revision, and nobody writes."""
    current = _number(_current(directory)) if exists(directory) else 0
    if all(_number(path.name) <= current for path in _revisions(directory)):
        return False
    return take(directory, alone=False) is not None


def _alone(directory: Path, *, wait: bool) -> Hold:
    for _ in range(_TRIES):  # a reader that asks whether anybody writes holds the lock for a moment
        if hold := take(directory, alone=True, wait=wait):
            return hold
        time.sleep(_PAUSE)
    raise StoreError(f"another load into {directory} is under way: wait until it has ended and try again")


def _current(directory: Path) -> str:
    return (directory / _POINTER).read_text(encoding="ascii").strip()


def _revisions(directory: Path) -> list[Path]:
    folder = directory / _REVISIONS
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _number(revision: str) -> int:
    number = revision.partition("-")[0]
    return int(number) if number.isdecimal() and "-" in revision else 0


def _no_strangers(directory: Path) -> None:
    ours = (_REVISIONS, _POINTER)
    strangers = sorted(path.name for path in directory.iterdir() if path.name not in ours and not path.name.startswith(_POINTER + "."))
    if strangers and not exists(directory):
        raise StoreError(f"{directory} is not a store (it holds {', '.join(strangers[:3])}): name an empty or a new folder")


def _sweep(directory: Path) -> None:
    """Remove what nobody needs: revisions that are not current and not read, and pointers that were never moved."""
    current = _current(directory) if exists(directory) else ""
    for path in _revisions(directory):
        if path.name != current and (hold := take(path, alone=True)):
            shutil.rmtree(path, ignore_errors=True)
            hold.close()
    for path in directory.glob(_POINTER + ".*"):
        path.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _why(error: OSError) -> str:
    said = str(error)
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) or "No space left" in said or "File too large" in said:
        return f"cannot be written, the disk is full ({said}): free some space and try again"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS) or "Permission denied" in said or "Read-only" in said:
        return f"cannot be written ({said}): the folder is read-only or belongs to somebody else"
    return f"cannot be changed ({said})"
