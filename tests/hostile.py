"""Files that mean harm, or are broken as files get broken: each made here, each with what its refusal must say."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["BOMB", "CASES", "RDF", "SHEET", "STATUTE", "WORDS", "Hostile", "Site", "bounded", "case", "simple"]


@dataclass(frozen=True)
class Site:
    """Where a case is made: its folder, a file whose words must never be seen, and an address that must never be asked."""

    folder: Path
    secret: Path
    address: str


@dataclass(frozen=True)
class Hostile:
    """One case: how its file is made, what must be said of it, and the options and limits it is loaded with.

    What is only large or odd may be ``harmless``: it is loaded as a trial, which need not fail but must end.
    """

    name: str
    make: Callable[[Site], Path]
    says: str
    options: tuple[str, ...] = ()
    limits: Mapping[str, str] = field(default_factory=dict)
    harmless: bool = False


CASES: list[Hostile] = []


def case(name: str, says: str, *options: str, **limits: int) -> Callable[[Callable[[Site], bytes | str | None]], None]:
    """Enter a case whose contents the function gives; it gives None where it has made the file itself."""

    def enter(contents: Callable[[Site], bytes | str | None]) -> None:
        def make(site: Site) -> Path:
            path = site.folder / name
            given = contents(site)
            if given is not None:
                path.write_bytes(given.encode() if isinstance(given, str) else given)
            return path

        settings = {f"DRUGLAW_LIMIT_{key.upper()}": str(value) for key, value in limits.items()}
        CASES.append(Hostile(name, make, says, options, settings, "--dry-run" in options))

    return enter


def simple(name: str, says: str, contents: bytes | str | Callable[[], bytes | str], *options: str, **limits: int) -> None:
    """Enter a case whose contents are these; a function makes what is large."""
    case(name, says, *options, **limits)(lambda _: contents() if callable(contents) else contents)


def bounded(arguments: list[str], limits: Mapping[str, str], told: Path, seconds: int, memory: int) -> None:
    """Be the program for one call, in a process that may take so much time and memory; what it says goes into ``told``."""
    import resource

    from api.cli import main

    for limit, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
        resource.setrlimit(limit, (most, most))
    os.environ.update(limits)
    with told.open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    sys.stdout = sys.stderr = open(2, "w", encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115  (they last as long as the process)
    status = 3
    try:
        status = main(arguments)
    except SystemExit as left:
        status = int(left.code or 0)
    except BaseException:
        traceback.print_exc()
    sys.stderr.flush()
    os._exit(status)


STATUTE = ("--as", "statute", "--owner", "by", "--slug", "pond-act", "--lang", "ru")
RDF = ("--as", "rdf")
SHEET = ("--as", "sheet")
WORDS = "Статья 1. О прудах\nПруд чистят весной.\nСтатья 2. О мельницах\nМельник платит.\nСтатья 3. О плотинах\nПлотину чинят.\n"
BOMB = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)
