"""The rules of the client that listens, without a network."""
