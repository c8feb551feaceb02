"""Stores that live in the process: tests, simulation, and a demo without a database."""
