"""The client that listens to the gateway, and comes back whatever ends it."""
