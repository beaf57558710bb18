"""A coding sheet: tables of ours that a person filled, in an Excel workbook, an OpenDocument spreadsheet or a CSV file."""

from loaders.sheet.read import read, recognises

__all__ = ["read", "recognises"]
