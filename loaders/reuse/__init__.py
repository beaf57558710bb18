"""Text reuse between the loaded texts of acts, and the claims of influence that are computed from it."""

from __future__ import annotations

from loaders.reuse.claims import ComputedClaim, Side, computed_claims, pairs_between
from loaders.reuse.texts import Text, chosen_versions, read_text

__all__ = ["ComputedClaim", "Side", "Text", "chosen_versions", "computed_claims", "pairs_between", "read_text"]
