"""Locks on folders, kept by the operating system: what a killed process held is free at once (flock(2); Linux and macOS)."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["Hold", "take"]


class Hold:
    """A lock on a folder, kept until it is closed or forgotten."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def close(self) -> None:
        """Let go; a second time does nothing."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __del__(self) -> None:
        self.close()


def take(folder: Path, *, alone: bool, wait: bool = False) -> Hold | None:
    """A lock on a folder, or None where others hold one that excludes it.

    ``alone`` excludes everybody else, otherwise only those who want to be alone; ``wait`` waits until the lock is free.
    Raises OSError where the folder is not there or cannot be opened.
    """
    import fcntl  # not on Windows, which must still be able to compare the built-in data

    hold = Hold(os.open(folder, os.O_RDONLY | os.O_DIRECTORY))
    kind = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
    try:
        fcntl.flock(hold._descriptor, kind if wait else kind | fcntl.LOCK_NB)
    except BlockingIOError:
        hold.close()
        return None
    return hold
