"""The Arena: the small community of the demo."""
