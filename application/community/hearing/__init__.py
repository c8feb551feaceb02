"""What listeners tell of a guild: kept in a journal first, and brought through the front door from there."""
