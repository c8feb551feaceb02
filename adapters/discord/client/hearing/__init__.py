"""What was heard, until when, and what was not."""
