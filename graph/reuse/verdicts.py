"""When two articles have so much in common that it is reuse, and not the usage of their drafters."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["LEAST", "PARAMETERS", "enough", "stands_out"]

LEAST = 0.2
"""The least share of one of the two articles, by weight, that stands in the other."""
PLENTY = 19.0
"""So many bits that are news, times the share of the article that they are, are reuse whatever else is said: a whole article of some
common words is, and so is a part of one that has rare words in it; some common words in a part of one are not."""
MUCH = 40.0
"""So many bits of news are, in however small a part of an article, if times that part they are at least ``SOME``."""
SOME = 7.0
"""So many are, where the two articles are more like each other by ``APART`` than either is like any other article of its own text."""
APART, NEAR_WHOLE = 0.15, 0.9
"""Two articles as much alike as ``NEAR_WHOLE`` are apart from the others, whatever those are like."""
ALIKE, MEASURED, FEW, NARROWLY = 0.75, 25.0, 1.0, 0.1
"""In texts that are made of few phrases, none of which is news: articles as much alike as ``ALIKE``, which share as many bits, times the
share, as ``MEASURED``, and more than ``FEW`` that are news, and are apart from the others by ``NARROWLY``."""
_SURELY = 0.97
SENTENCE, LONG, SAME, ALONE, OWN = 25.0, 33.0, 0.8, 0.25, 5.0
"""One sentence in each that tells ``SENTENCE`` bits is reuse, though the rest of the articles be different and its phrases stand in many
others, where the two are as much alike as ``SAME``, and by ``ALONE`` more than either is like a sentence in another article of its text:
phrases are common property, their combination is not. Below ``LONG`` bits what is news, times the share, is at least ``OWN``: a
short formula may be alone in its text, but it is not news."""

PARAMETERS = (
    f"least {LEAST}; plenty {PLENTY}, much {MUCH}; some {SOME}, apart {APART}, near whole {NEAR_WHOLE}; "
    f"alike {ALIKE}, measured {MEASURED}, few {FEW}, narrowly {NARROWLY}; "
    f"sentence {SENTENCE}, long {LONG}, same {SAME}, alone {ALONE}, own {OWN}"
)
"""The thresholds, for the record of a computation."""


def stands_out(degree: NDArray[np.floating], more: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Which sentences are so much alike, and by so much more than either is like any other of its own text."""
    return np.asarray((degree >= SAME) & (more >= ALONE))


def enough(*, share: float, news: float, bits: float, likeness: float, more: float, alone: float) -> bool:
    """Whether two articles are a pair.

    ``share`` is the greater share that one has in common with the other, ``news`` and ``bits`` how much the shared words tell, with and
    without regard to formulas; ``likeness`` how much alike the two are, and ``more`` by how much they are more so than either is like any
    other article of its own text. ``alone`` is how much the most telling sentence that stands out tells.
    """
    if share < LEAST:
        return False
    if alone >= LONG or (alone >= SENTENCE and share * news >= OWN):
        return True
    if share * news >= PLENTY or (news >= MUCH and share * news >= SOME):
        return True
    if share * news >= SOME and (more >= APART or likeness >= NEAR_WHOLE):
        return True
    apart = more >= NARROWLY or likeness >= _SURELY
    return apart and likeness >= ALIKE and share * news >= FEW and share * bits >= MEASURED
