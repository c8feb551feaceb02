"""Who manages the server: in it as a whole, since whoever moderates one channel is no staff for that.

What comes with an interaction is what somebody may do in its channel. Administrator and Manage Server no
channel gives; Manage Messages a channel does, so there the roles of the server are asked.
"""

import time
from typing import Final, NamedTuple

import aiohttp
import attrs
import discord

from adapters.discord.commands.frame.asked import Interaction

_KEPT: Final = 300.0
"""Seconds that a yes holds: who has lost the permission meanwhile has lost it in the channel, too."""

_AGAIN: Final = 5.0
"""Seconds that a no holds: somebody may have just been made a moderator."""

_MOST: Final = 200


class _Known(NamedTuple):
    at: float
    granting: frozenset[int]


@attrs.define
class Granting:
    """The roles of each server that grant Manage Messages, as they were minutes ago."""

    _known: dict[int, _Known] = attrs.field(factory=dict)

    async def manages(self, interaction: Interaction) -> bool:
        """Where Discord does not tell its roles, nobody is taken for a moderator."""
        may, user = interaction.permissions, interaction.user
        if may.administrator or may.manage_guild:
            return True
        if not may.manage_messages or not isinstance(user, discord.Member) or interaction.guild_id is None:
            return False
        held = {interaction.guild_id, *user._roles}  # the role of everybody has the server's id
        known = self._known.get(interaction.guild_id)
        age = time.monotonic() - known.at if known else _KEPT
        if known is not None and age < _KEPT and not held.isdisjoint(known.granting):
            return True
        if known is not None and age < _AGAIN:
            return False
        return not held.isdisjoint(await self._asked(interaction, interaction.guild_id))

    async def _asked(self, interaction: Interaction, guild: int) -> frozenset[int]:
        try:
            roles = await interaction.client.http.get_roles(guild)
        except (discord.HTTPException, aiohttp.ClientError, OSError):
            return frozenset()
        granting = frozenset(
            int(one["id"]) for one in roles if discord.Permissions(int(one["permissions"])).manage_messages
        )
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[guild] = _Known(time.monotonic(), granting)
        return granting
