"""What Community OS can be asked to do: use cases, and the ports that they need."""
