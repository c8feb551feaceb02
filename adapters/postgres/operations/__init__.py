"""What an installation keeps about itself in its database."""
