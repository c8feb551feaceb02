"""Whole frames as Discord sends them, every documented field in its place."""
