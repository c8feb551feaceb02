"""What is folded in memory beside counters and spans."""
