"""Catching up with what was written while nobody listened: what is covered, and what to read next."""
