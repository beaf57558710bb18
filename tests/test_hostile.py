"""Every hostile or broken file is refused by the real program: it says what to do, in bounded time and memory, and nothing changes."""

from __future__ import annotations

import multiprocessing
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import hostile_archives  # noqa: F401  (the cases enter themselves)
import hostile_pdf  # noqa: F401
import hostile_rdf  # noqa: F401
import hostile_sheets  # noqa: F401
import hostile_texts  # noqa: F401
import hostile_xml  # noqa: F401
import pytest
from hostile import CASES, Hostile, Site, bounded

from graph.store import open_store

SECONDS = 60
MEMORY = 3_000_000_000
PROGRAMS = multiprocessing.get_context("forkserver")  # one process that has imported the program, of which each case gets a copy
PROGRAMS.set_forkserver_preload(["api.cli", "api.loads", "loaders.load", "loaders.statute", "loaders.sheet", "openpyxl", "lxml.html"])
SECRET = "fox-lantern-4711"


ASKED: list[str] = []


class _Address(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        ASKED.append(self.path)
        self.send_response(404)
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        return


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """An address that must never be asked; who asks it is noted."""
    server = HTTPServer(("127.0.0.1", 0), _Address)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A kept store with the built-in data."""
    folder = tmp_path_factory.mktemp("hostile") / "store"
    open_store(folder)
    return folder


def _contents(store: Path) -> tuple[str, list[str]]:
    return (store / "current").read_text(), sorted(path.name for path in (store / "revisions").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.encode("ascii", "backslashreplace").decode())
def test_hostile_files_are_refused(case: Hostile, tmp_path: Path, kept: Path, address: str) -> None:
    (tmp_path / "in").mkdir()
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    path = case.make(Site(tmp_path / "in", secret, address))
    before, asked = _contents(kept), len(ASKED)
    answer = tmp_path / "told"
    arguments = ["load", str(path), *case.options, "--store", str(kept)]
    program = PROGRAMS.Process(target=bounded, args=(arguments, case.limits, answer, SECONDS, MEMORY))
    program.start()
    program.join(SECONDS)
    if program.exitcode is None:
        program.kill()
        pytest.fail(f"not done after {SECONDS} seconds")
    told = answer.read_text(encoding="utf-8", errors="replace")
    assert program.exitcode in ((0, 1, 2) if case.harmless else (1, 2)), told[-2000:]
    assert "Traceback" not in told and "panicked" not in told, told[-2000:]
    assert re.sub(r"[^\x20-\x7e]", "", path.name)[:10] in re.sub(r"[^\x20-\x7e]", "", told), told[-2000:]
    assert case.says in told, told[-2000:]
    assert len(told) < 50_000, told[:2000]
    assert "\x1b" not in told and "\u202e" not in told and SECRET not in told
    assert ASKED[asked:] == []
    assert _contents(kept) == before
    assert [one.name for one in tmp_path.iterdir() if one.name not in ("in", "secret.txt", "told")] == []


def test_the_corpus_is_large_enough() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 60
