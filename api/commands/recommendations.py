"""Who asked whom for what, and where each addressee stands."""

from __future__ import annotations

import argparse

from api.commands.asked import answered, parameters
from api.commands.common import Commands, command

__all__ = ["add"]

_OPTIONS = {
    "addressee": "A,B: whom it reaches on the day, as a state or through a group",
    "by": "A,B: who asks: ids, or parts of a name or office",
    "measure": "A,B: measures of the codebook",
    "standing": "A,B: where an addressee stands: met, partly, not-met, contrary, silent, disputed, no-data",
    "kind": "A,B: kinds of position, such as recommendation",
    "as_of": "DAY: the day for which it is asked where addressees stand (default: today)",
    "made": "WHEN: by-then (default) leaves out what was asked after the day, any keeps it",
    "known_by": "DAY: only sources published by that day",
    "rule": "RULE: best-evidence, source:KEY or source:KEY#part",
    "organisations": "A,B: who holds the position, as it is recorded",
    "addressees": "A,B: to whom it is addressed, as it is recorded",
    "source": "A,B: keys of sources",
    "limit": "N: how many, 1 to 1000 (default: 100)",
    "offset": "N: how many to leave out first",
    "lang": "LANG: language of labels: en or ru",
}


def add(commands: Commands) -> None:
    """Describe the command to the parser."""
    example = "druglaw recommendations --addressee kz --as-of 2016-05-01 --standing not-met,partly"
    parser = command(commands, "recommendations", "who asked whom for what, and where each addressee stands", example)
    parameters(parser, _OPTIONS)
    parser.set_defaults(run=_recommendations)


def _recommendations(options: argparse.Namespace) -> int:
    from api.recommendations import RecommendationsAsked, recommendation_answer
    from api.terminal_recommendations import recommendations_table

    return answered(options, "/recommendations", RecommendationsAsked, recommendation_answer, recommendations_table)
