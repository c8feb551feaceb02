"""Frames of the gateway: stripped of every text before they are kept, and read as activities later."""
