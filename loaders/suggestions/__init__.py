"""Which measures of the codebook the articles of a loaded act may bear on: proposals for a person, never findings.

Nothing here goes into a store or a comparison. ``rules.csv`` says which concepts must meet for a measure, in any language;
``lexicon.<language>.csv`` says by which words a language names the concepts; ``languages.csv`` how its words are compared.
"""

from __future__ import annotations

from loaders.suggestions.acts import suggest_act, suggested_languages
from loaders.suggestions.matching import Suggestion

__all__ = ["Suggestion", "suggest_act", "suggested_languages"]
