"""What was loaded into a kept store."""

from __future__ import annotations

import argparse

from api.commands.common import Commands, command, opened, write_json

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = command(commands, "loads", "what was loaded into a kept store, by whom and when", "druglaw loads --store my-store")
    parser.add_argument("--format", default="text", choices=("text", "json"))
    parser.set_defaults(run=_loads)


def _loads(options: argparse.Namespace) -> int:
    from api.loads import listing, print_loads
    from loaders.provenance import loads

    found = loads(opened(options))
    if options.format == "json":
        write_json(listing(found))
    else:
        print_loads(found)
    return 0
