"""The questions of the API; each is a few lines over a use case."""
