"""One thing as a person would read it."""

from __future__ import annotations

import argparse

from api.commands.common import Commands, command, opened, write_json

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = command(
        commands,
        "show",
        "one jurisdiction, act, provision, measure or source; 'measures' lists the codebook, 'languages' those in which acts are read",
        "druglaw show kz/drug-law-1998",
    )
    parser.add_argument(
        "id",
        help="such as kz, kz/drug-law-1998, kz/drug-law-1998/32(1), needle-exchange, a source key, event/ID, observation/ID, indicator/ID, "
        "measures, languages; of an act whose text is loaded also any article (by/water-code/27-1) or a version (by/water-code/2014-07-01)",
    )
    parser.add_argument("--as-of", default="", metavar="DAY", help="the text of an act as in force on a day; else the newest one loaded")
    parser.add_argument("--format", default="text", choices=("text", "json"))
    parser.set_defaults(run=_show)


def _show(options: argparse.Namespace) -> int:
    from api.library import Library
    from api.quotations import quotations, with_quotations
    from api.show import describe
    from api.terminal_show import print_description
    from graph.comparison import a_day

    library = Library(opened(options))
    day = a_day("--as-of", options.as_of) if options.as_of else None
    description = with_quotations(describe(library, options.id, day), quotations(library))
    if options.format == "json":
        write_json(description)
    else:
        print_description(description)
    return 0
