"""What is answered for each state, and what is not."""

from __future__ import annotations

import argparse
from datetime import date

from api.commands.common import Commands, command, listed, opened, output_options, write_asked
from graph.errors import AskError
from graph.knowledge import Knowledge

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = command(commands, "coverage", "what is answered for each state, and what is not and why", "druglaw coverage --subjects tm")
    parser.add_argument("--subjects", default="", metavar="A,B", help="states (default: all)")
    parser.add_argument("--measures", default="", metavar="A,B", help="measures of the codebook (default: all)")
    parser.add_argument("--as-of", default="", metavar="DAY", help="the day that counts as today (default: today)")
    parser.add_argument("--known-by", default="", metavar="DAY", help="only sources published by that day")
    parser.add_argument("--format", default="table", choices=("table", "json", "csv", "md"))
    output_options(parser)
    parser.set_defaults(run=_coverage)


def _coverage(options: argparse.Namespace) -> int:
    from api.coverage import CoverageAsked
    from api.terminal import print_coverage
    from graph.comparison import a_day
    from graph.coverage import coverage
    from graph.dates import iso

    if options.format != "table":
        return write_asked(options, "/coverage", CoverageAsked)
    if options.output or options.receipt:
        raise AskError("the table for the terminal is no file: choose a format, such as --format csv")
    knowledge = Knowledge(opened(options))
    today = date.fromisoformat(iso(a_day("as_of", options.as_of))) if options.as_of else None
    known_by = a_day("known_by", options.known_by) if options.known_by else None
    print_coverage(knowledge, coverage(knowledge, listed(options.subjects), listed(options.measures), today=today, known_by=known_by))
    return 0
