"""Open a store: in memory from a data directory, or a directory that keeps one.

A kept store is a folder of immutable revisions and a pointer to the current one. A change makes a new revision and
moves the pointer by an atomic rename; a reader opens what the pointer names, so it never sees half a change and any
number of processes may read at once.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from pyoxigraph import Quad
from pyoxigraph import Store as Oxigraph

from graph.dataset import BUILT_IN, read_dataset
from graph.derived import derive
from graph.release import RELEASE

__all__ = ["Store", "StoreError", "open_store"]

_POINTER = "current"


class StoreError(Exception):
    """A store that cannot be opened or made; the message says why and what to do."""


@dataclass(frozen=True)
class Store:
    """An RDF store ready for questions. ``revision`` names its contents; they never change."""

    oxigraph: Oxigraph
    revision: str


def open_store(directory: Path | None = None, *, data: Path = BUILT_IN) -> Store:
    """The store kept in ``directory``, or, without one, the data set ``data`` in memory.

    An empty or missing directory becomes a store that holds ``data``. Raises StoreError where the directory holds
    something else, or where a file of ``data`` cannot be read (its faults are in the message).
    """
    if directory is None:
        return Store(_fill(Oxigraph(), data), RELEASE)
    try:
        if not (directory / _POINTER).exists():
            _create(directory, data)
        revision = (directory / _POINTER).read_text(encoding="ascii").strip()
        return Store(Oxigraph.read_only(str(directory / "revisions" / revision)), f"{RELEASE}+{revision}")
    except OSError as error:
        raise StoreError(f"{directory} cannot be opened as a store: {error}") from error


def _create(directory: Path, data: Path) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    if strangers := sorted(path.name for path in directory.iterdir() if path.name != "revisions"):
        raise StoreError(f"{directory} is not a store (it holds {', '.join(strangers[:3])}): name an empty or a new folder")
    revision = uuid4().hex
    target = directory / "revisions" / revision
    target.mkdir(parents=True)
    try:
        store = _fill(Oxigraph(str(target)), data)
        store.flush()
        del store
        _point(directory, revision)
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise


def _point(directory: Path, revision: str) -> None:
    beside = directory / f"{_POINTER}.{revision}"
    with beside.open("w", encoding="ascii") as file:
        file.write(revision + "\n")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(directory / _POINTER)


def _fill(store: Oxigraph, data: Path) -> Oxigraph:
    try:
        dataset = read_dataset(data)
    except NotADirectoryError as error:
        raise StoreError(str(error)) from error
    if dataset.complaints:
        listed = "\n".join(map(str, dataset.complaints))
        raise StoreError(f"the data cannot be read; 'druglaw check' tells more\n{listed}")
    quads: list[Quad] = list(dataset.quads)
    store.bulk_extend([*quads, *derive(quads)])
    return store
