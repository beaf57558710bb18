"""Text reuse between two texts in one language, article by article: what both say, whatever the order and the forms of the words."""

from __future__ import annotations

from graph.reuse.article import Article, Span, article_of
from graph.reuse.pairs import Pair, find_reuse

__all__ = ["Article", "Pair", "Span", "article_of", "find_reuse"]
