"""A day that does not come."""

from typing import Final

NEVER: Final = 10**6
"""A day number."""
