"""Catching up with what was written while nobody listened."""
