"""Take a load back."""

from __future__ import annotations

import argparse

from api.commands.common import Commands, command, write_json
from graph.errors import AskError

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = command(commands, "unload", "take a load back; its record stays", "druglaw unload 3f0c52d81a9e --store my-store")
    parser.add_argument("id", help="the id of the load, as 'druglaw loads' lists it")
    parser.add_argument("--by", default="", metavar="NAME", help="who takes it back; without it the name of the account")
    parser.add_argument("--format", default="text", choices=("text", "json"))
    parser.set_defaults(run=_unload)


def _unload(options: argparse.Namespace) -> int:
    from api.loads import as_json, print_report
    from loaders.unload import unload

    if options.store is None:
        raise AskError("a kept store is needed: say where with --store DIR")
    report = unload(options.id.lower(), options.store, by=options.by)
    if options.format == "json":
        write_json(as_json(report))
    else:
        print_report(report)
    return 1 if report.complaints else 0
