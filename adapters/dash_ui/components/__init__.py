"""Pieces of pages: pure functions from what was read to what is shown."""
