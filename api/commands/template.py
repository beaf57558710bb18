"""A workbook to fill in."""

from __future__ import annotations

import argparse
from pathlib import Path

from api.commands.common import Commands, command, opened
from graph.errors import AskError

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = command(
        commands,
        "template",
        "a workbook to fill in: one sheet for each table, drop-down lists of states, measures, answers and sources, and the codebook",
        "druglaw template findings.xlsx --lang ru",
    )
    parser.add_argument("output", type=Path, metavar="FILE", help="the workbook to write; one that exists is left alone")
    parser.add_argument("--lang", default="en", choices=("en", "ru"), help="language of the guide, the codebook and the remarks")
    parser.set_defaults(run=_template)


def _template(options: argparse.Namespace) -> int:
    from api.formats.template import template

    if options.output.suffix.lower() != ".xlsx":
        raise AskError(f"{options.output} does not end in .xlsx: name a workbook, such as findings.xlsx")
    if options.output.exists():
        raise AskError(f"{options.output} exists: name a new file, so that no codings are lost")
    options.output.write_bytes(template(opened(options), options.lang))
    print(f"{options.output}: fill in a sheet, then run druglaw load {options.output} --store DIR")
    return 0
