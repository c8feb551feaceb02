"""What the facts mean: scores, leaderboards, and the readings that staff look at."""
