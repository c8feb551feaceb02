"""The client, as those know it who act for it."""

from typing import Protocol

import discord
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


class Answering(Protocol):
    """Whoever answers what members ask, with one client after the other."""

    def mount(self, client: discord.Client) -> None:
        """From now on this client parses what members ask."""
        ...

    def there(self, guild: int, joined: str) -> None:
        """The client is in a guild, which it joined at that moment."""
        ...
