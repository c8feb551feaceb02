"""The first look of a day."""
