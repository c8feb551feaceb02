"""Receipts: what a number is made of, what moved it, how it is said."""
