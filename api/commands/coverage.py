"""What is answered for each state, and what is not."""

from __future__ import annotations

import argparse
from datetime import date

from api.commands.common import Commands, command, listed, opened, write, write_json
from graph.knowledge import Knowledge
from graph.release import RELEASE

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = command(commands, "coverage", "what is answered for each state, and what is not and why", "druglaw coverage --subjects tm")
    parser.add_argument("--subjects", default="", metavar="A,B", help="states (default: all)")
    parser.add_argument("--measures", default="", metavar="A,B", help="measures of the codebook (default: all)")
    parser.add_argument("--as-of", default="", metavar="DAY", help="the day that counts as today (default: today)")
    parser.add_argument("--known-by", default="", metavar="DAY", help="only sources published by that day")
    parser.add_argument("--format", default="table", choices=("table", "json", "csv", "md"))
    parser.set_defaults(run=_coverage)


def _coverage(options: argparse.Namespace) -> int:
    from api.coverage import covered, totals
    from api.formats.rows import as_csv, as_markdown
    from api.terminal import print_coverage
    from graph.comparison import a_day
    from graph.coverage import coverage
    from graph.dates import iso

    knowledge = Knowledge(opened(options))
    today = date.fromisoformat(iso(a_day("as_of", options.as_of))) if options.as_of else None
    known_by = a_day("known_by", options.known_by) if options.known_by else None
    found = coverage(knowledge, listed(options.subjects), listed(options.measures), today=today, known_by=known_by)
    if options.format == "table":
        print_coverage(knowledge, found)
    elif options.format == "json":
        document = {"release": RELEASE, "by_state": totals(knowledge, found), "items": covered(found)}
        write_json(document)
    else:
        write((as_csv if options.format == "csv" else as_markdown)(covered(found)), None)
    return 0
