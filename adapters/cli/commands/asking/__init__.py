"""Commands that ask for what is known."""
