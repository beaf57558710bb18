"""What the commands share: the parser of one command, and writing an answer."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from api.formats.rows import json_document
from api.receipts import Receipt
from graph.errors import AskError
from graph.store import Store, open_store

__all__ = ["Commands", "command", "listed", "opened", "output_options", "write", "write_answer", "write_asked", "write_bytes", "write_json"]

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI

    from api.asking import Made
    from api.parameters import Asked

    Beside: TypeAlias = Callable[[FastAPI, Made, Path], None]

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


class _Once(argparse.Action):
    """An option whose values would be lost if it stood twice."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, option_string: str | None = None
    ) -> None:
        if getattr(namespace, self.dest) != self.default:
            parser.error(f"{option_string} stands twice: give it once, and join several values with commas")
        setattr(namespace, self.dest, values)


def command(commands: Commands, name: str, text: str, example: str, *, store: bool = True) -> argparse.ArgumentParser:
    """The parser of a new command, with what all of them have: help, an example and, unless told otherwise, ``--store``."""
    parser = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".", epilog=f"example: {example}")
    parser.register("action", None, _Once)
    if store:
        parser.add_argument("--store", type=Path, metavar="DIR", help="a kept store; without it the built-in data in memory")
    return parser


def output_options(parser: argparse.ArgumentParser) -> None:
    """Give a command ``--output`` and ``--receipt``, for an answer that ``write_answer`` writes."""
    parser.add_argument("--output", type=Path, metavar="FILE", help="write to a file instead of the terminal")
    parser.add_argument(
        "--receipt",
        type=Path,
        metavar="FILE",
        help="write beside it what 'druglaw replay' needs to make the same again and to say what differs",
    )


def write_answer(options: argparse.Namespace, path: str, beside: Beside | None = None) -> int:
    """Write what the web face answers to a path (``/compare.csv?as_of=2008-10-31``), and its receipt where one is wanted.

    ``beside`` writes what else the call wants beside the file, given the application, the answer and the file.
    """
    from api.app import create_app
    from api.asking import made
    from api.receipt_files import receipt_of

    if options.receipt and options.receipt == options.output:
        raise AskError(f"--receipt and --output both name {options.output}: give the receipt a name of its own")
    app = create_app(opened(options))
    answer = made(app, path)
    write_bytes(answer.body, options.output)
    if options.receipt:
        options.receipt.write_bytes(json_document(receipt_of(app, answer)))
    if beside:
        beside(app, answer, options.output)
    return 0


def write_asked(options: argparse.Namespace, path: str, model: type[Asked], beside: Beside | None = None) -> int:
    """Write the answer of a path to the options of a call, in its ``--format``: options are named as the parameters are."""
    names = {name: field.alias or name for name, field in model.model_fields.items()}
    given = {called: str(value) for name, called in names.items() if (value := getattr(options, name, None)) not in (None, "")}
    return write_answer(options, Receipt(path, given).url(options.format), beside)


def opened(options: argparse.Namespace) -> Store:
    """The store that the call names, or the built-in data."""
    store = open_store(options.store)
    if store.notice:
        print(f"druglaw {options.command}: {store.notice}", file=sys.stderr)
    return store


def write(text: str, output: Path | None = None) -> None:
    """Write an answer to a file, or to the terminal."""
    if output:
        output.write_text(text, encoding="utf-8", newline="")
    else:
        sys.stdout.write(text)


def write_bytes(contents: bytes, output: Path | None = None) -> None:
    """Write a file as it is, or to standard output."""
    if output:
        output.write_bytes(contents)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(contents)
        sys.stdout.buffer.flush()


def write_json(document: object, output: Path | None = None) -> None:
    """Write an answer as indented JSON."""
    write_bytes(json_document(document), output)


def listed(text: str) -> list[str]:
    """The entries of an option that takes several, joined by commas."""
    return [one.strip() for one in text.split(",") if one.strip()]
