"""The log, members and projections of guilds, in memory."""

from adapters.memory.community.store import MemoryStore

__all__ = ["MemoryStore"]
