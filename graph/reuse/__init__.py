"""Text reuse between two texts in one language, article by article: what both say, whatever the order and the forms of the words."""

from __future__ import annotations

from graph.reuse.article import Article, Span, article_of
from graph.reuse.likeness import LIKE, OUTDONE, SMALLER
from graph.reuse.pairs import DEGREES, ESSENCE, VERBATIM, Pair, find_reuse
from graph.reuse.verdicts import PARAMETERS as _VERDICTS

__all__ = ["DEGREES", "PARAMETERS", "Article", "Pair", "Span", "article_of", "find_reuse"]

PARAMETERS = f"like {LIKE}, smaller {SMALLER}, outdone {OUTDONE}; {_VERDICTS}; verbatim {VERBATIM}, essence {ESSENCE}"
"""The thresholds by which pairs are found, for the record; each is explained where it stands."""
