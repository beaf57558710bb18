"""A SPARQL query from a file."""

from __future__ import annotations

import argparse
from pathlib import Path

from api.commands.common import Commands, command, opened, write

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = command(commands, "query", "a SPARQL query from a file", "druglaw query question.rq --format csv")
    parser.add_argument("file", type=Path, metavar="FILE.rq")
    parser.add_argument("--format", default="table", choices=("table", "csv", "json"))
    parser.set_defaults(run=_query)


def _query(options: argparse.Namespace) -> int:
    from api.sparql_file import answer

    write(answer(opened(options), options.file, options.format), None)
    return 0
