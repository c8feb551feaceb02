"""One event in full."""
