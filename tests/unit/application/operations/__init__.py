"""Use cases of the installation."""
