"""What there is to read, and the generator of those documents that are made from the code."""
