"""A command that asks what a path asks: its options are named as the parameters of the path, its output are the bytes of the server.

The web framework is loaded when such a command runs and not before, since the others should not wait for it.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from api.commands.common import opened, output_options, write, write_asked
from graph.errors import AskError

if TYPE_CHECKING:
    from api.answers import Answer
    from api.library import Library
    from api.parameters import Asked

__all__ = ["answered", "asked_by", "parameters"]

A = TypeVar("A", bound="Asked")


def parameters(parser: argparse.ArgumentParser, options: Mapping[str, str]) -> None:
    """Give a parser an option for each parameter of a path, with its help, and those that say where the answer goes."""
    for name, text in options.items():
        parser.add_argument(f"--{name.replace('_', '-')}", metavar=text.partition(":")[0], help=text.partition(": ")[2])
    parser.add_argument("--format", default="table", choices=("table", "json", "csv", "md"), help="table (default) for the terminal")
    output_options(parser)


def asked_by(options: argparse.Namespace, model: type[A]) -> A:
    """The parameters that a call gives. Raises AskError for a value that one of them cannot have."""
    from pydantic import ValidationError

    given: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if (value := getattr(options, name, None)) is not None:
            given[field.alias or name] = value
    try:
        return model.model_validate(given)
    except ValidationError as error:
        said = "; ".join(f"--{str(one['loc'][0]).replace('_', '-')}: {one['msg'].lower()}" for one in error.errors())
        raise AskError(said) from error


def answered(
    options: argparse.Namespace, path: str, model: type[A], ask: Callable[[Library, A], Answer], table: Callable[[Answer], str]
) -> int:
    """Write what a path answers in the format of the call: the bytes of the server, or for the terminal what ``table`` makes of it."""
    if options.format != "table":
        return write_asked(options, path, model)
    from api.library import Library

    write(table(ask(Library(opened(options)), asked_by(options, model))), options.output)
    return 0
