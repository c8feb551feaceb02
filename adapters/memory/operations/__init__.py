"""What the installation keeps, in memory."""
