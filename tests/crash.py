"""Kill a writer at random moments, many times, and see that no store is lost or half changed.

Run: python tests/crash.py --kills 400 [--seed 7]. Each round copies a small store, starts one change of it in a process of
its own, kills that process with SIGKILL, and opens the store: its contents must be those before or those after the change.
The moment is drawn from the whole duration, or, in every other round, from the moment when the revision is published.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graph import revisions
from graph.store import open_store
from loaders.load import load
from loaders.reading import Options
from loaders.unload import unload

ROOT = Path(__file__).resolve().parent.parent
WORLD = ROOT / "tests" / "data" / "shapes" / "base.ttl"
PREFIXES = """@base <https://w3id.org/druglaw/> .
@prefix dl: <https://w3id.org/druglaw/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
_TIMES = re.compile(r"Time> |\"[0-9]{4}-[0-9]{2}-[0-9]{2}T")
_BLANK = re.compile(r"_:\w+")
_CONTEXT = multiprocessing.get_context("forkserver")


@dataclass(frozen=True)
class Change:
    """A change of a store: what it does to which store, which contents it starts from and which it ends with, and how long it takes."""

    name: str
    run: Callable[[Path], object]
    start: Path | None
    before: str
    after: str
    seconds: float
    publishing: float


def places(name: str, count: int) -> str:
    """An RDF file with some invented places, each with its evidence."""
    entries = (
        f'<place/{name}-{number}> a dl:Place ; skos:prefLabel "{name} {number}"@en ; dl:kind <code/place-kind/city> ;\n'
        f'    dl:evidence [ a dl:Evidence ; dl:source <source/essay> ; dl:locator "p. {number}" ] .\n'
        for number in range(1, count + 1)
    )
    return PREFIXES + "".join(entries)


def digest(directory: Path) -> str:
    """What a store holds, as a digest that does not depend on times, the names of blank nodes and the order."""
    lines = (_BLANK.sub("_:b", str(quad)) for quad in open_store(directory).oxigraph)
    return sha256("\n".join(sorted(line for line in lines if not _TIMES.search(line))).encode()).hexdigest()


class Bench:
    """A folder with a small world, two documents for it, and stores in each state."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.world = folder / "world"
        self.world.mkdir()
        shutil.copy(WORLD, self.world / "base.ttl")
        self.near, self.far, self.essay = folder / "near.ttl", folder / "far.ttl", folder / "essay.txt"
        self.near.write_text(places("near", 40), encoding="utf-8")
        self.far.write_text(places("far", 20), encoding="utf-8")
        self.essay.write_text("".join(f"Paragraph {number} of an invented essay.\n\n" for number in range(20_000)), encoding="utf-8")

    def create(self, directory: Path) -> None:
        """A store where none was."""
        open_store(directory, data=self.world)

    def load_one(self, directory: Path) -> None:
        """One file, loaded."""
        assert not load([self.near], Options(), directory, by="tester").complaints

    def load_two(self, directory: Path) -> None:
        """Two files in one load."""
        assert not load([self.far, self.near], Options(), directory, by="tester").complaints

    def take_back(self, directory: Path) -> None:
        """The one load of a store, taken back."""
        from loaders.provenance import loads

        [one] = loads(open_store(directory))
        assert not unload(one.id, directory, by="tester").complaints

    def changes(self) -> Iterator[Change]:
        """Every kind of change, done once undisturbed to know its duration and result."""
        self.create(self.folder / "fresh")
        self.create(self.folder / "loaded")
        self.load_one(self.folder / "loaded")
        for name, run, start in (
            ("create", self.create, None),
            ("load", self.load_one, self.folder / "fresh"),
            ("load two", self.load_two, self.folder / "fresh"),
            ("unload", self.take_back, self.folder / "loaded"),
        ):
            done = self.copy(start)
            before = digest(done) if start else ""
            with begun(run, done) as (process, hear):
                began = time.perf_counter()
                hear.recv_bytes()
                publishing = time.perf_counter()
                process.join()
                ended = time.perf_counter()
            assert process.exitcode == 0, f"{name} failed by itself"
            yield Change(name, run, start, before, digest(done), ended - began, ended - publishing)

    def copy(self, start: Path | None) -> Path:
        """A copy of a store to be changed, or a place where there is none yet."""
        target = Path(tempfile.mkdtemp(dir=self.folder)) / "store"
        if start:
            shutil.copytree(start, target)
        return target


def _child(run: Callable[[Path], object], directory: Path, told: Connection) -> None:
    publish = revisions.Change.publish

    def tell(self: revisions.Change) -> None:
        told.send_bytes(b"publishing")
        publish(self)

    revisions.Change.publish = tell  # type: ignore[method-assign]
    told.send_bytes(b"started")
    run(directory)


@contextmanager
def begun(run: Callable[[Path], object], directory: Path) -> Iterator[tuple[ForkServerProcess, Connection]]:
    """A process that makes the change, and what it tells: that it has started, and that it begins to publish."""
    hear, told = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_child, args=(run, directory, told))
    process.start()
    told.close()
    hear.recv_bytes()
    try:
        yield process, hear
    finally:
        end(process)
        hear.close()


def end(process: ForkServerProcess) -> None:
    """Kill a process and wait until it is gone: it counts as joined a moment before the system has let go of its locks."""
    process.kill()
    process.join()
    with suppress(ProcessLookupError):
        while process.pid:
            os.kill(process.pid, 0)
            time.sleep(0.001)


def kill(change: Change, bench: Bench, chance: random.Random, late: bool) -> tuple[str, str]:
    """Make the change in a process, kill that, and say how the store was found, before or after, and what was wrong (empty: nothing)."""
    directory = bench.copy(change.start)
    with begun(change.run, directory) as (process, hear):
        if late:
            try:
                hear.recv_bytes()
            except EOFError:
                return "", f"{change.name}: it ended without publishing"
            time.sleep(chance.uniform(0, change.publishing * 1.2))
        else:
            time.sleep(chance.uniform(0, change.seconds * 1.1))
        end(process)
    try:
        return judged(change, bench, directory)
    except Exception as error:
        return "", f"{change.name}: the store is lost: {error!r}"
    finally:
        shutil.rmtree(directory.parent)


def judged(change: Change, bench: Bench, directory: Path) -> tuple[str, str]:
    """How a store is after its writer was killed: as before or after, open to the next writer, nothing left lying about."""
    if not revisions.exists(directory):
        found = "before"
        if change.start:
            return "", f"{change.name}: the pointer is gone"
        bench.create(directory)
        if digest(directory) != change.after:
            return "", f"{change.name}: the store made afterwards is another one"
    else:
        now = digest(directory)
        if now not in (change.before, change.after):
            return "", f"{change.name}: neither as before nor as after"
        found = "before" if now == change.before else "after"
        left = len(list((directory / "revisions").iterdir())) > 1
        told = bool(open_store(directory).notice)
        if told and found == "after":
            return "", f"{change.name}: it says that the load did not finish, but it did"
        if left and found == "before" and not told:
            return "", f"{change.name}: it does not say that a load did not finish"
        with revisions.change(directory):
            pass
        if digest(directory) != now:
            return "", f"{change.name}: the next writer changed what stood"
    if (rest := sorted(path.name for path in directory.iterdir())) != ["current", "revisions"]:
        return "", f"{change.name}: left lying about: {rest}"
    if len(kept := list((directory / "revisions").iterdir())) != 1:
        return "", f"{change.name}: {len(kept)} revisions are left"
    return found, ""


def kills(count: int, seed: int) -> tuple[Counter[tuple[str, str]], list[str]]:
    """Kill that many writers, and count for each kind of change how the stores were found; and what was wrong."""
    _CONTEXT.set_forkserver_preload(["loaders.load", "loaders.unload", "loaders.rdf", "loaders.sheet", "pyshacl", "graph.store"])
    chance = random.Random(seed)
    found: Counter[tuple[str, str]] = Counter()
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        changes = list(bench.changes())
        for number in range(count):
            change = changes[number % len(changes)]
            state, fault = kill(change, bench, chance, late=number // len(changes) % 2 == 1)
            found[change.name, state] += 1
            if fault:
                faults.append(f"kill {number} (seed {seed}): {fault}")
    return found, faults


def main() -> int:
    """Kill, count, and give back 1 if any store was lost or half changed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=400)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    options = parser.parse_args()
    began = time.perf_counter()
    found, faults = kills(options.kills, options.seed)
    for (name, state), times in sorted(found.items()):
        print(f"{name:10} found as {state or 'broken':7} {times:4} times")
    print(f"{options.kills} kills in {time.perf_counter() - began:.0f} s, seed {options.seed}: {len(faults)} stores lost or half changed")
    print(*faults, sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
