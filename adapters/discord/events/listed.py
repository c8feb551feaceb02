"""The list of events that Discord itself keeps for a server."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import attrs
from discord.http import Route

from adapters.discord.events.asking import Asking
from application.community.outbox.ports import Listed
from domain.community.outbox.wanted import Mirrored

STAGE, VOICE, ELSEWHERE = 1, 2, 3
SCHEDULED, ACTIVE, COMPLETED, CANCELLED = 1, 2, 3, 4
_STATUS: Final = {"planned": SCHEDULED, "started": ACTIVE, "completed": COMPLETED, "cancelled": CANCELLED}
_KINDS: Final = {2: VOICE, 13: STAGE}
"""Channels in which an event of Discord can take place."""

_STEPS: Final = {
    (SCHEDULED, ACTIVE): (ACTIVE,),
    (SCHEDULED, COMPLETED): (ACTIVE, COMPLETED),
    (SCHEDULED, CANCELLED): (CANCELLED,),
    (ACTIVE, COMPLETED): (COMPLETED,),
    (ACTIVE, CANCELLED): (COMPLETED,),
}
"""From where Discord is to where it shall be; whatever has ended there stays as it is."""

_TOGETHER: Final = frozenset({"entity_type", "channel_id", "entity_metadata", "scheduled_end_time"})
"""Where it takes place is told as a whole."""

_LONGEST_PLACE: Final = 100
_USUAL_LENGTH: Final = timedelta(hours=2)
_CREATE: Final = "Create Events"
_CREATE_ON_STAGE: Final = "Create Events, Manage Channels, Mute Members and Move Members"
_MANAGE: Final = "Manage Events, which changing an event that somebody else made takes"


@attrs.frozen
class DiscordScheduledEvents:
    """By REST."""

    ask: Asking

    async def all(self, guild: int) -> list[Listed]:
        """Those that are to come or under way."""
        route = Route("GET", "/guilds/{guild_id}/scheduled-events", guild_id=guild)
        http = self.ask.client()
        us = None if http is None else await self.ask(Route("GET", "/users/@me"), _CREATE)
        return [
            Listed(
                discord_id=int(one["id"]),
                title=one["name"],
                starts_at=datetime.fromisoformat(one["scheduled_start_time"]).astimezone(UTC),
                ours=us is not None and one.get("creator_id") == us["id"],
            )
            for one in await self.ask(route, _CREATE)
        ]

    async def make(self, guild: int, event: Mirrored) -> int:
        """Its id there."""
        kind, channel, name = await self._place(guild, event)
        route = Route("POST", "/guilds/{guild_id}/scheduled-events", guild_id=guild)
        form = {"privacy_level": 2, **_form(event, kind, channel, name)}
        made = await self.ask(route, _CREATE_ON_STAGE if kind == STAGE else _CREATE, json=form)
        return int(made["id"])

    async def change(self, guild: int, discord_id: int, event: Mirrored) -> None:
        """Have it shown so, as far as Discord allows: what has begun there keeps its start, what has ended
        there stays as it is."""
        there = await self.ask(_route("GET", guild, discord_id), "View Channels")
        now, wanted = int(there["status"]), _STATUS[event.status]
        if now in (COMPLETED, CANCELLED):
            return
        if wanted in (SCHEDULED, ACTIVE):
            form = await self._changed(guild, event, there)
            if form:
                await self.ask(_route("PATCH", guild, discord_id), _MANAGE, json=form)
        for status in _STEPS.get((now, wanted), ()):
            await self.ask(_route("PATCH", guild, discord_id), _MANAGE, json={"status": status})

    async def _changed(self, guild: int, event: Mirrored, there: dict[str, Any]) -> dict[str, Any]:
        """What differs from what Discord shows."""
        form = _form(event, *await self._place(guild, event))
        if int(there["status"]) == ACTIVE:
            form.pop("scheduled_start_time")
        differs = {
            name for name, value in form.items() if _plain(name, there.get(name)) != _plain(name, value)
        }
        if differs & _TOGETHER:
            differs |= _TOGETHER
        return {name: value for name, value in form.items() if name in differs}

    async def _place(self, guild: int, event: Mirrored) -> tuple[int, int | None, str]:
        """A voice channel or stage where there is one among its channels, else where it says."""
        if not event.channels:
            return ELSEWHERE, None, event.place or "Discord"
        found = await self.ask(Route("GET", "/guilds/{guild_id}/channels", guild_id=guild), "View Channels")
        kinds = {int(one["id"]): one for one in found}
        for channel in event.channels:
            if channel in kinds and kinds[channel]["type"] in _KINDS:
                return _KINDS[kinds[channel]["type"]], channel, ""
        first = kinds.get(event.channels[0])
        return ELSEWHERE, None, event.place or (f"#{first['name']}" if first else "Discord")


def _route(method: str, guild: int, discord_id: int) -> Route:
    path = "/guilds/{guild_id}/scheduled-events/{event_id}"
    return Route(method, path, guild_id=guild, event_id=discord_id)


def _form(event: Mirrored, kind: int, channel: int | None, place: str) -> dict[str, Any]:
    ends = event.ends_at
    if ends is None and kind == ELSEWHERE:  # Discord wants to be told an end
        ends = event.starts_at + _USUAL_LENGTH
    return {
        "name": event.title,
        "description": event.description or None,
        "scheduled_start_time": event.starts_at.isoformat(),
        "scheduled_end_time": None if ends is None else ends.isoformat(),
        "entity_type": kind,
        "channel_id": None if channel is None else str(channel),
        "entity_metadata": {"location": place[:_LONGEST_PLACE]} if kind == ELSEWHERE else None,
    }


def _plain(name: str, value: Any) -> object:  # noqa: ANN401 - what REST answers
    """What can be compared: Discord writes instants in its own way, and an absent text as null."""
    if name.endswith("_time") and value:
        return datetime.fromisoformat(value).astimezone(UTC)
    return value or None
