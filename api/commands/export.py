"""The whole graph, the tables, or the text of one act."""

from __future__ import annotations

import argparse
from pathlib import Path

from api.commands.common import Commands, command, opened
from graph.errors import AskError

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = command(
        commands, "export", "the whole graph, the tables, or the text of an act", "druglaw export --format trig --output druglaw.trig"
    )
    parser.add_argument("--format", default="trig", choices=("trig", "nquads", "jsonld", "csvw", "akn"))
    parser.add_argument("id", nargs="?", default="", metavar="ID", help="for akn: an act (by/water-code) or one of its versions")
    parser.add_argument("--output", type=Path, required=True, metavar="PATH", help="a file; for csvw a new folder")
    parser.set_defaults(run=_export)


def _export(options: argparse.Namespace) -> int:
    from api.export import export, export_act

    if options.format == "akn":
        export_act(opened(options), options.id, options.output)
    elif options.id:
        raise AskError(f"'{options.id}' cannot be exported alone as {options.format}: add --format akn, or leave the id out")
    else:
        export(opened(options), options.format, options.output)
    return 0
