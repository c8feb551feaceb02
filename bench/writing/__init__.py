"""What comes in, measured."""
