"""Links between accounts, and one-time codes, in PostgreSQL."""
