"""Suggestions of measures for the articles of loaded statutes."""
