"""Loads what only some KPIs are read from."""
