"""Who was at which event: folded from voice sessions as they come, and again when an event changes."""
