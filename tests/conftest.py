"""What many tests share: the built-in data, opened once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Quad
from pyoxigraph import Store as Oxigraph

import graph.store
from graph.dataset import BUILT_IN
from graph.knowledge import Knowledge
from graph.store import Store, open_store

sys.path.insert(0, str(Path(__file__).parent))  # pytest's import mode leaves second_reading.py and its like out

from crash import Bench


@pytest.fixture(scope="session", autouse=True)
def read_once() -> Iterator[None]:
    """Each store of the built-in data is filled anew, as ever; its files are parsed once in a test process and not some hundred times."""
    fill, quads = graph.store._fill, list[Quad]()

    def filled(oxigraph: Oxigraph, data: Path) -> Oxigraph:
        if data != BUILT_IN:
            return fill(oxigraph, data)
        if not quads:
            quads.extend(fill(Oxigraph(), data))
        oxigraph.bulk_extend(quads)
        return oxigraph

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(graph.store, "_fill", filled)
        yield


@pytest.fixture(scope="session")
def store() -> Store:
    """The built-in data in memory."""
    return open_store()


@pytest.fixture(scope="session")
def knowledge(store: Store) -> Knowledge:
    """The built-in data, read for comparison."""
    return Knowledge(store)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A small world and documents for it."""
    return Bench(tmp_path)


@pytest.fixture
def kept(bench: Bench) -> Path:
    """A store that holds the small world."""
    bench.create(bench.folder / "kept")
    return bench.folder / "kept"
