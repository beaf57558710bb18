"""What many tests share: the built-in data, opened once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from graph.knowledge import Knowledge
from graph.store import Store, open_store

sys.path.insert(0, str(Path(__file__).parent))  # pytest's import mode leaves second_reading.py and its like out

from crash import Bench


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
