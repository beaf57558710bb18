"""The comparison table."""

from __future__ import annotations

import argparse
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from api.commands.common import Commands, command, listed, opened, output_options, write_asked
from api.formats.editions import FORMATS, LAYOUTS, STANDALONE
from graph.comparison import Query, compare
from graph.errors import AskError, WrongValueError
from graph.knowledge import Knowledge

if TYPE_CHECKING:
    from fastapi import FastAPI

    from api.asking import Made

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = command(commands, "compare", "the comparison table", "druglaw compare --subjects ru,kz,cis/model-law-2006 --as-of 2008-10-31")
    parser.add_argument("--subjects", default="", metavar="A,B", help="states, acts or articles (default: all states, and model laws)")
    parser.add_argument("--measures", default="", metavar="A,B", help="measures of the codebook (default: all)")
    parser.add_argument("--as-of", default="", metavar="DAY", help="the day the law is asked for (default: today)")
    parser.add_argument("--known-by", default="", metavar="DAY", help="only sources published by that day")
    parser.add_argument("--rule", default="best-evidence", help="best-evidence, source:KEY or source:KEY#part")
    parser.add_argument("--grade", default="", help="only sources of one grade: primary, secondary or press")
    parser.add_argument("--lang", default="en", help="language of labels: en or ru")
    parser.add_argument(
        "--group-by", default="", metavar="A,B", help="count answers: by measure, subject, group, answer, kind, organisation, treaty, own"
    )
    parser.add_argument("--groups", default="", metavar="G", help="groups of your own: 'north:ru,by;south:kz,uz'")
    parser.add_argument("--layout", default="long", choices=LAYOUTS, help="of a csv: one row a cell (long), or the matrix (wide)")
    parser.add_argument("--picture", default="matrix", choices=("matrix", "map", "timeline"), help="what an svg or png shows")
    parser.add_argument("--style", default="apa", choices=("apa", "oscola", "bluebook", "gost"), help="style of citations")
    parser.add_argument("--accessed", default="", metavar="DAY", help="the day of access that citations state (default: none)")
    parser.add_argument(
        "--format",
        default="table",
        choices=("table", "wide", *FORMATS),
        help="table (default) for the terminal; wide is csv in that layout",
    )
    output_options(parser)
    parser.add_argument("--metadata", action="store_true", help="beside a csv, write its CSVW description: FILE-metadata.json")
    parser.set_defaults(run=_compare)


def _compare(options: argparse.Namespace) -> int:
    from api.parameters import CompareAsked

    if options.format == "wide":
        options.format, options.layout = "csv", "wide"
    if options.format == "html":
        options.layout = STANDALONE
    if options.metadata and not (options.output and options.format == "csv"):
        raise WrongValueError("--metadata", options.format, ["--format csv --output FILE"], "it describes a csv file")
    if options.format != "table":
        return write_asked(options, "/compare", CompareAsked, _describe if options.metadata else None)
    if options.receipt:
        raise AskError("the table for the terminal has no receipt: choose a format, such as --format csv")
    _print(options)
    return 0


def _describe(app: FastAPI, answer: Made, file: Path) -> None:
    from api.asking import made
    from api.formats.csvw import described_as

    description = made(app, answer.path.replace(".csv", ".csv-metadata.json", 1)).body
    file.with_name(f"{file.name}-metadata.json").write_bytes(described_as(description, file.name))


def _print(options: argparse.Namespace) -> None:
    from rich.console import Console

    from api.formats.groups import print_groups
    from api.groups import Counts
    from api.terminal import print_table

    query = Query(
        listed(options.subjects), listed(options.measures), options.as_of, options.known_by, options.rule, options.grade, options.lang
    )
    comparison = compare(Knowledge(opened(options)), query)
    with options.output.open("w", encoding="utf-8") if options.output else nullcontext(sys.stdout) as out:
        if options.group_by or options.groups:
            counts = Counts.of(comparison, options.group_by, options.groups)
            print_groups(comparison, counts.groups, Console(file=out, width=None if out.isatty() else 80, highlight=False))
        elif options.output:
            print_table(comparison, file=out)
        else:
            print_table(comparison)
