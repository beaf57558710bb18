"""An answer made again from its receipt."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from api.commands.common import Commands, command, opened, write_json
from graph.complaints import printable

if TYPE_CHECKING:
    from api.replay import Replay

__all__ = ["add"]

_SHOWN = 50
_WIDE = 250


def add(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = command(
        commands,
        "replay",
        "make an answer again from its receipt and say whether it is the same (exit status 0) or what differs (1)",
        "druglaw compare --format xlsx --output t.xlsx --receipt t.receipt.json && druglaw replay t.receipt.json",
    )
    parser.add_argument(
        "receipt", metavar="RECEIPT", help="a receipt file, an exported file that carries its receipt, or a path such as '/compare.csv?...'"
    )
    parser.add_argument("--format", default="text", choices=("text", "json"))
    parser.set_defaults(run=_replay)


def _replay(options: argparse.Namespace) -> int:
    from api.app import create_app
    from api.replay import claim, replay

    claimed = claim(options.receipt)
    found = replay(create_app(opened(options)), claimed)
    if options.format == "json":
        write_json(found.data())
    else:
        first, *others = map(printable, _said(found))  # what a receipt says comes from a stranger, and goes to a terminal
        print("\n".join([first, *(line if len(line) <= _WIDE else f"{line[:_WIDE]}…" for line in others)]))
    return 0 if found.same else 1


def _said(found: Replay) -> list[str]:
    if found.now is None:
        return [f"differs: {found.claim.path} can no longer be asked: {found.refused}"]
    said = [f"{'same' if found.same else 'differs'}: {found.now.path}", f"  {len(found.now.body):,} bytes of {found.now.media_type}"]
    if found.same:
        return said
    data = found.data()
    for name in ("release", "data_sha256"):
        then, now = data[name]["then"], data[name]["now"]
        said.append(f"  {name}: {then if then == now else f'{then} -> {now}'}")
    for one in found.differs[:_SHOWN]:
        said.append(f"  {one.entry or 'the answer'}{f', {one.field}' if one.field else ''}: {one.old} -> {one.new}")
    if len(found.differs) > _SHOWN:
        said.append(f"  and {len(found.differs) - _SHOWN} more differences: --format json lists all")
    if found.claim.answers and not found.differs:
        said.append("  every answer is the same; only the form differs")
    if found.claim.body is not None and not found.differs and not found.lines:
        said.append("  which answers differ cannot be read from the file: keep a receipt with it (--receipt)")
    said += [f"  {line}" for line in found.lines]
    said += [f"  made with {name} {then}, now {now or 'none'}" for name, (then, now) in found.made_with.items()]
    return said
