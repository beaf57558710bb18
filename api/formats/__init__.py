"""A comparison or rows in one format each; no question is asked here."""
