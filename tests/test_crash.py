"""A load that is killed, runs out of disk or meets another one leaves the store as it was; readers never notice."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import crash
import pytest

from graph import revisions
from graph.store import StoreError, open_store
from graph.terms import dl
from loaders.load import load
from loaders.reading import Options

KILLS = int(os.environ.get("DRUGLAW_KILLS", "12"))


def python(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """A program run in a process of its own."""
    source = f"import sys\nsys.path[:0] = {[str(crash.ROOT), str(crash.ROOT / 'tests')]!r}\n" + textwrap.dedent(code)
    return subprocess.run([sys.executable, "-c", source, *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False)


LOAD = """
    from pathlib import Path
    from graph.store import StoreError
    from loaders.load import load
    from loaders.reading import Options
    try:
        report = load([Path(sys.argv[2])], Options(), Path(sys.argv[1]))
    except StoreError as error:
        sys.exit(str(error))
    sys.exit("\\n".join(map(str, report.complaints)) or 0)
"""


def places_in(directory: Path) -> int:
    """How many places a store knows."""
    return sum(1 for _ in open_store(directory).oxigraph.quads_for_pattern(None, None, dl("Place")))


def test_no_store_is_lost_or_half_changed_when_writers_are_killed() -> None:
    done = subprocess.run(
        [sys.executable, str(crash.ROOT / "tests" / "crash.py"), "--kills", str(KILLS)], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{KILLS} kills in" in done.stdout


@pytest.mark.parametrize("room", [0, 1_000, 20_000, 60_000, 120_000, 400_000])
def test_a_full_disk_leaves_the_store_as_it_was(bench: crash.Bench, kept: Path, room: int) -> None:
    before = crash.digest(kept)
    bench.near.write_text(crash.places("near", 400), encoding="utf-8")

    limited = f"import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))\n" + textwrap.dedent(LOAD)
    done = python(limited, kept, bench.near)

    assert (done.returncode, "the disk is full" in done.stderr, "as it was before" in done.stderr) == (1, True, True), done.stderr
    assert "Traceback" not in done.stderr
    assert crash.digest(kept) == before
    assert python(LOAD, kept, bench.near).returncode == 0


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of six megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("a small file system can be mounted by root only")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_file_system_that_fills_up_leaves_the_store_as_it_was(bench: crash.Bench, tiny_disk: Path) -> None:
    kept = tiny_disk / "kept"
    bench.create(kept)
    before = crash.digest(kept)
    bench.near.write_text(crash.places("near", 8000), encoding="utf-8")

    done = python(LOAD, kept, bench.near)

    assert done.returncode == 1 and "the disk is full" in done.stderr, done.stderr
    assert crash.digest(kept) == before
    assert len(list((kept / "revisions").iterdir())) == 1


def test_a_second_writer_is_refused_at_once_and_the_first_is_not_disturbed(bench: crash.Bench, kept: Path) -> None:
    with revisions.change(kept) as first:
        second = python(LOAD, kept, bench.near)
        first.publish()

    assert second.returncode == 1
    assert "another load into" in second.stderr and "is under way" in second.stderr
    assert not load([bench.near], Options(), kept).complaints


def test_readers_see_whole_revisions_while_loads_come_and_go(bench: crash.Bench, kept: Path) -> None:
    reading = """
        import time
        from pathlib import Path
        from graph.store import open_store
        from graph.terms import iri
        from pyoxigraph import NamedNode
        place = NamedNode("https://w3id.org/druglaw/ontology#Place")
        print("ready", flush=True)
        seen = set()
        until = time.time() + 6
        while time.time() < until:
            store = open_store(Path(sys.argv[1]))
            counts = {sum(1 for _ in store.oxigraph.quads_for_pattern(None, None, place)) for _ in range(3)}
            assert len(counts) == 1, counts
            seen |= counts
        print(sorted(seen))
    """
    code = f"import sys\nsys.path.insert(0, {str(crash.ROOT)!r})\n" + textwrap.dedent(reading)
    readers = [
        subprocess.Popen([sys.executable, "-c", code, str(kept)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    first = places_in(kept)
    for reader in readers:
        assert reader.stdout is not None
        reader.stdout.readline()
    for number in range(6):
        bench.near.write_text(crash.places(f"round-{number}", 5), encoding="utf-8")
        assert not load([bench.near], Options(), kept).complaints

    whole = {first + 5 * number for number in range(7)}
    for reader in readers:
        said, fault = reader.communicate(timeout=60)
        assert reader.returncode == 0, fault
        assert len(seen := set(map(int, said.strip("[]\n ").split(",")))) > 1
        assert seen <= whole


def test_a_reader_keeps_its_revision_and_the_next_writer_removes_what_nobody_reads(bench: crash.Bench, kept: Path) -> None:
    reader = open_store(kept)
    held = len(reader.oxigraph)
    bench.load_one(kept)
    bench.load_two(kept)

    assert len(list((kept / "revisions").iterdir())) == 2
    assert len(reader.oxigraph) == held
    del reader
    with revisions.change(kept):
        pass
    assert len(list((kept / "revisions").iterdir())) == 1


def test_a_read_only_folder_can_be_read_and_says_why_it_cannot_be_changed(bench: crash.Bench, kept: Path) -> None:
    if os.geteuid() == 0:
        # Root may write anywhere; a mount may not.
        if subprocess.run(["mount", "--bind", "-o", "ro", str(kept), str(kept)], capture_output=True, check=False).returncode:
            pytest.skip("no read-only folder can be made here")
        restore = ["umount", str(kept)]
        subprocess.run(["mount", "-o", "remount,ro,bind", str(kept)], check=False)
    else:
        subprocess.run(["chmod", "-R", "a-w", str(kept)], check=True)
        restore = ["chmod", "-R", "u+w", str(kept)]
    try:
        with pytest.raises(StoreError, match="read-only or belongs to somebody else"):
            load([bench.near], Options(), kept)
        assert len(open_store(kept).oxigraph) > 0
    finally:
        subprocess.run(restore, check=True)
