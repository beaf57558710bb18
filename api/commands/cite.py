"""How to cite something."""

from __future__ import annotations

import argparse

from api.commands.common import Commands, command, opened, output_options, write, write_asked

__all__ = ["add"]

_FORMATS = ("text", "html", "json", "csl", "bib", "ris", "csv", "md")


def add(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = command(
        commands,
        "cite",
        "citations of an act, article, version, source, cell of the comparison, or of the release",
        "druglaw cite 'kz/drug-law-1998/32(1)' --style oscola --as-of 2016-05-01",
    )
    parser.add_argument(
        "ids",
        nargs="*",
        metavar="ID",
        help="kz/drug-law-1998, 'kz/drug-law-1998/32(1)', version/kz/drug-law-1998/2015-01-01, the key of a source, "
        "kz:needle-exchange for a cell of the comparison, or release (default)",
    )
    parser.add_argument("--id", default="", metavar="A,B", help="the same, joined by commas")
    parser.add_argument("--style", default="", choices=("oscola", "bluebook", "gost", "apa"), help="citation style (default: all)")
    parser.add_argument("--accessed", default="", metavar="DAY", help="the day of access (default: today, or the day a source was read)")
    parser.add_argument("--as-of", default="", metavar="DAY", help="the day as at which law is cited (default: today)")
    parser.add_argument("--known-by", default="", metavar="DAY", help="of cells: only sources published by that day")
    parser.add_argument("--rule", default="best-evidence", help="of cells: best-evidence, source:KEY or source:KEY#part")
    parser.add_argument("--grade", default="", help="of cells: only sources of one grade: primary, secondary or press")
    parser.add_argument("--lang", default="en", choices=("en", "ru"), help="language of labels: en or ru")
    parser.add_argument(
        "--format",
        default="text",
        choices=_FORMATS,
        help="text (default) and html: the citations alone; csl, bib, ris: for reference managers",
    )
    output_options(parser)
    parser.set_defaults(run=_cite)


def _cite(options: argparse.Namespace) -> int:
    from api.citations import CiteAsked
    from api.cited import Wanted, cited
    from api.library import Library

    options.id = ",".join([*options.ids, *([options.id] if options.id else [])]) or "release"
    if options.format not in ("text", "html"):
        return write_asked(options, "/cite", CiteAsked)
    wanted = Wanted(
        options.id.split(","),
        options.style,
        options.accessed,
        options.as_of,
        options.lang,
        options.known_by,
        options.rule,
        options.grade,
    )
    write("".join(f"{line}\n" for line in cited(Library(opened(options)), wanted).lines(options.format)), options.output)
    return 0
