"""The web server."""

from __future__ import annotations

import argparse
import socket

from api.commands.common import Commands, command, opened
from graph.errors import AskError

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = command(commands, "serve", "the web server", "druglaw serve --port 8000")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.set_defaults(run=_serve)


def _serve(options: argparse.Namespace) -> int:
    import uvicorn

    from api.app import create_app

    try:
        socket.create_server((options.host, options.port), family=socket.AF_INET6 if ":" in options.host else socket.AF_INET).close()
    except (OSError, OverflowError) as error:
        raise AskError(f"cannot listen on {options.host} port {options.port}: {error}; choose another with --port") from error
    uvicorn.run(create_app(opened(options)), host=options.host, port=options.port, log_level="info")
    return 0
