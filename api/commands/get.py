"""Any path of the web face, without a server."""

from __future__ import annotations

import argparse

from api.commands.common import Commands, command, output_options, write_answer

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = command(
        commands,
        "get",
        "what the web server would answer to a path, byte for byte",
        "druglaw get '/findings.csv?subject=kz' --output kz.csv",
    )
    parser.add_argument("path", metavar="PATH", help="a path with its format, such as '/measures.csv' or '/compare.md?subjects=ru,kz'")
    output_options(parser)
    parser.set_defaults(run=_get)


def _get(options: argparse.Namespace) -> int:
    return write_answer(options, options.path)
