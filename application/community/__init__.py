"""The front door, and what is done with the log and its members."""
