"""A kept store: revisions, the pointer, locks, and what killed writers leave."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from graph import revisions
from graph.locks import take
from graph.store import StoreError, open_store

TRIPLE = Quad(NamedNode("https://example.org/a"), NamedNode("https://example.org/b"), NamedNode("https://example.org/c"))


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A store that holds nothing but the vocabulary."""
    world = tmp_path / "world"
    world.mkdir()
    open_store(tmp_path / "kept", data=world)
    return tmp_path / "kept"


def number_of(directory: Path) -> int:
    return int((directory / "current").read_text().split("-")[0])


def names(directory: Path) -> list[str]:
    return sorted(path.name for path in (directory / "revisions").iterdir())


def test_a_change_is_seen_when_it_is_published_and_not_before(kept: Path) -> None:
    with revisions.change(kept) as change:
        change.writable.add(TRIPLE)
        assert TRIPLE not in open_store(kept).oxigraph
        change.publish()

    assert TRIPLE in open_store(kept).oxigraph
    assert number_of(kept) == 2


@pytest.mark.parametrize("end", ["left", "raised"])
def test_a_change_that_is_not_published_leaves_nothing(kept: Path, end: str) -> None:
    before = names(kept)
    try:
        with revisions.change(kept) as change:
            change.writable.add(TRIPLE)
            if end == "raised":
                raise KeyError(end)
    except KeyError:
        pass

    assert names(kept) == before
    assert TRIPLE not in open_store(kept).oxigraph


def test_a_store_opened_before_a_change_stays_what_it_was(kept: Path) -> None:
    reader = open_store(kept)
    with revisions.change(kept) as change:
        change.writable.add(TRIPLE)
        change.publish()

    assert TRIPLE not in reader.oxigraph
    assert reader.revision != open_store(kept).revision


def test_a_second_writer_is_refused(kept: Path) -> None:
    with revisions.change(kept), pytest.raises(StoreError, match=r"another load into .* is under way"), revisions.change(kept):
        pass


def test_a_revision_is_not_published_while_somebody_can_still_write_it(kept: Path) -> None:
    before = names(kept)
    with pytest.raises(RuntimeError, match="still open"), revisions.change(kept) as change:
        held = change.writable
        change.publish()

    assert names(kept) == before
    assert len(held) > 0


@pytest.mark.parametrize("left", ["000002-0123456789ab", "000002-0123456789ab.tmp"])
def test_what_a_killed_writer_left_is_told_and_swept(kept: Path, left: str) -> None:
    before = names(kept)
    (kept / "revisions" / left).mkdir()
    (kept / "current.000002-0123456789ab").write_text("000002-01")

    assert open_store(kept).notice == "an earlier load did not finish; the store is as it was before it"
    with revisions.change(kept):
        assert open_store(kept).notice == ""  # somebody writes, so nobody died
    assert open_store(kept).notice == ""
    assert names(kept) == before
    assert sorted(path.name for path in kept.iterdir()) == ["current", "revisions"]


def test_an_old_revision_that_is_read_is_neither_removed_nor_taken_for_unfinished(kept: Path) -> None:
    reader = open_store(kept)
    with revisions.change(kept) as change:
        change.publish()

    assert len(names(kept)) == 2
    assert open_store(kept).notice == ""
    assert len(reader.oxigraph) > 0


def test_a_store_that_was_being_made_is_made_again(tmp_path: Path) -> None:
    world = tmp_path / "world"
    world.mkdir()
    (tmp_path / "kept" / "revisions" / "000001-0123456789ab").mkdir(parents=True)
    (tmp_path / "kept" / "current.000001-0123456789ab").write_text("")

    store = open_store(tmp_path / "kept", data=world)

    assert len(store.oxigraph) > 0
    assert len(names(tmp_path / "kept")) == 1


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("mine")

    with pytest.raises(StoreError, match=r"is not a store \(it holds thesis.docx\)"):
        open_store(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


@pytest.mark.parametrize("name", ["revisions/first-draft", "current.docx", "revisions/notes.txt"])
def test_a_folder_that_looks_like_a_store_by_chance_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine")

    with pytest.raises(StoreError, match="is not a store"):
        open_store(tmp_path)

    assert (tmp_path / name).read_text() == "mine"


@pytest.mark.parametrize(("held", "wanted", "got"), [(False, False, True), (False, True, False), (True, False, False), (True, True, False)])
def test_locks_exclude_each_other(tmp_path: Path, held: bool, wanted: bool, got: bool) -> None:
    first = take(tmp_path, alone=held)
    second = take(tmp_path, alone=wanted)

    assert (second is not None) == got
    assert first is not None
    first.close()
    first.close()
    if second:
        second.close()
    assert take(tmp_path, alone=True)


def test_damaged_files_are_told_in_a_sentence(kept: Path) -> None:
    damaged = kept / "revisions" / (kept / "current").read_text().strip() / "CURRENT"
    damaged.unlink()  # it may be linked to those of other revisions
    damaged.write_bytes(b"x")

    with pytest.raises(StoreError, match=r"are damaged .*: take the folder from a backup"):
        open_store(kept)
    with pytest.raises(StoreError, match="are damaged"), revisions.change(kept):
        pass
