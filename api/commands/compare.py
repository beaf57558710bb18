"""The comparison table."""

from __future__ import annotations

import argparse

from api.commands.common import Commands, command, listed, opened, output_options, write_answer
from api.formats.editions import FORMATS
from api.receipts import Receipt
from graph.comparison import Query, compare
from graph.errors import AskError
from graph.knowledge import Knowledge

__all__ = ["add"]

_ASKED = ("subjects", "measures", "as_of", "known_by", "rule", "grade", "lang", "layout", "picture", "style", "accessed")


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
    parser.add_argument("--layout", default="long", choices=("long", "wide"), help="of a csv: one row a cell, or the matrix")
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
    parser.set_defaults(run=_compare)


def _compare(options: argparse.Namespace) -> int:
    if options.format != "table":
        wide = {"layout": "wide"} if options.format == "wide" else {}
        asked = {name: getattr(options, name) for name in _ASKED} | wide
        path = Receipt("/compare", {name: value for name, value in asked.items() if value})
        return write_answer(options, path.url("csv" if wide else options.format))
    if options.receipt:
        raise AskError("the table for the terminal has no receipt: choose a format, such as --format csv")
    _print(options)
    return 0


def _print(options: argparse.Namespace) -> None:
    from api.terminal import print_table

    query = Query(
        listed(options.subjects), listed(options.measures), options.as_of, options.known_by, options.rule, options.grade, options.lang
    )
    comparison = compare(Knowledge(opened(options)), query)
    if options.output:
        with options.output.open("w", encoding="utf-8") as file:
            print_table(comparison, file=file)
    else:
        print_table(comparison)
