"""What changed between two days."""

from __future__ import annotations

import argparse

from api.commands.common import Commands, command, opened, output_options, write, write_asked

__all__ = ["add"]

_EXAMPLE = "druglaw changes --from 2008-10-31 --to 2016-05-01 --subjects kz"


def add(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = command(commands, "changes", "cells that differ between two days, each with the act and article that changed it", _EXAMPLE)
    parser.add_argument("--from", dest="from_", required=True, metavar="DAY", help="the first day")
    parser.add_argument("--to", required=True, metavar="DAY", help="the last day")
    parser.add_argument("--subjects", metavar="A,B", help="states, acts or articles (default: all states, and model laws)")
    parser.add_argument("--measures", metavar="A,B", help="measures of the codebook (default: all)")
    parser.add_argument(
        "--cause",
        choices=("law", "practice", "knowledge", "undetermined"),
        help="only cells changed by this; knowledge: only our evidence changed",
    )
    parser.add_argument("--which", choices=("answers", "all"), help="all: also cells that show the same on other evidence or articles")
    parser.add_argument(
        "--known-from", metavar="DAY", help="for the first day, only sources published by this one (default: as --known-by)"
    )
    parser.add_argument("--known-by", metavar="DAY", help="only sources published by that day")
    parser.add_argument("--rule", help="best-evidence (default), source:KEY or source:KEY#part")
    parser.add_argument("--grade", help="only sources of one grade: primary, secondary or press")
    parser.add_argument("--lang", help="language of labels: en (default) or ru")
    parser.add_argument("--limit", type=int, metavar="N", help="how many cells (default and at most: 1000)")
    parser.add_argument("--offset", type=int, metavar="N", help="how many cells to leave out first")
    parser.add_argument("--format", default="table", choices=("table", "json", "csv", "md", "atom"))
    output_options(parser)
    parser.set_defaults(run=_changes)


def _changes(options: argparse.Namespace) -> int:
    from api.changes import ChangesAsked

    if options.format != "table":
        return write_asked(options, "/changes", ChangesAsked)
    from api.changes import differing_cells
    from api.commands.asked import asked_by
    from api.library import Library
    from api.terminal_changes import print_changes

    write(print_changes(differing_cells(Library(opened(options)), asked_by(options, ChangesAsked))), options.output)
    return 0
