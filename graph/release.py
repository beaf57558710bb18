"""The release of code and data: one number and its day, written once."""

__all__ = ["RELEASE", "RELEASED"]

RELEASE = "2026.11.0"
RELEASED = "2026-11-25"
