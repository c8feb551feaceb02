"""Background jobs in PostgreSQL: a queue of pgqueuer, with our own account of who took what how often."""
