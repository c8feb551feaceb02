"""What Discord was told of events."""
