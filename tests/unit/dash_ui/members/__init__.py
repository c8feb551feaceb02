"""The page of all members."""
