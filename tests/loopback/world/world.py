"""All communities, the bot among them, and what the bot may see."""

from datetime import datetime, timedelta
from secrets import randbelow
from typing import Any

import attrs

from tests.loopback.world import permissions
from tests.loopback.world.ids import Clock, Snowflakes
from tests.loopback.world.permissions import May
from tests.loopback.world.things import Channel, Guild, Member, User
from tests.loopback.world.truth import Truth


@attrs.define
class World:
    """One Discord: its guilds, its people, and the application whose bot is looked at.

    `born` is when its first guild was made, drawn so that two loopbacks in one database do not meet.
    """

    clock: Clock
    ids: Snowflakes
    bot: User
    application: int
    born: datetime
    truth: Truth = attrs.field(factory=Truth)
    guilds: dict[int, Guild] = attrs.field(factory=dict)
    users: dict[int, User] = attrs.field(factory=dict)
    commands: dict[int, list[dict[str, Any]]] = attrs.field(factory=dict)
    """Guild -> the commands that the bot has there; 0 for everywhere."""

    def channel(self, channel: int) -> Channel | None:
        for guild in self.guilds.values():
            if found := guild.channels.get(channel) or guild.threads.get(channel):
                return found
        return None

    def bot_in(self, guild: Guild) -> Member | None:
        return guild.members.get(self.bot.id)

    def may(self, permission: May, place: Guild | Channel) -> bool:
        """Whether the bot has this permission there."""
        if isinstance(place, Guild):
            return bool(permissions.in_guild(place, self.bot_in(place)) & permission)
        return bool(permissions.in_channel(place, self.bot_in(place.guild)) & permission)

    def sees(self, channel: Channel) -> bool:
        return permissions.sees(channel, self.bot_in(channel.guild))


def a_world(clock: Clock) -> World:
    """A Discord with one application and its bot, in no guild yet."""
    ids = Snowflakes(clock)
    long_ago = clock.now() - timedelta(days=900)
    application = ids.next(long_ago)
    bot = User(id=application, name="community-os", bot=True)
    born = clock.now() - timedelta(days=400, milliseconds=randbelow(10_000_000_000))
    return World(clock, ids, bot, application, born, users={bot.id: bot})
