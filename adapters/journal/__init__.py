"""A journal on disk: what arrived is safe within 200 ms, before anything else is done with it."""

from adapters.journal.journal import DiskJournal

__all__ = ["DiskJournal"]
