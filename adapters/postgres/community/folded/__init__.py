"""What is folded from the log of a guild, in PostgreSQL."""
