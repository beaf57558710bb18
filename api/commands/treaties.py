"""What treaties require and permit, and how states stand to them."""

from __future__ import annotations

import argparse

from api.commands.asked import answered, parameters
from api.commands.common import Commands, command

__all__ = ["add"]

_OPTIONS = {
    "subjects": "A,B: states; without any, the treaties alone",
    "measures": "A,B: measures of the codebook (default: every question of law)",
    "treaties": "A,B: treaties, such as un/convention-1988 (default: those with findings)",
    "verdict": "A,B: only these verdicts on the states, such as required-and-not-done",
    "as_of": "DAY: the day that is asked for (default: today)",
    "known_by": "DAY: only sources published by that day",
    "rule": "RULE: best-evidence, source:KEY or source:KEY#part",
    "grade": "GRADE: only sources of one grade: primary, secondary or press",
    "lang": "LANG: language of labels: en or ru",
}


def add(commands: Commands) -> None:
    """Describe the command to the parser."""
    example = "druglaw treaties --subjects kz --as-of 2015-01-01"
    parser = command(commands, "treaties", "what treaties require and permit, and how states stand to them", example)
    parameters(parser, _OPTIONS)
    parser.set_defaults(run=_treaties)


def _treaties(options: argparse.Namespace) -> int:
    from api.terminal_treaties import treaties_table
    from api.treaties import TreatiesAsked, treaty_answer

    return answered(options, "/treaties", TreatiesAsked, treaty_answer, treaties_table)
