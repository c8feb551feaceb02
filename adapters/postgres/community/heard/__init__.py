"""What was heard and when, what the front door did with it, and what could not be kept."""
