"""Draining the journal through the front door."""
