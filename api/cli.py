"""The same answers in a terminal: ``druglaw COMMAND``. Exit status 0 fine, 1 the data is wrong, 2 the call is wrong."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from functools import cache

from api.commands import (
    agreement,
    changes,
    check,
    cite,
    compare,
    coverage,
    diff,
    export,
    get,
    influence,
    law_and_numbers,
    load,
    loads,
    query,
    recommendations,
    release,
    replay,
    reuse,
    serve,
    show,
    similarity,
    suggest,
    template,
    timeline,
    treaties,
    unload,
    verify,
)
from graph.complaints import printable
from graph.errors import AskError
from graph.release import RELEASE
from graph.store import StoreError

__all__ = ["main", "options_of"]

_COMMANDS = (
    compare,
    changes,
    timeline,
    similarity,
    law_and_numbers,
    coverage,
    influence,
    treaties,
    recommendations,
    show,
    cite,
    diff,
    check,
    template,
    load,
    loads,
    unload,
    verify,
    suggest,
    reuse,
    agreement,
    query,
    get,
    replay,
    release,
    export,
    serve,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give back the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print(f"druglaw {options.command}: stopped", file=sys.stderr)
        return 130
    except (AskError, StoreError, OSError) as error:
        said = "\n".join(map(printable, str(error).split("\n")))  # the words of a file or a path may stand in it
        print(f"druglaw {options.command}: {said}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="druglaw",
        description="What did the law of a state say about drugs on a day, which article says so, who tells us, and who disagrees?",
        epilog="example: druglaw compare --subjects ru,kz --as-of 2008-10-31",
    )
    parser.add_argument("--version", action="version", version=f"druglaw {RELEASE}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for one in _COMMANDS:
        one.add(commands)
    return parser


@cache
def options_of(name: str) -> Mapping[str, Sequence[str]]:
    """The options of a command, such as ``--as-of``, each with the values it is limited to; none where there is no such command."""
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()
    for one in _COMMANDS:
        one.add(commands)
    if name not in commands.choices:
        return {}
    return {option: tuple(action.choices or ()) for option, action in commands.choices[name]._option_string_actions.items()}


if __name__ == "__main__":
    sys.exit(main())
