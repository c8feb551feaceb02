"""Frames of the gateway: what is kept of them, and what they tell."""
