"""Facts as columns, read from the guilds in memory."""

from adapters.memory.insights.facts import MemoryFacts

__all__ = ["MemoryFacts"]
