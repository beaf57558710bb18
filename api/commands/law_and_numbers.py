"""Law beside numbers, as a tidy table."""

from __future__ import annotations

import argparse

from api.commands.common import Commands, command, output_options, write_asked

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = command(
        commands, "law-and-numbers", "the numbers of the sources, with the law of their country and year beside them",
        "druglaw law-and-numbers --measures substitution-treatment-practice,needle-exchange --output numbers.csv",
    )  # fmt: skip
    parser.add_argument("--subjects", metavar="A,B", help="country codes (default: all)")
    parser.add_argument("--indicators", metavar="A,B", help="indicators (default: all)")
    parser.add_argument("--measures", metavar="A,B", help="measures of the codebook, a column each (default: all)")
    parser.add_argument("--from", dest="from_", type=int, metavar="YEAR", help="first year; numbers without a year are then left out")
    parser.add_argument("--to", type=int, metavar="YEAR", help="last year; numbers without a year are then left out")
    parser.add_argument("--on", choices=("end", "start"), help="the law of the last (end, default) or first day of the number's period")
    parser.add_argument("--places", choices=("apart", "count"), help="count: also numbers of places, with the law of their country")
    parser.add_argument("--revision", choices=("newest", "all"), help="of a number that an export revised (default: newest)")
    parser.add_argument("--known-by", metavar="DAY", help="of the law, only sources published by that day")
    parser.add_argument("--rule", help="best-evidence (default), source:KEY or source:KEY#part")
    parser.add_argument("--limit", type=int, metavar="N", help="how many rows (default: all, at most 100000)")
    parser.add_argument("--offset", type=int, metavar="N", help="how many rows to leave out first")
    parser.add_argument("--lang", help="language of labels: en (default) or ru")
    parser.add_argument("--format", default="csv", choices=("csv", "json", "md"), help="csv (default), json, md")
    output_options(parser)
    parser.set_defaults(run=_law_and_numbers)


def _law_and_numbers(options: argparse.Namespace) -> int:
    from api.beside import BesideAsked

    return write_asked(options, "/law-and-numbers", BesideAsked)
