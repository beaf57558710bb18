"""A kept store on disk: immutable revisions, a pointer to the current one, one writer at a time, any number of readers.

``DIR/current`` names a folder in ``DIR/revisions``. A writer locks ``DIR``, makes the next revision beside the others and
moves the pointer by an atomic rename. A reader locks the revision it reads, so that no writer removes it. Names begin
with a number that grows: a revision behind the current one that nobody writes is what a killed writer left.
"""

from __future__ import annotations

import errno
import gc
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from pyoxigraph import Store as Oxigraph

from graph.locks import Hold, take

__all__ = ["DIED", "Change", "StoreError", "change", "exists", "read", "unfinished"]

DIED = "an earlier load did not finish; the store is as it was before it"
_POINTER = "current"
_REVISIONS = "revisions"
# The second form is that of release 2026.11.0, without a number; ".tmp" is a copy of the revision before that was not finished.
_NAME = re.compile(r"[0-9]{6}-[0-9a-f]{12}(\.tmp)?|[0-9a-f]{32}")
_FILES = 48
_FILE_BYTES = 16_000_000
_TRIES = 20
_PAUSE = 0.02


class StoreError(Exception):
    """A store that cannot be opened, made or changed; the message says why and what to do."""


class Change:
    """The next revision of a store while it is written.

    ``before`` is the current one, None where there is none yet. ``died``: the writer before this one did not finish.
    """

    def __init__(self, directory: Path, before: tuple[Oxigraph, str] | None, died: bool = False) -> None:
        self._directory = directory
        self.before = before
        self.died = died
        number = _number(before[1]) + 1 if before else 1
        self.revision = f"{number:06d}-{uuid4().hex[:12]}"
        self.path = directory / _REVISIONS / self.revision
        self.published = False
        self._settled = False
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

    def settle(self) -> None:
        """Put the files of the revision in order where much was written or many small files came together.

        Otherwise what is asked of it takes many times as long, and every later writer would begin to do it in the
        background, at the cost of its own work, and never end.
        """
        self.writable.flush()
        found = [status for path, status in _files(self.path) if path.suffix == ".sst"]
        whole = sum(status.st_size for status in found)
        new = sum(status.st_size for status in found if status.st_nlink == 1)
        if (new * 2 > whole and not self._settled) or len(found) > _FILES + whole // _FILE_BYTES:
            self.writable.optimize()
            self._settled = True

    def publish(self) -> None:
        """Make the revision the current one, in one step that a crash or a power failure cannot halve."""
        self.settle()
        self.close()
        for path, status in _files(self.path):
            if status.st_nlink == 1:
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
    try:
        directory.mkdir(parents=True, exist_ok=True)
        hold = _alone(directory, wait=wait)
    except OSError as error:
        raise StoreError(f"the store {directory} {_why(error)}") from error
    started, ours = None, False
    try:
        _no_strangers(directory)
        ours = True
        died = _later_revisions(directory)
        _sweep(directory)
        before = read(directory) if exists(directory) else None
        started = Change(directory, (before[0], before[1]) if before else None, died)
        yield started
        before = None  # its lock would keep the old revision from being swept
        if started.published:
            _sweep(directory)
    except OSError as error:
        raise StoreError(f"the store {directory} {_why(error)}; it is as it was before") from error
    finally:
        if ours and not (started and started.published):
            if started:
                started.oxigraph = None
                gc.collect()
            _sweep(directory)
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
            return _opened(path), name, hold
        time.sleep(_PAUSE)
    raise OSError(errno.EAGAIN, f"its revision {name} is locked by another program")


def _opened(path: Path) -> Oxigraph:
    try:
        return Oxigraph.read_only(str(path))
    except RuntimeError as error:  # so damaged files are told
        what = f"its files are damaged ({error}): take the folder from a backup, or load your documents into a new one"
        raise OSError(errno.EIO, what) from error


def unfinished(directory: Path) -> bool:
    """Whether a writer died before it moved the pointer: there is a later revision, and nobody writes."""
    return _later_revisions(directory) and take(directory, alone=False) is not None


def _later_revisions(directory: Path) -> bool:
    current = _number(_current(directory)) if exists(directory) else 0
    return any(_number(path.name) > current for path in _revisions(directory))


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
    return sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name)) if folder.is_dir() else []


def _number(revision: str) -> int:
    number = revision.partition("-")[0]
    return int(number) if number.isdecimal() and "-" in revision else 0


def _no_strangers(directory: Path) -> None:
    """Refuse a folder that holds anything that a store would not, before anything in it is touched."""
    if exists(directory):
        return
    kept = {_REVISIONS, *(path.name for path in [*_pointers(directory), *_revisions(directory)])}
    inside = directory / _REVISIONS
    found = [*directory.iterdir(), *(inside.iterdir() if inside.is_dir() else ())]
    if strangers := sorted(path.name for path in found if path.name not in kept):
        raise StoreError(f"{directory} is not a store (it holds {', '.join(strangers[:3])}): name an empty or a new folder")


def _pointers(directory: Path) -> list[Path]:
    """The pointers that were written but never moved to their place."""
    return [path for path in directory.glob(_POINTER + ".*") if _NAME.fullmatch(path.name.removeprefix(_POINTER + "."))]


def _sweep(directory: Path) -> None:
    """Remove what nobody needs: revisions that are not current and not read, and pointers that were never moved."""
    current = _current(directory) if exists(directory) else ""
    for path in _revisions(directory):
        if path.name != current and (hold := take(path, alone=True)):
            shutil.rmtree(path, ignore_errors=True)
            hold.close()
    for path in _pointers(directory):
        path.unlink(missing_ok=True)


def _files(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """The files of a revision; while it is open one of them may be gone the next moment."""
    for path in folder.iterdir():
        with suppress(FileNotFoundError):
            yield path, path.stat()


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
