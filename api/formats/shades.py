"""The shades of the kinds of cell, the same in every format that has colours."""

from __future__ import annotations

__all__ = ["DISPUTED", "SHADES"]

# Tints of the palette of Okabe and Ito (Color Universal Design, 2008): told apart by the colour-blind and in grey.
# Nothing rests on them: the words of a cell say the same.
SHADES = {"silent": "D6EAF8", "unclear": "FBF3C0", "not-applicable": "E5E5E5", "not-researched": "FFFFFF", "disputed": "FAD7B5"}
DISPUTED = "8A3B00"
"""The colour of the dashed line around a disputed cell."""
