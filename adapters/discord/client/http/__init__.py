"""Requests under Discord's limits: refused ones are counted, and failures tried again with an end."""
