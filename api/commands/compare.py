"""The comparison table."""

from __future__ import annotations

import argparse
import sys
from contextlib import nullcontext
from pathlib import Path

from api.commands.common import Commands, command, listed, opened, write, write_bytes, write_json
from api.formats.editions import FORMATS, Edition, written
from graph.comparison import Comparison, Query, compare
from graph.errors import WrongValueError
from graph.knowledge import Knowledge

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
    parser.add_argument("--group-by", default="", metavar="A,B", help="count answers by measure, subject, group, answer, kind or own")
    parser.add_argument("--groups", default="", metavar="G", help="groups of your own: 'north:ru,by;south:kz,uz'")
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
    parser.add_argument("--output", type=Path, metavar="FILE", help="write to a file instead of the terminal")
    parser.set_defaults(run=_compare)


def _compare(options: argparse.Namespace) -> int:
    query = Query(
        listed(options.subjects), listed(options.measures), options.as_of, options.known_by, options.rule, options.grade, options.lang
    )
    comparison = compare(Knowledge(opened(options)), query)
    if options.group_by or options.groups:
        return _count(comparison, options)
    if options.format == "table":
        from api.terminal import print_table

        if options.output:
            with options.output.open("w", encoding="utf-8") as file:
                print_table(comparison, file=file)
        else:
            print_table(comparison)
        return 0
    wide = options.format == "wide"
    edition = Edition("wide" if wide else options.layout, options.picture, options.style, options.accessed)
    write_bytes(written(comparison, "csv" if wide else options.format, edition), options.output)
    return 0


def _count(comparison: Comparison, options: argparse.Namespace) -> int:
    from rich.console import Console

    from api.formats.groups import print_groups
    from api.formats.rows import as_csv, as_markdown
    from api.groups import Counts

    counts = Counts.of(comparison, options.group_by, options.groups)
    if options.format == "json":
        write_json(counts.data(), options.output)
    elif options.format in ("csv", "md"):
        write((as_csv if options.format == "csv" else as_markdown)(counts.rows()), options.output)
    elif options.format != "table":
        raise WrongValueError("format", options.format, ["table", "json", "csv", "md"], "counts have no such format")
    else:
        with options.output.open("w", encoding="utf-8") if options.output else nullcontext(sys.stdout) as out:
            print_groups(comparison, counts.groups, Console(file=out, width=None if out.isatty() else 80, highlight=False))
    return 0
