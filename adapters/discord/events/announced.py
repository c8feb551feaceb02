"""Messages about events."""

from collections.abc import Mapping
from typing import Final

import attrs
from discord.http import Route

from adapters.discord.events.asking import Asking
from adapters.discord.events.message import announcement, calls
from domain.community.outbox.wanted import Announced, Called, digest
from domain.kernel.errors import NotFound, Refused

_NEEDS: Final = "View Channels, Send Messages and Embed Links in the announcement channel"


@attrs.frozen
class DiscordAnnouncements:
    """By REST; what is sent twice within minutes, after a crash, Discord takes for the same message."""

    ask: Asking

    async def post(self, channel: int, event: Announced, names: Mapping[int, str]) -> int:
        """The id of the message."""
        nonce = digest(("announcement", event.event))
        return await self._send(
            channel, {**announcement(event, names), "nonce": nonce, "enforce_nonce": True}
        )

    async def edit(self, channel: int, message: int, event: Announced, names: Mapping[int, str]) -> None:
        """Have the message say this."""
        route = Route(
            "PATCH", "/channels/{channel_id}/messages/{message_id}", channel_id=channel, message_id=message
        )
        await self.ask(route, _NEEDS, json=announcement(event, names))

    async def call(self, channel: int, event: Called, names: Mapping[int, str]) -> None:
        """Call these people, and nobody else."""
        for number, message in enumerate(calls(event, names)):
            about = (event.people, event.waiting) if event.freed else event.starts_at
            nonce = digest(("call", event.event, event.freed, about, number))
            await self._send(channel, {**message, "nonce": nonce, "enforce_nonce": True})

    async def _send(self, channel: int, message: dict[str, object]) -> int:
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel)
        try:
            return int((await self.ask(route, _NEEDS, json=message))["id"])
        except NotFound:
            raise Refused(
                "The announcement channel is not there any more: choose another in the settings"
            ) from None
