"""Members ask the bot something: slash commands, what they type into them, buttons, forms."""

from collections.abc import Mapping, Sequence
from secrets import token_hex
from typing import Any

from tests.loopback.payloads.people import Json, instant, partial_member, role, user
from tests.loopback.payloads.people import member as written_member
from tests.loopback.payloads.places import channel as written_channel
from tests.loopback.payloads.places import partial_guild, thread
from tests.loopback.rest.interactions import Interaction
from tests.loopback.scenes.stage import Stage
from tests.loopback.world import permissions
from tests.loopback.world.things import Channel, Guild, Member, Role

COMMAND, COMPONENT, TYPING, FORM = 2, 3, 4, 5
STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE = 3, 4, 5, 6, 7, 8
BUTTON = 2


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
        message: Json | None = None,
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
            type=type,
            message=message,
        )
        self.rest.interactions.asked[one.id] = one
        self._happened("interaction", channel.guild, member=member.id, thing=one.id, detail=name)
        asked = data or {"id": str(world.ids.next()), "name": name, "type": 1, "options": []}
        self._tell("INTERACTION_CREATE", channel.guild, self._frame(one, type, asked))
        return one

    async def runs(
        self, channel: Channel, member: Member, command: str, options: Mapping[str, Any] | None = None
    ) -> Interaction:
        """A slash command with its subcommands ("event create"), and its options by name."""
        data = self._command(channel.guild, command, options or {})
        return await self.interaction(channel, member, command, data=data)

    async def types(
        self,
        channel: Channel,
        member: Member,
        command: str,
        focused: str,
        typed: str = "",
        options: Mapping[str, Any] | None = None,
    ) -> Interaction:
        """What was typed into an option so far, while the command is not sent yet."""
        data = self._command(channel.guild, command, {**(options or {}), focused: typed}, focused)
        return await self.interaction(channel, member, command, type=TYPING, data=data)

    async def presses(
        self,
        channel: Channel,
        member: Member,
        custom_id: str,
        *,
        message: Json | None = None,
        values: Sequence[str] | None = None,
    ) -> Interaction:
        """A button, or (with `values`) a select menu, below a message of the bot."""
        data: Json = {"custom_id": custom_id, "component_type": BUTTON if values is None else 3}
        if values is not None:
            data["values"] = list(values)
        message = message or self._of_the_bot(channel, custom_id)
        return await self.interaction(channel, member, custom_id, type=COMPONENT, data=data, message=message)

    async def submits(
        self, channel: Channel, member: Member, custom_id: str, filled: Mapping[str, str | Sequence[str]]
    ) -> Interaction:
        """A form that was filled in, by the custom ids of its inputs: texts, or lists of what was chosen."""
        inputs = [
            {"type": 4, "custom_id": name, "value": given}
            if isinstance(given, str)
            else {"type": 3, "custom_id": name, "values": list(given)}
            for name, given in filled.items()
        ]
        rows = [{"type": 18, "id": number, "component": one} for number, one in enumerate(inputs, 1)]
        data = {"custom_id": custom_id, "components": rows}
        return await self.interaction(channel, member, custom_id, type=FORM, data=data)

    def _command(
        self, guild: Guild, command: str, options: Mapping[str, Any], focused: str | None = None
    ) -> Json:
        name, *below = command.split(" ")
        resolved: Json = {}
        given = [self._option(each, value, resolved, each == focused) for each, value in options.items()]
        for depth, each in enumerate(reversed(below)):
            given = [{"name": each, "type": 1 if depth == 0 else 2, "options": given}]
        data: Json = {"id": str(self.world.ids.next()), "name": name, "type": 1, "options": given}
        data["guild_id"] = str(guild.id)
        return data | ({"resolved": resolved} if resolved else {})

    def _option(self, name: str, value: Any, resolved: Json, focused: bool) -> Json:
        option: Json = {"name": name, "type": STRING, "value": value}
        if isinstance(value, Member):
            who = str(value.id)
            resolved.setdefault("users", {})[who] = user(value.user)
            resolved.setdefault("members", {})[who] = partial_member(value) | {"permissions": "0"}
            option |= {"type": USER, "value": who}
        elif isinstance(value, Channel):
            place = written_channel(value) | {"permissions": "0"}
            resolved.setdefault("channels", {})[str(value.id)] = place
            option |= {"type": CHANNEL, "value": str(value.id)}
        elif isinstance(value, Role):
            resolved.setdefault("roles", {})[str(value.id)] = role(value)
            option |= {"type": ROLE, "value": str(value.id)}
        elif isinstance(value, bool):
            option["type"] = BOOLEAN
        elif isinstance(value, int):
            option["type"] = INTEGER
        return option | ({"focused": True} if focused else {})

    def _of_the_bot(self, channel: Channel, custom_id: str) -> Json:
        """A message of the bot with one button, as a component's interaction carries it."""
        button = {"type": BUTTON, "id": 2, "style": 1, "label": "press", "custom_id": custom_id}
        return {
            "id": str(self.world.ids.next()),
            "type": 0,
            "channel_id": str(channel.id),
            "author": user(self.world.bot),
            "content": "press",
            "timestamp": instant(self.world.clock.now()),
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "attachments": [],
            "embeds": [],
            "components": [{"type": 1, "id": 1, "components": [button]}],
            "pinned": False,
            "flags": 0,
        }

    def _frame(self, one: Interaction, type: int, data: dict[str, Any]) -> dict[str, Any]:
        guild, channel, member = one.channel.guild, one.channel, one.member
        granted = str(int(permissions.in_channel(channel, member)))
        place = thread(channel) if channel.is_thread else written_channel(channel)
        frame = {
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
        return frame | ({"message": one.message} if one.message else {})
