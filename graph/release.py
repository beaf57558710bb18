"""The release of code and data: one number, written once."""

__all__ = ["RELEASE"]

RELEASE = "2026.11.0"
