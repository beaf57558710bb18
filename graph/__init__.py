"""The facts and the questions: store, tables, comparison. Knows nothing of HTTP or of file formats but its own."""
