"""Identity against real databases."""
