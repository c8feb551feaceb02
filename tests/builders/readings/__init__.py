"""What pages are drawn from, read by the rules themselves."""
