"""Bring documents into a kept store."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from api.commands.common import Commands, command, write_json
from graph.errors import AskError
from loaders.kinds import KINDS, LIST

__all__ = ["add"]

_TEXT_OPTIONS = {
    "owner": "whose the act is: a country code or an organisation, such as by or csto",
    "slug": "the short name of the act, such as water-code",
    "title": "the title of the act",
    "number": "the number of the act",
    "adopted": "the day the act was adopted",
    "in-force": "the day from which this text is in force",
    "lang": "the language of the text, such as ru",
    "source": "the key of the source that the document is a copy of",
    "revision": "the day on which an export of statistics was last updated, where the file does not say it",
}
_MORE = (
    "a bulletin: druglaw load release.txt --store my-store (another body's: --as bulletin --mapping layout.yaml); "
    "statistics of the World Bank, WHO, UNAIDS, UNODC or in SDMX-CSV: druglaw load export.csv --revision 2024-07-22 --store my-store "
    "(a table of your own: --as statistics --mapping columns.yaml); "
    "RDF (Turtle, TriG, N-Quads, N-Triples, JSON-LD, RDF/XML): druglaw load notes.ttl --store my-store"
)


def add(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = command(
        commands,
        "load",
        "bring documents, tables or RDF into a kept store, all or nothing",
        "druglaw load code.docx --owner by --slug water-code --in-force 2015-05-21 --store my-store",
    )
    parser.epilog = f"{parser.epilog}; {_MORE}"
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="a document, or a CSV that lists documents (columns file, as, owner ...)"
    )
    kinds = f"what the files are, where their contents do not show it: {', '.join(sorted([*KINDS, LIST]))}"
    parser.add_argument("--as", dest="kind", default="", metavar="KIND", help=kinds)
    for name, what in _TEXT_OPTIONS.items():
        parser.add_argument(f"--{name}", default="", help=what)
    parser.add_argument("--mapping", type=Path, help="a YAML file: the columns of a table of numbers, or the layout of a bulletin")
    parser.add_argument("--by", default="", metavar="NAME", help="who loads; without it the name of the account")
    parser.add_argument("--dry-run", action="store_true", help="read, write and validate, but let nothing stand")
    parser.add_argument("--annotate", type=Path, metavar="COPY", help="a coding sheet's faults, as remarks in a copy of it (.xlsx)")
    parser.add_argument("--format", default="text", choices=("text", "json"))
    parser.set_defaults(run=_load)


def _load(options: argparse.Namespace) -> int:
    from api.loads import as_json, print_report
    from api.progress import bar
    from loaders.load import load
    from loaders.reading import Options

    if options.store is None:
        raise AskError("a kept store is needed, the built-in data cannot be changed: say where with --store DIR (an empty folder will do)")
    if options.kind and options.kind not in (*KINDS, LIST):
        raise AskError(f"--as: there is no kind '{options.kind}'; the kinds are {', '.join((*KINDS, LIST))}")
    if len(options.files) > 1 and options.slug:
        raise AskError("--slug names one act: give one file, or a CSV list that names each act")
    if options.annotate and (len(options.files) > 1 or options.annotate.exists() or options.annotate.suffix.lower() != ".xlsx"):
        raise AskError("--annotate writes one new workbook for one sheet: give one FILE, and a new name that ends in .xlsx")
    said = {name.replace("-", "_"): getattr(options, name.replace("-", "_")) for name in _TEXT_OPTIONS}
    with bar() as progress:
        report = load(
            options.files,
            Options(**said, mapping=options.mapping),
            options.store,
            kind=options.kind,
            by=options.by,
            dry_run=options.dry_run,
            progress=progress,
        )
    if options.format == "json":
        write_json(as_json(report))
    else:
        print_report(report)
    if options.annotate and report.complaints:
        from loaders.sheet.annotate import annotate

        annotate(options.files[0], report.complaints, options.annotate)
        print(f"the faults stand as remarks in {options.annotate}", file=sys.stderr)
    return 1 if report.complaints else 0
