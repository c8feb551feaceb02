"""What staff ask about the community as a whole."""
