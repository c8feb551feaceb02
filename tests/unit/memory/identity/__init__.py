"""Identity in memory."""
