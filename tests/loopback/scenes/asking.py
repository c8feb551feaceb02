"""Members ask the bot something: slash commands, buttons, forms."""

from secrets import token_hex
from typing import Any

from tests.loopback.payloads.people import member as written_member
from tests.loopback.payloads.places import channel as written_channel
from tests.loopback.payloads.places import partial_guild, thread
from tests.loopback.rest.interactions import Interaction
from tests.loopback.scenes.stage import Stage
from tests.loopback.world import permissions
from tests.loopback.world.things import Channel, Member

COMMAND = 2


class Asking(Stage):
    """Interactions, each to be answered once within three seconds."""

    async def interaction(
        self,
        channel: Channel,
        member: Member,
        name: str = "rank",
        *,
        type: int = COMMAND,
        data: dict[str, Any] | None = None,
    ) -> Interaction:
        """By default a slash command without options; `data` says otherwise."""
        world = self.world
        one = Interaction(
            id=world.ids.next(),
            token=token_hex(24),
            at=world.clock.now(),
            channel=channel,
            member=member,
            name=name,
        )
        self.rest.interactions.asked[one.id] = one
        self._happened("interaction", channel.guild, member=member.id, thing=one.id, detail=name)
        asked = data or {"id": str(world.ids.next()), "name": name, "type": 1, "options": []}
        self._tell("INTERACTION_CREATE", channel.guild, self._frame(one, type, asked))
        return one

    def _frame(self, one: Interaction, type: int, data: dict[str, Any]) -> dict[str, Any]:
        guild, channel, member = one.channel.guild, one.channel, one.member
        granted = str(int(permissions.in_channel(channel, member)))
        place = thread(channel) if channel.is_thread else written_channel(channel)
        return {
            "id": str(one.id),
            "application_id": str(self.world.application),
            "type": type,
            "data": data,
            "guild": partial_guild(guild) | {"locale": "en-US"},
            "guild_id": str(guild.id),
            "channel": place | {"permissions": granted},
            "channel_id": str(channel.id),
            "member": written_member(member) | {"permissions": granted},
            "token": one.token,
            "version": 1,
            "app_permissions": str(int(permissions.in_channel(channel, self.world.bot_in(guild)))),
            "locale": "en-US",
            "guild_locale": "en-US",
            "entitlements": [],
            "entitlement_sku_ids": [],
            "authorizing_integration_owners": {"0": str(guild.id)},
            "context": 0,
            "attachment_size_limit": 10_485_760,
        }
