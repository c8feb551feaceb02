"""Numbered forward migrations, read as package data by adapters.postgres.link.migrate."""
