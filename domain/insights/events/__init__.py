"""Events: what is next, what worked, and who comes back."""
