"""Validate the data."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from api.commands.common import Commands

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = commands.add_parser(
        "check",
        help="validate the built-in data, a data folder or a file",
        description="Validate the built-in data; a folder as a whole data set; a file in the place of the built-in file of its name.",
        epilog="example: druglaw check my-data tables/findings.csv",
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    parser.set_defaults(run=_check)


def _check(options: argparse.Namespace) -> int:
    from loaders.check import check, check_file

    complaints = []
    for path in options.paths or [None]:
        complaints += check() if path is None else check(path) if path.is_dir() else check_file(path)
    for complaint in complaints:
        print(complaint)
    if not complaints:
        print("No faults found.", file=sys.stderr)
    return 1 if complaints else 0
