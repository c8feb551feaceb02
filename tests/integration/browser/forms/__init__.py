"""What people change on the pages, in a real browser."""
