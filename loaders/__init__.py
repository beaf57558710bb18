"""Other people's documents in, and the check that guards the data."""
