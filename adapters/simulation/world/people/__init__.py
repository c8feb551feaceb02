"""Who the people are, and how much of themselves they are on a day."""
