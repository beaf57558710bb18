"""Articles of an act that differ between two of its texts."""

from __future__ import annotations

import argparse

from api.commands.common import Commands, command, opened, write, write_json

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = command(
        commands,
        "diff",
        "articles of an act that differ between two of its loaded texts; typography is no difference",
        "druglaw diff by/water-code --from 2014-07-01 --to 2020-01-01 --store DIR",
    )
    parser.add_argument("id", help="an act, such as by/water-code")
    parser.add_argument(
        "--from",
        dest="old",
        default="",
        metavar="DAY",
        help="the older text: its day, or its name if undated; else the one before the newest",
    )
    parser.add_argument("--to", dest="new", default="", metavar="DAY", help="the newer text; usually the newest")
    parser.add_argument("--format", default="text", choices=("text", "json", "md"))
    parser.set_defaults(run=_diff)


def _diff(options: argparse.Namespace) -> int:
    from api.diffs import difference, versions_asked
    from api.formats.difference import as_markdown
    from api.library import Library
    from api.terminal_diff import print_difference

    library, act = Library(opened(options)), options.id.strip().lower()
    found = difference(library, act, *versions_asked(library, act, options.old, options.new))
    if options.format == "json":
        write_json(found)
    elif options.format == "md":
        write(as_markdown(found))
    else:
        print_difference(found)
    return 0
