"""A stage for what members ask: a loopback, a guild with people, and a bot that answers."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import attrs
import pytest

from adapters.discord.commands import CONTENTS, Patience
from adapters.discord.commands.frame import Contents
from domain.community.log.activity import Activity
from tests.integration.answering.asking import Told, told
from tests.integration.answering.trial import TRIAL, gate, ran
from tests.integration.hearing.gateway.bots import a_store, settings_for, until
from tests.integration.hearing.gateway.overheard import UNHURRIED, Overheard, overhearing
from tests.loopback import Channel, Discord, Guild, Member, loopback
from tests.loopback.rest.interactions import Interaction


@attrs.frozen(kw_only=True)
class Stage:
    """Where somebody asks."""

    discord: Discord
    inn: Guild
    general: Channel
    mira: Member
    bot: Overheard

    async def told(self, one: Interaction) -> Told:
        return await told(self.discord, one)

    async def ask(self, command: str, **options: object) -> Told:
        return await self.told(await self.discord.runs(self.general, self.mira, command, options))

    async def recorded(self, runs: int = 1) -> list[Activity]:
        """The commands that ended, once there are so many; that is told a moment after the answer."""
        await until(lambda: len(self.bot.runs()) >= runs)
        return self.bot.runs()


Staged = Callable[..., AbstractAsyncContextManager[Stage]]


@pytest.fixture
def staged(tmp_path: Path) -> Staged:
    """A stage on which the trial's commands are answered, with a store unless it is said to be away."""

    @asynccontextmanager
    async def stage(
        *, away: bool = False, contents: Contents = TRIAL, patience: Patience | None = None
    ) -> AsyncIterator[Stage]:
        ran.clear()
        gate.clear()
        async with loopback() as discord, a_store(settings_for(discord, tmp_path)) as product:
            inn = discord.guild("Amber Inn")
            general, mira = discord.channel(inn), discord.member(inn, "mira")
            async with overhearing(
                discord,
                tmp_path,
                contents=contents,
                use_cases=None if away else product.use_cases,
                patience=patience or (attrs.evolve(UNHURRIED, work=0.3) if away else UNHURRIED),
            ) as bot:
                await discord.connected()
                yield Stage(discord=discord, inn=inn, general=general, mira=mira, bot=bot)

    return stage


__all__ = ["CONTENTS", "Stage", "Staged"]
