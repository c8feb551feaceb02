"""A faithful Discord on this machine: REST and gateway over real sockets, for the real discord.py client.

    async with loopback() as discord:
        inn = discord.guild("Amber Inn")
        general, mira = discord.channel(inn, "general"), discord.member(inn, "mira")
        ...  # let the product log in to discord.api and discord.gateway with discord.token
        await discord.connected()
        await discord.member_writes(general, mira, "hello")
        await discord.drop_connection()

Only the two addresses differ from the real one. `discord.truth` is what truly happened, to compare with;
`discord.rest` counts requests by route and status. A route that the bot does not use fails the test.
"""

from tests.loopback.scenes.past import Said
from tests.loopback.server import Discord, loopback
from tests.loopback.world.ids import Clock, first_id_of, made_at
from tests.loopback.world.permissions import May
from tests.loopback.world.things import Channel, Guild, Kind, Member, Message, Role, ScheduledEvent, User

__all__ = [
    "Channel",
    "Clock",
    "Discord",
    "Guild",
    "Kind",
    "May",
    "Member",
    "Message",
    "Role",
    "Said",
    "ScheduledEvent",
    "User",
    "first_id_of",
    "loopback",
    "made_at",
]
