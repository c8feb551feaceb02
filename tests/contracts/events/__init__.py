"""What a store promises of events."""
