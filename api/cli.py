"""The same answers in a terminal: ``druglaw COMMAND``. Exit status 0 fine, 1 the data is wrong, 2 the call is wrong."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson

from graph.comparison import Query, compare
from graph.errors import AskError
from graph.knowledge import Knowledge
from graph.release import RELEASE
from graph.store import Store, StoreError, open_store

__all__ = ["main"]

_FORMATS = ("table", "json", "csv", "wide", "md")


class _Once(argparse.Action):
    """An option whose values would be lost if it stood twice."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, option_string: str | None = None
    ) -> None:
        if getattr(namespace, self.dest) != self.default:
            parser.error(f"{option_string} stands twice: give it once, and join several values with commas")
        setattr(namespace, self.dest, values)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give back the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (AskError, StoreError, OSError) as error:
        print(f"druglaw {options.command}: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="druglaw",
        description="What did the law of a state say about drugs on a day, which article says so, who tells us, and who disagrees?",
        epilog="example: druglaw compare --subjects ru,kz --as-of 2008-10-31",
    )
    parser.add_argument("--version", action="version", version=f"druglaw {RELEASE}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_compare(commands)
    _add_coverage(commands)
    _add_show(commands)
    _add_check(commands)
    _add_query(commands)
    _add_export(commands)
    _add_serve(commands)
    return parser


def _command(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, text: str, example: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".", epilog=f"example: {example}")
    parser.register("action", None, _Once)
    parser.add_argument("--store", type=Path, metavar="DIR", help="a kept store; without it the built-in data in memory")
    return parser


def _add_compare(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "compare", "the comparison table", "druglaw compare --subjects ru,kz,cis/model-law-2006 --as-of 2008-10-31")
    parser.add_argument("--subjects", default="", metavar="A,B", help="states, acts or articles (default: all states, and model laws)")
    parser.add_argument("--measures", default="", metavar="A,B", help="measures of the codebook (default: all)")
    parser.add_argument("--as-of", default="", metavar="DAY", help="the day the law is asked for (default: today)")
    parser.add_argument("--known-by", default="", metavar="DAY", help="only sources published by that day")
    parser.add_argument("--rule", default="best-evidence", help="best-evidence, source:KEY or source:KEY#part")
    parser.add_argument("--grade", default="", help="only sources of one grade: primary, secondary or press")
    parser.add_argument("--lang", default="en", help="language of labels: en or ru")
    parser.add_argument(
        "--format", default="table", choices=_FORMATS, help="table (default), json, csv (one row a cell), wide (csv matrix), md"
    )
    parser.add_argument("--output", type=Path, metavar="FILE", help="write to a file instead of the terminal")
    parser.set_defaults(run=_compare)


def _add_coverage(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "coverage", "what is answered for each state, and what is not and why", "druglaw coverage --subjects tm")
    parser.add_argument("--subjects", default="", metavar="A,B", help="states (default: all)")
    parser.add_argument("--measures", default="", metavar="A,B", help="measures of the codebook (default: all)")
    parser.add_argument("--format", default="table", choices=("table", "json", "csv", "md"))
    parser.set_defaults(run=_coverage)


def _add_show(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(
        commands,
        "show",
        "one jurisdiction, act, provision, measure or source; 'measures' lists the codebook",
        "druglaw show kz/drug-law-1998",
    )
    parser.add_argument("id", help="such as kz, kz/drug-law-1998, kz/drug-law-1998/32(1), needle-exchange, a source key, or measures")
    parser.add_argument("--format", default="text", choices=("text", "json"))
    parser.set_defaults(run=_show)


def _add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "check",
        help="validate the built-in data, a data folder or a file",
        description="Validate the built-in data; a folder as a whole data set; a file in the place of the built-in file of its name.",
        epilog="example: druglaw check my-data tables/findings.csv",
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    parser.set_defaults(run=_check)


def _add_query(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "query", "a SPARQL query from a file", "druglaw query question.rq --format csv")
    parser.add_argument("file", type=Path, metavar="FILE.rq")
    parser.add_argument("--format", default="table", choices=("table", "csv", "json"))
    parser.set_defaults(run=_query)


def _add_export(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "export", "the whole graph, or the tables", "druglaw export --format trig --output druglaw.trig")
    parser.add_argument("--format", default="trig", choices=("trig", "nquads", "jsonld", "csvw"))
    parser.add_argument("--output", type=Path, required=True, metavar="PATH", help="a file; for csvw a new folder")
    parser.set_defaults(run=_export)


def _add_serve(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "serve", "the web server", "druglaw serve --port 8000")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.set_defaults(run=_serve)


def _open(options: argparse.Namespace) -> Store:
    return open_store(options.store)


def _write(text: str, output: Path | None) -> None:
    if output:
        output.write_text(text, encoding="utf-8", newline="")
    else:
        sys.stdout.write(text)


def _list(text: str) -> list[str]:
    return [one.strip() for one in text.split(",") if one.strip()]


def _compare(options: argparse.Namespace) -> int:
    from api.formats.comparison import as_csv, as_json, as_markdown
    from api.terminal import print_table

    query = Query(
        _list(options.subjects), _list(options.measures), options.as_of, options.known_by, options.rule, options.grade, options.lang
    )
    comparison = compare(Knowledge(_open(options)), query)
    if options.format == "table":
        if options.output:
            with options.output.open("w", encoding="utf-8") as file:
                print_table(comparison, file=file)
        else:
            print_table(comparison)
    elif options.format == "json":
        _write(orjson.dumps(as_json(comparison), option=orjson.OPT_INDENT_2).decode() + "\n", options.output)
    elif options.format == "md":
        _write(as_markdown(comparison), options.output)
    else:
        _write(as_csv(comparison, "wide" if options.format == "wide" else "long"), options.output)
    return 0


def _coverage(options: argparse.Namespace) -> int:
    from api.coverage import covered, totals
    from api.formats.rows import as_csv, as_markdown
    from api.terminal import print_coverage
    from graph.coverage import coverage

    knowledge = Knowledge(_open(options))
    found = coverage(knowledge, _list(options.subjects), _list(options.measures))
    if options.format == "table":
        print_coverage(knowledge, found)
    elif options.format == "json":
        document = {"release": RELEASE, "by_state": totals(knowledge, found), "items": covered(found)}
        _write(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode() + "\n", None)
    else:
        _write((as_csv if options.format == "csv" else as_markdown)(covered(found)), None)
    return 0


def _show(options: argparse.Namespace) -> int:
    from api.library import Library
    from api.show import describe, print_description

    description = describe(Library(_open(options)), options.id)
    if options.format == "json":
        _write(orjson.dumps(description, option=orjson.OPT_INDENT_2).decode() + "\n", None)
    else:
        print_description(description)
    return 0


def _check(options: argparse.Namespace) -> int:
    from loaders.check import check, check_file

    complaints = []
    for path in options.paths or [None]:
        complaints += check() if path is None else check(path) if path.is_dir() else check_file(path)
    for complaint in complaints:
        print(complaint)
    if not complaints:
        print("No faults found.", file=sys.stderr)
    return 1 if complaints else 0


def _query(options: argparse.Namespace) -> int:
    from api.sparql_file import answer

    _write(answer(_open(options), options.file, options.format), None)
    return 0


def _export(options: argparse.Namespace) -> int:
    from api.export import export

    export(_open(options), options.format, options.output)
    return 0


def _serve(options: argparse.Namespace) -> int:
    import uvicorn

    from api.app import create_app

    try:
        socket.create_server((options.host, options.port), family=socket.AF_INET6 if ":" in options.host else socket.AF_INET).close()
    except (OSError, OverflowError) as error:
        raise AskError(f"cannot listen on {options.host} port {options.port}: {error}; choose another with --port") from error
    uvicorn.run(create_app(_open(options)), host=options.host, port=options.port, log_level="info")
    return 0


if __name__ == "__main__":
    sys.exit(main())
