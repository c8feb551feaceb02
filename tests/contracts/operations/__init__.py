"""What stores of the installation promise."""
