"""What members ask about themselves and each other: who gives most, how somebody does."""
