"""Readings of closed periods, kept as rows."""
