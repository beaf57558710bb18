"""One cell over time."""

from __future__ import annotations

import argparse

from api.commands.common import Commands, command, opened, output_options, write, write_asked

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = command(
        commands,
        "timeline",
        "one cell over time: each period with its answer and what changed it",
        "druglaw timeline kz substitution-treatment-practice",
    )
    parser.add_argument("subject", help="a state, act or article, such as kz or cis/model-law-2006")
    parser.add_argument("measure", help="a measure of the codebook: 'druglaw show measures' lists them")
    parser.add_argument("--as-of", metavar="DAY", help="the day that is marked as now (default: today)")
    parser.add_argument("--known-by", metavar="DAY", help="only sources published by that day")
    parser.add_argument("--rule", help="best-evidence (default), source:KEY or source:KEY#part")
    parser.add_argument("--grade", help="only sources of one grade: primary, secondary or press")
    parser.add_argument("--lang", help="language of labels: en (default) or ru")
    parser.add_argument("--format", default="table", choices=("table", "json", "csv", "md"))
    output_options(parser)
    parser.set_defaults(run=_timeline)


def _timeline(options: argparse.Namespace) -> int:
    from api.timeline import TimelineAsked, answered

    if options.format != "table":
        return write_asked(options, f"/timeline/{options.subject}/{options.measure}", TimelineAsked)
    from api.commands.asked import asked_by
    from api.library import Library
    from api.terminal_changes import print_timeline

    found = answered(Library(opened(options)), options.subject, options.measure, asked_by(options, TimelineAsked))
    write(print_timeline(found.data), options.output)
    return 0
