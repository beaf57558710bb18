"""The release of code and data: its number and its day, written once."""

__all__ = ["RELEASE", "RELEASED"]

RELEASE = "2026.11.0"

RELEASED = "2026-11-25"
"""The day of the release. What is built says this day, whenever and wherever it is built."""
