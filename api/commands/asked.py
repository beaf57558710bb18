"""A command that asks what a path asks: its options are the parameters of the path, its output the same bytes.

The web framework is loaded when such a command runs and not before, since the others should not wait for it.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import orjson

from api.commands.common import opened, write_bytes
from graph.errors import AskError

if TYPE_CHECKING:
    from api.answers import Answer
    from api.library import Library
    from api.parameters import Asked

__all__ = ["answered", "asked_of", "parameters"]

A = TypeVar("A", bound="Asked")


def parameters(parser: argparse.ArgumentParser, options: Mapping[str, str]) -> None:
    """Give a parser an option for each parameter of a path, with its help, and those that say where the answer goes."""
    for name, text in options.items():
        parser.add_argument(f"--{name.replace('_', '-')}", metavar=text.partition(":")[0], help=text.partition(": ")[2])
    parser.add_argument("--format", default="table", choices=("table", "json", "csv", "md"), help="table (default) for the terminal")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write to a file instead of the terminal")


def asked_of(options: argparse.Namespace, model: type[A]) -> A:
    """The parameters as the call gives them. Raises AskError for a value that one of them cannot have."""
    from pydantic import ValidationError

    given = {name: getattr(options, name) for name in model.model_fields}
    try:
        return model(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        said = "; ".join(f"--{str(one['loc'][0]).replace('_', '-')}: {one['msg'].lower()}" for one in error.errors())
        raise AskError(said) from error


def answered(options: argparse.Namespace, ask: Callable[[Library], Answer], table: Callable[[Answer], str]) -> int:
    """Write what a path answers in the format of the call: the bytes of the server, or for the terminal what ``table`` makes of it."""
    from api.formats.rows import as_csv, as_markdown
    from api.library import Library
    from api.quotations import quotations, with_quotations

    library = Library(opened(options))
    found = ask(library)
    if options.format == "json":
        contents = orjson.dumps(with_quotations(found.data, quotations(library)))
    elif options.format == "table":
        contents = table(found).encode()
    else:
        contents = (as_csv if options.format == "csv" else as_markdown)(found.rows).encode()
    write_bytes(contents, options.output)
    return 0
