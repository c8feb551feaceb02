"""What members decide about themselves: which accounts are theirs, what is kept of them, to be forgotten."""
