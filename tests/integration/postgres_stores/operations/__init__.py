"""Stores in PostgreSQL keep the contracts: on the embedded server, and on one behind a pooler."""
