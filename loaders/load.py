"""Bring documents into a kept store, all or nothing: read, write into the next revision, validate, then move the pointer."""
