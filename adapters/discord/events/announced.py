"""Messages about events."""

from collections.abc import AsyncIterator, Collection, Mapping
from datetime import datetime
from typing import Any, Final

import attrs
from discord.http import Route

from adapters.discord.events.asking import Asking
from adapters.discord.events.message import announcement, announces, called_by, calls
from domain.community.outbox.wanted import Announced, Called, digest
from domain.kernel.errors import NotFound, Refused
from domain.kernel.ids import first_snowflake_at

_NEEDS: Final = "View Channels, Send Messages and Embed Links in the announcement channel"
_NO_SUCH_CHANNEL: Final = (
    "The announcement channel is not in this server, or not any more: choose another in the settings"
)
_PAGE: Final = 100
_MOST_PAGES: Final = 10
"""Of the busiest channel: it is looked for from some minutes before it may have been written."""


@attrs.frozen
class DiscordAnnouncements:
    """By REST; what is sent twice in minutes Discord takes for the same message; later it is looked for."""

    ask: Asking

    async def post(self, guild: int, channel: int, event: Announced, names: Mapping[int, str]) -> int:
        """The id of the message."""
        nonce = digest(("announcement", event.event))
        await self._must_be_of(guild, channel)
        return await self._send(
            channel, {**announcement(event, names), "nonce": nonce, "enforce_nonce": True}
        )

    async def edit(self, channel: int, message: int, event: Announced, names: Mapping[int, str]) -> None:
        """Have the message say this."""
        route = Route(
            "PATCH", "/channels/{channel_id}/messages/{message_id}", channel_id=channel, message_id=message
        )
        await self.ask(route, _NEEDS, json=announcement(event, names))

    async def posted(self, channel: int, event: Announced, since: datetime) -> int | None:
        """Known by its buttons."""
        async for message in self._own(channel, since):
            if announces(message, event.event):
                return int(message["id"])
        return None

    async def call(self, guild: int, channel: int, event: Called, names: Mapping[int, str]) -> None:
        """Call these people, and nobody else."""
        await self._must_be_of(guild, channel)
        for message in calls(event, names):
            about = (event.waiting, message["content"]) if event.freed else message["content"]
            nonce = digest(("call", event.event, about))
            await self._send(channel, {**message, "nonce": nonce, "enforce_nonce": True})

    async def called(self, channel: int, event: Called, since: datetime) -> Collection[str]:
        """Known by the line that such a message begins with."""
        return {one async for message in self._own(channel, since) for one in called_by(message, event)}

    async def _own(self, channel: int, since: datetime) -> AsyncIterator[Mapping[str, Any]]:
        """What we wrote since then, oldest first; where the history may not be read that is nothing."""
        route = Route("GET", "/channels/{channel_id}/messages", channel_id=channel)
        after = first_snowflake_at(since)
        try:
            us = (await self.ask(Route("GET", "/users/@me"), _NEEDS))["id"]
            for _ in range(_MOST_PAGES):
                page = await self.ask(route, _NEEDS, params={"after": str(after), "limit": str(_PAGE)})
                for message in reversed(page):
                    if message["author"]["id"] == us:
                        yield message
                if len(page) < _PAGE:
                    return
                after = int(page[0]["id"])
        except (Refused, NotFound):
            return

    async def _must_be_of(self, guild: int, channel: int) -> None:
        """A bot is in many servers: what is said in one never stands in another, whatever is set."""
        route = Route("GET", "/channels/{channel_id}", channel_id=channel)
        try:
            found = (await self.ask(route, _NEEDS)).get("guild_id")
        except NotFound:
            found = None
        if found != str(guild):
            raise Refused(_NO_SUCH_CHANNEL)

    async def _send(self, channel: int, message: dict[str, object]) -> int:
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel)
        try:
            return int((await self.ask(route, _NEEDS, json=message))["id"])
        except NotFound:
            raise Refused(_NO_SUCH_CHANNEL) from None
