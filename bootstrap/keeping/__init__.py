"""Copies of the installation: made, brought back, moved to another database, and made again each day."""
