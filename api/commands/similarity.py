"""How alike countries answer."""

from __future__ import annotations

import argparse

from api.commands.common import Commands, command, opened, output_options, write, write_asked

__all__ = ["add"]

_FORMATS = ("table", "json", "csv", "md", "svg", "png")


def add(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = command(commands, "similarity", "how alike countries answer, pair by pair", "druglaw similarity --as-of 2024-01-31")
    parser.add_argument("--subjects", metavar="A,B", help="states, acts or articles (default: all states, and model laws)")
    parser.add_argument("--measures", metavar="A,B", help="measures of the codebook (default: all)")
    parser.add_argument("--as-of", metavar="DAY", help="the day the law is asked for (default: today)")
    parser.add_argument("--known-by", metavar="DAY", help="only sources published by that day")
    parser.add_argument("--rule", help="best-evidence (default), source:KEY or source:KEY#part")
    parser.add_argument("--grade", help="only sources of one grade: primary, secondary or press")
    parser.add_argument("--minimum", type=int, metavar="N", help="how many cells must be comparable before a share is given (default: 10)")
    parser.add_argument("--silent", choices=("apart", "count"), help="whether a silent law counts as an answer (default: apart)")
    parser.add_argument("--linkage", choices=("average", "complete", "single"), help="how the clustering joins groups (default: average)")
    parser.add_argument("--weights", metavar="W", help="your own weights: 'use-prohibition:2,needle-exchange:0.5' (default: all count 1)")
    parser.add_argument("--lang", help="language of labels: en (default) or ru")
    parser.add_argument("--format", default="table", choices=_FORMATS, help="table (default), json, csv, md; svg and png draw a heat map")
    output_options(parser)
    parser.set_defaults(run=_similarity)


def _similarity(options: argparse.Namespace) -> int:
    from api.similarity import Alike, SimilarityAsked

    if options.format != "table":
        return write_asked(options, "/similarity", SimilarityAsked)
    from api.commands.asked import asked_by
    from api.formats.similarity import as_lines
    from graph.knowledge import Knowledge

    made = Alike.of(Knowledge(opened(options)), asked_by(options, SimilarityAsked))
    write(as_lines(made.comparison, made.found), options.output)
    return 0
