"""The citable package of a release."""

from __future__ import annotations

import argparse
from pathlib import Path

from api.commands.common import Commands, command

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = command(
        commands,
        "release",
        "the citable data package of this release: graph, tables, codebook, what changed, metadata, checksums; always the same bytes",
        "druglaw release --output packages --previous druglaw-2026.10.0.zip",
        store=False,
    )
    parser.add_argument("--output", type=Path, required=True, metavar="DIR", help="a new folder")
    parser.add_argument(
        "--previous",
        type=Path,
        metavar="PACKAGE",
        help="the package of the release before, folder or archive: what changed since?",
    )
    parser.set_defaults(run=_release)


def _release(options: argparse.Namespace) -> int:
    from api.releases.build import build

    for path in build(options.output, options.previous):
        print(path)
    return 0
