"""Simulated communities on the stores that the product has."""
