"""Open a store: in memory from a data directory, or a directory that keeps one.

A kept store is a folder of immutable revisions and a pointer to the current one. A change makes a new revision and
moves the pointer by an atomic rename; a reader opens what the pointer names, so it never sees half a change and any
number of processes may read at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pyoxigraph import Store as Oxigraph

from graph import revisions
from graph.canonical import data_digest, named
from graph.dataset import BUILT_IN, read_dataset
from graph.derived import derive
from graph.locks import Hold
from graph.release import RELEASE
from graph.revisions import StoreError

__all__ = ["Store", "StoreError", "open_store"]


@dataclass(frozen=True)
class Store:
    """An RDF store ready for questions. ``revision`` names its contents; they never change.

    ``hold`` keeps the files of a kept store there as long as the Store lives. ``notice`` is what its user should be told.
    """

    oxigraph: Oxigraph
    revision: str
    hold: Hold | None = field(default=None, repr=False, compare=False)
    notice: str = ""

    @cached_property
    def data_sha256(self) -> str:
        """Which data these are: the same digest for the same data, in any process and on any machine."""
        return data_digest(self.oxigraph)


def open_store(directory: Path | None = None, *, data: Path = BUILT_IN) -> Store:
    """The store kept in ``directory``, or, without one, the data set ``data`` in memory.

    An empty or missing directory becomes a store that holds ``data``. Raises StoreError where the directory holds
    something else, or where a file of ``data`` cannot be read (its faults are in the message).
    """
    if directory is None:
        return Store(_fill(Oxigraph(), data), RELEASE)
    try:
        if not revisions.exists(directory):
            _create(directory, data)
        oxigraph, revision, hold = revisions.read(directory)
        notice = revisions.DIED if revisions.unfinished(directory) else ""
        return Store(oxigraph, f"{RELEASE}+{revision}", hold, notice)
    except OSError as error:
        raise StoreError(f"{directory} cannot be opened as a store: {error}") from error


def _create(directory: Path, data: Path) -> None:
    with revisions.change(directory, wait=True) as new:
        if new.before is None:
            _fill(new.writable, data)
            new.publish()


def _fill(store: Oxigraph, data: Path) -> Oxigraph:
    try:
        dataset = read_dataset(data)
    except NotADirectoryError as error:
        raise StoreError(str(error)) from error
    if dataset.complaints:
        listed = "\n".join(map(str, dataset.complaints))
        raise StoreError(f"the data cannot be read; 'druglaw check' tells more\n{listed}")
    quads = named(dataset.quads)
    store.bulk_extend([*quads, *derive(quads)])
    return store
