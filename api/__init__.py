"""The faces of the knowledge base: HTTP, pages, command line."""
