"""Whose accounts are whose: one at a time, from a file, or as another system proves it."""
