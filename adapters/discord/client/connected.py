"""The client, as those know it who act for it."""

from typing import Protocol

from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient

from adapters.discord.client.hearing.everything import Hearing
from adapters.discord.client.pace import Pace


class Connected(Protocol):
    """Asks Discord by REST, speaks on the connection of a shard, and keeps what it hears."""

    http: HTTPClient
    hearing: Hearing
    pace: Pace

    @property
    def shard_count(self) -> int | None: ...

    def socket(self, shard: int) -> DiscordWebSocket:
        """The connection of a shard."""
        ...
