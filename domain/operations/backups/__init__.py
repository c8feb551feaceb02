"""Backups: what one says of itself, when the next is due, and which are kept."""
