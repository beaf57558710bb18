"""Find every anchor of evidence again in the documents at hand."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.commands.common import Commands, command, opened, write_json

if TYPE_CHECKING:
    from loaders.verification import Drift, Verdict

__all__ = ["add"]

_FOLDER = "DRUGLAW_SOURCES"
_SHOWN_ENTRIES = 6


def add(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = command(
        commands,
        "verify",
        "find every passage that evidence rests on again, offline; exit status 1 if one has changed",
        "druglaw verify --sources documents",
    )
    parser.add_argument(
        "--sources",
        type=Path,
        metavar="DIR",
        help=f"a folder with the documents, also in folders below it (default: the environment variable {_FOLDER}); "
        "with --store and without --sources the documents loaded into the store",
    )
    parser.add_argument("--format", default="text", choices=("text", "json"))
    parser.add_argument(
        "--write", type=Path, metavar="FOLDER", help="write the fingerprints of the passages, as they read now, into a folder"
    )
    parser.set_defaults(run=_verify)


def _verify(options: argparse.Namespace) -> int:
    from graph.dataset import BUILT_IN
    from graph.fingerprints import FOLDER, read_fingerprints, write_fingerprints
    from loaders.at_hand import copies_in_folder, copies_in_store, expected_files
    from loaders.verification import fingerprints_of, verify

    store, known = opened(options), read_fingerprints(BUILT_IN / FOLDER)
    folder = options.sources or (Path(os.environ[_FOLDER]) if os.environ.get(_FOLDER) and not options.store else None)
    copies = copies_in_folder(folder, expected_files(store), known) if folder else copies_in_store(store)
    if options.write:
        known = fingerprints_of(store, copies, known)
        write_fingerprints(options.write, known)
    verdicts = verify(store, copies, known)
    if options.format == "json":
        write_json(_as_json(verdicts))
    else:
        _print(verdicts)
    if not copies:
        print("No document is at hand: name the folder that has them with --sources DIR.", file=sys.stderr)
    return 1 if any(verdict.red for verdict in verdicts) else 0


def _states(verdict: Verdict) -> dict[str, int]:
    from graph.anchors import STATES

    return {state: verdict.count(state) for state in STATES}


def _as_json(verdicts: list[Verdict]) -> dict[str, Any]:
    from graph.anchors import STATES

    documents: list[dict[str, Any]] = [
        {"source": one.source, "file": one.file, "at_hand": one.copy is not None}
        | {"place": one.copy.place if one.copy else None, "fault": (one.copy.fault if one.copy else "") or None}
        | {"same_file": one.same_file, "anchors": len(one.anchors)}
        | _states(one)
        for one in verdicts
    ]
    anchors = [_anchor(verdict, one) for verdict in verdicts for one in verdict.anchors]
    totals = {name: sum(document[name] for document in documents) for name in ("anchors", *STATES)}
    missing = [one.source for one in verdicts if one.copy is None]
    return {"totals": totals, "not_at_hand": missing, "documents": documents, "anchors": anchors}


def _anchor(verdict: Verdict, one: Drift) -> dict[str, Any]:
    place = one.found.place
    return {
        "source": verdict.source,
        "place": verdict.copy.place if verdict.copy else None,
        "start": one.found.start,
        "end": one.found.end,
        "state": one.found.state,
        "found": {"start": place[0], "end": place[1]} if place else None,
        "locators": list(one.locators),
        "entries": list(one.entries),
    }


def _print(verdicts: list[Verdict]) -> None:
    from graph.anchors import CHANGED, MOVED, SAME, UNKNOWN

    for verdict in verdicts:
        if verdict.copy is None:
            continue
        other = " (not the very file that was read for the data)" if verdict.same_file is False else ""
        print(f"{verdict.source}: {verdict.copy.place}{other}")
        if verdict.copy.fault:
            print(f"  UNREADABLE: {verdict.copy.fault}")
            continue
        counts = [f"{count} {state}" for state, count in _states(verdict).items() if count]
        print(f"  {len(verdict.anchors)} passages{': ' if counts else ''}{', '.join(counts)}")
        for one in verdict.anchors:
            if one.found.state != SAME:
                print("  " + _line(one, {MOVED: "moved", CHANGED: "CHANGED", UNKNOWN: "no fingerprint"}[one.found.state]))
    missing = [f"{verdict.source} ({verdict.file})" for verdict in verdicts if verdict.copy is None]
    if missing:
        print("Document not at hand: " + ", ".join(missing))


def _line(one: Drift, word: str) -> str:
    found = one.found
    to = f" -> @{found.place[0]}-{found.place[1]}" if found.place and found.place != (found.start, found.end) else ""
    entries = ", ".join(one.entries[:_SHOWN_ENTRIES])
    more = f" and {len(one.entries) - _SHOWN_ENTRIES} more" if len(one.entries) > _SHOWN_ENTRIES else ""
    return f"{word} @{found.start}-{found.end}{to}: {'; '.join(one.locators)} [{entries}{more}]"
