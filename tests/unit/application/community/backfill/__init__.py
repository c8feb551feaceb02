"""Catching up, by use cases over a store in memory."""
