"""What somebody means: which event, which time, what they wish of it."""
