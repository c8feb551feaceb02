"""The settings of an installation, a module for each group."""
