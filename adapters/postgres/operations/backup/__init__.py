"""A whole database read as it was at one instant, and another one filled with that."""

from adapters.postgres.operations.backup.filling import filling, tallies_now
from adapters.postgres.operations.backup.original import original_of
from adapters.postgres.operations.backup.streams import PATIENT

__all__ = ["PATIENT", "filling", "original_of", "tallies_now"]
