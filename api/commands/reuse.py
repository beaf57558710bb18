"""What the loaded texts of acts have in common, article by article, and the claims of influence computed from it."""

from __future__ import annotations

import argparse

from api.commands.common import Commands, command, opened, output_options, write_asked, write_bytes
from graph.errors import AskError

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = command(
        commands,
        "reuse",
        "articles of loaded texts that say the same, with the shared words: computed, never proven",
        "druglaw reuse kz/drug-law-1998 cis/model-law-1996 --store DIR",
    )
    parser.epilog = f"{parser.epilog}; druglaw reuse --all --save --store DIR"
    parser.add_argument("texts", nargs="*", metavar="TEXT", help="two texts: acts, or versions of them such as by/water-code/2014-07-01")
    parser.add_argument("--all", action="store_true", help="all loaded texts in one language, two by two; or name more than two")
    parser.add_argument("--save", action="store_true", help="keep the pairs in the store as computed claims of influence, in one load")
    parser.add_argument("--by", default="", metavar="NAME", help="with --save: who loads; without it the name of the account")
    parser.add_argument("--degree", default="", help="of two texts: only pairs so close, verbatim, in-essence or similar")
    parser.add_argument("--lang", default="en", choices=("en", "ru"), help="language of labels")
    parser.add_argument("--limit", type=int, metavar="N", help="of two texts, in a format: how many pairs (default: 20)")
    parser.add_argument("--offset", type=int, metavar="N", help="how many pairs to leave out first")
    parser.add_argument("--format", default="table", choices=("table", "json", "csv", "md", "ttl"), help="ttl: as claims, of any texts")
    output_options(parser)
    parser.set_defaults(run=_reuse)


def _reuse(options: argparse.Namespace) -> int:
    if options.all == bool(options.texts):
        raise AskError("name two texts, or more, or say --all for all that are loaded")
    if options.all or len(options.texts) != 2 or options.save or options.format == "ttl":
        return _claims(options)
    from api.library import Library
    from api.reuse import ReuseAsked, compared
    from api.terminal_reuse import print_pairs

    options.a, options.b = options.texts
    if options.format != "table":
        return write_asked(options, "/influence/texts", ReuseAsked)
    print_pairs(compared(Library(opened(options)), options.a, options.b, lang=options.lang, degree=options.degree))
    return 0


def _claims(options: argparse.Namespace) -> int:
    """The claims between several texts: printed, written as Turtle, or kept."""
    from api.loads import print_report
    from api.progress import bar
    from api.terminal_reuse import print_claims
    from loaders.reuse import chosen_versions, computed_claims
    from loaders.reuse.record import as_turtle, save

    if options.format not in ("table", "ttl"):
        raise AskError(
            "claims between many texts as a table: druglaw influence --compute --basis computed --format csv; as RDF: --format ttl"
        )
    if options.save and options.store is None:
        raise AskError("a kept store is needed, the built-in data cannot be changed: say where with --store DIR")
    store = opened(options)
    versions = chosen_versions(store, None if options.all else options.texts)
    if len(versions) < 2:
        raise AskError("two texts are needed; to load one: druglaw load FILE --as statute --owner OWNER --slug SLUG --store DIR")
    with bar() as progress:
        claims = computed_claims(store, versions, progress)
    if options.save and claims:
        del store
        with bar() as progress:
            report = save(claims, versions, options.store, by=options.by, progress=progress)
        print_report(report)
        return 1 if report.complaints else 0
    if options.format == "ttl":
        write_bytes(as_turtle(claims, versions), options.output)
    else:
        print_claims(claims, versions)
    return 0
