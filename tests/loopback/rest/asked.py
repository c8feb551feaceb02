"""One request as a route sees it."""

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from tests.loopback.rest.refusals import Refusal, invalid_form, missing_access, missing_permissions, unknown
from tests.loopback.world.permissions import May
from tests.loopback.world.things import Channel, Guild
from tests.loopback.world.world import World


@attrs.define(kw_only=True)
class Asked:
    """What was asked for: the ids in the path, the query, the body, and the world that it is asked of.

    `tell` sends a frame to the connections of a guild: with its text, and without where that is another.
    """

    world: World
    method: str = "GET"
    tell: Callable[[str, Guild, Any, Any], None] = lambda *_: None
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Any = None
    files: Mapping[str, bytes] = attrs.field(factory=dict)
    text_is_open: bool = True
    members_are_open: bool = True

    def number(self, name: str, default: int, most: int, least: int = 1) -> int:
        value = int(self.query.get(name, default))
        if not least <= value <= most:
            raise invalid_form(f"{name} must be {least} to {most}")
        return value

    def snowflake(self, name: str) -> int | None:
        value = self.query.get(name)
        if value is not None and not value.isdigit():
            raise invalid_form(f"{name} is no snowflake")
        return None if value is None else int(value)

    def guild(self) -> Guild:
        guild = self.world.guilds.get(self._id("guild"))
        if guild is None or self.world.bot_in(guild) is None:
            raise unknown("Guild", 10004)
        return guild

    def channel(self) -> Channel:
        """The channel, if the bot may see it."""
        channel = self.world.channel(self._id("channel"))
        if channel is None:
            raise unknown("Channel", 10003)
        if not self.world.sees(channel):
            raise missing_access()
        return channel

    def needs(self, permission: May, place: Guild | Channel) -> None:
        if not self.world.may(permission, place):
            raise missing_permissions()

    def _id(self, name: str) -> int:
        text = self.path[name]
        if not text.isdigit():
            raise Refusal(400, 50035, f"Invalid Form Body: {text!r} is not snowflake")
        return int(text)
