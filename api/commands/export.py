"""The whole graph, or the tables."""

from __future__ import annotations

import argparse
from pathlib import Path

from api.commands.common import Commands, command, opened

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = command(commands, "export", "the whole graph, or the tables", "druglaw export --format trig --output druglaw.trig")
    parser.add_argument("--format", default="trig", choices=("trig", "nquads", "jsonld", "csvw"))
    parser.add_argument("--output", type=Path, required=True, metavar="PATH", help="a file; for csvw a new folder")
    parser.set_defaults(run=_export)


def _export(options: argparse.Namespace) -> int:
    from api.export import export

    export(opened(options), options.format, options.output)
    return 0
