"""What people do and what goes wrong, in the words of a scenario."""
