"""Two coders compared."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from api.commands.common import Commands, command, write, write_json

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = command(
        commands,
        "agreement",
        "how far two coding sheets agree: rate of divergence, Krippendorff's alpha for each measure, and the cells that differ",
        "druglaw agreement A.xlsx B.ods",
        store=False,
    )
    parser.add_argument("first", type=Path, metavar="A", help="a coding sheet (.xlsx, .ods, .csv) with subject, measure and answer")
    parser.add_argument("second", type=Path, metavar="B", help="the other coder's")
    parser.add_argument("--format", default="text", choices=("text", "json", "csv"), help="csv: one row a unit")
    parser.set_defaults(run=_agreement)


def _agreement(options: argparse.Namespace) -> int:
    from api.formats.agreement import as_document, as_rows, print_agreement
    from api.formats.rows import as_csv
    from graph.agreement import compare_codings
    from loaders.sheet.codings import codings

    (first, faults), (second, more) = codings(options.first), codings(options.second)
    if faults or more:
        print(*faults, *more, sep="\n", file=sys.stderr)
        return 1
    agreement = compare_codings(first, second)
    names = str(options.first), str(options.second)
    if options.format == "json":
        write_json(as_document(agreement, *names))
    elif options.format == "csv":
        write(as_csv(as_rows(agreement)))
    else:
        print_agreement(agreement, *names)
    return 0
