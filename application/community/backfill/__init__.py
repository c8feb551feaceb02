"""Catching up with what was written while nobody listened, from what Discord still has."""
