"""What is found after a silence, against what is known."""
