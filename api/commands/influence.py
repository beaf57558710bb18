"""Who follows whom."""

from __future__ import annotations

import argparse

from api.commands.common import Commands, command, opened, output_options, write, write_asked
from graph.errors import AskError

__all__ = ["add"]

_FORMATS = ("table", "json", "csv", "md", "ttl", "svg", "png")


def add(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = command(
        commands,
        "influence",
        "who is said, or computed, to follow whom, and whether the dates allow it",
        "druglaw influence --follower kz --chronology impossible",
    )
    parser.add_argument("id", nargs="?", default="", metavar="CLAIM", help="one claim, with every pair of wordings")
    parser.add_argument("--subjects", default="", metavar="A,B", help="countries, organisations, acts or articles on either side")
    parser.add_argument("--follower", default="", metavar="A,B", help="the same, that follow")
    parser.add_argument("--origin", default="", metavar="A,B", help="the same, that are followed")
    parser.add_argument("--measure", default="", metavar="A,B", help="measures of the codebook")
    parser.add_argument("--degree", default="", metavar="A,B", help="verbatim, in-essence, similar, diverges")
    parser.add_argument("--basis", default="", metavar="A,B", help="stated (by a source) or computed (from texts; never proven)")
    parser.add_argument("--source", default="", metavar="A,B", help="keys of sources")
    parser.add_argument("--chronology", default="", metavar="A,B", help="possible, impossible, common-ancestor, undetermined")
    parser.add_argument("--reviewed", default="", choices=("yes", "no"), help="only claims that somebody reviewed, or nobody")
    parser.add_argument(
        "--compute",
        action="store_const",
        const="yes",
        default="",
        help="also claims computed now from the loaded texts (druglaw reuse keeps them)",
    )
    parser.add_argument("--lang", default="en", choices=("en", "ru"), help="language of labels")
    parser.add_argument("--limit", type=int, default=None, metavar="N", help="how many claims (default: 100)")
    parser.add_argument("--offset", type=int, default=None, metavar="N", help="how many claims to leave out first")
    parser.add_argument("--format", default="table", choices=_FORMATS, help="table (default); svg and png draw a network along time")
    output_options(parser)
    parser.set_defaults(run=_influence)


def _influence(options: argparse.Namespace) -> int:
    from api.commands.asked import asked_by
    from api.following import InfluenceAsked, one_claim, sifted
    from api.formats.influence import as_text, claim_as_text
    from api.library import Library
    from api.parameters import Asked

    path, model = (f"/influence/{options.id}", Asked) if options.id else ("/influence", InfluenceAsked)
    if options.format != "table":
        return write_asked(options, path, model)
    if options.receipt:
        raise AskError("the table for the terminal has no receipt: choose a format, such as --format csv")
    library, asked = Library(opened(options)), asked_by(options, model)
    if isinstance(asked, InfluenceAsked):
        items = sifted(library, asked)
        shown = items[asked.offset : asked.offset + asked.limit]
        write(as_text(shown, len(items), library.names(asked.lang)), options.output)
    else:
        write(claim_as_text(one_claim(library, options.id, asked.lang), library.names(asked.lang)), options.output)
    return 0
