"""What a page asks for, measured on the large guild."""
