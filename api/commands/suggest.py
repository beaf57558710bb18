"""Machine proposals for a person who codes a statute: which measures its articles may bear on."""

from __future__ import annotations

import argparse

from api.commands.common import Commands, command, opened, write, write_json

__all__ = ["add"]


def _score(text: str) -> float:
    try:
        score = float(text)
    except ValueError:
        score = -1.0
    if not 0 <= score <= 1:
        raise argparse.ArgumentTypeError(f"'{text}' is no score: give a number from 0 to 1, such as 0.5")
    return score


def add(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = command(
        commands,
        "suggest",
        "for each article of a loaded act, the measures it may bear on: machine proposals that nobody has checked",
        "druglaw suggest kz/criminal-code-2014 --min-score 0.5 --store my-store",
    )
    parser.add_argument(
        "id", help="an act whose text is loaded, such as by/family-code-1999, or one version, such as by/family-code-1999/2020-01-01"
    )
    parser.add_argument("--as-of", default="", metavar="DAY", help="the text in force on this day; without it the newest")
    parser.add_argument("--min-score", type=_score, metavar="X", help="leave out what scores lower, 0 to 1; 0.3 without it")
    parser.add_argument("--lang", default="", help="the language of the text, where the store does not know it")
    parser.add_argument("--format", default="text", choices=("text", "json", "csv"))
    parser.set_defaults(run=_suggest)


def _suggest(options: argparse.Namespace) -> int:
    from api.formats.rows import as_csv
    from api.library import Library
    from api.suggestions import LOWEST, suggestions
    from api.terminal_suggestions import print_suggestions

    library = Library(opened(options))
    lowest = LOWEST if options.min_score is None else options.min_score
    found = suggestions(library, options.id.lower(), as_of=options.as_of, lowest=lowest, text_language=options.lang)
    if options.format == "json":
        write_json(found)
    elif options.format == "csv":
        write(as_csv([{"act": found["act"], "version": found["version"]} | one for one in found["items"]]))
    else:
        print_suggestions(found)
    return 0
