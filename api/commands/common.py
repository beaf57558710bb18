"""What the commands share: the parser of one command, and writing an answer."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, TypeAlias

import orjson

from graph.store import Store, open_store

__all__ = ["Commands", "command", "listed", "opened", "write", "write_bytes", "write_json"]

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
    write(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode() + "\n", output)


def listed(text: str) -> list[str]:
    """The entries of an option that takes several, joined by commas."""
    return [one.strip() for one in text.split(",") if one.strip()]
