"""Text reuse between the loaded texts of acts, and the claims of influence that are computed from it."""

from __future__ import annotations

from loaders.reuse.claims import ComputedClaim, computed_claims

__all__ = ["ComputedClaim", "computed_claims"]
