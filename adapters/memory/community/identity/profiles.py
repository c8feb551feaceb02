"""No profiles: a store in memory is connected to nothing."""

from collections.abc import AsyncIterator

from application.community.identity.ports import DiscordProfile
from domain.kernel.errors import NotFound


class NoProfiles:
    """There is no other system here."""

    async def pages(self, *, size: int = 1_000) -> AsyncIterator[list[DiscordProfile]]:
        """Raises NotFound, whoever asks."""
        raise NotFound(f"a store in memory has no profiles, {size} at a time or otherwise: connect Supabase")
        yield []
