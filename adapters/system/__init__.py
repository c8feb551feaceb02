"""The machine that the product runs on: its clock and its secret."""
