"""Somebody asks, and is answered: what a command is given, and what it gives back."""

from collections.abc import Awaitable, Callable
from typing import Any

import attrs
import discord

from application.use_cases import UseCases
from domain.community import policy
from domain.community.policy import Action
from domain.community.settings import GuildSettings, settings_at
from domain.kernel.actors import Actor
from domain.kernel.errors import NotFound

Interaction = discord.Interaction[Any]


@attrs.frozen(kw_only=True)
class Asked:
    """Who asks, as Discord proves it, in which guild, and what there is to ask for them."""

    guild: int
    user: int
    """Their id at Discord; it goes nowhere but to identities."""

    actor: Actor
    """`member_no` is None where the guild's log has never met them."""

    use_cases: UseCases
    interaction: Interaction

    def own(self) -> int:
        """Their own member number; NotFound before anything of theirs was recorded."""
        if self.actor.member_no is None:
            raise NotFound("Nothing of you was recorded here yet. Write something, then ask again.")
        return self.actor.member_no

    async def number_of(self, member: discord.Member) -> int:
        """The member number of somebody who was chosen; NotFound before anything of theirs was recorded."""
        try:
            return (await self.use_cases.find_member(self.guild, str(member.id))).member_no
        except NotFound:
            raise NotFound("Nothing of this member was recorded here yet.") from None

    async def settings(self) -> GuildSettings:
        """What the guild decided for itself."""
        async with self.use_cases.store.reading(self.guild) as work:
            return settings_at(await work.guild.settings(), self.use_cases.clock.now())

    async def must(self, action: Action) -> None:
        """Raises Refused, with the reason, where the policy says no."""
        policy.check(action, self.actor, await self.settings())

    async def may(self, action: Action) -> bool:
        """Whether the policy allows it: for what is only shown to those who may."""
        return policy.may(action, self.actor, await self.settings())


@attrs.frozen(kw_only=True)
class Reply:
    """What only the one who asked is shown: text, cards, and what can be pressed below them."""

    text: str = ""
    cards: tuple[discord.Embed, ...] = ()
    view: discord.ui.View | None = None
    file: tuple[str, bytes] | None = None
    """Its name, and what is in it."""


Body = Callable[[Asked], Awaitable[Reply]]
