"""Discord is told of the commands when they have changed, and not otherwise."""

import asyncio
from pathlib import Path

import pytest

from application.community.outbox.commands import TellCommands
from tests.integration.answering.conftest import Staged
from tests.integration.hearing.gateway.bots import a_bot, a_store, settings_for, until
from tests.loopback import Discord, loopback

PUT = "PUT /applications/{application}/guilds/{guild}/commands"


async def test_a_restart_with_the_same_commands_asks_nothing_of_discord(tmp_path: Path) -> None:
    async with loopback() as discord:
        inn, arena = discord.guild(), discord.guild("Arena")
        settings = settings_for(discord, tmp_path)
        async with a_store(settings) as product:
            async with a_bot(settings, product):
                await discord.connected()
                await until(lambda: discord.rest.asked(PUT, 200) == 2)
                assert {one["name"] for one in discord.world.commands[inn.id]} >= {"leaderboard"}
                assert discord.world.commands.keys() == {inn.id, arena.id}

            async def kept() -> bool:
                async with product.use_cases.store.reading(arena.id) as work:
                    return await work.registrations.digest() is not None

            await until(kept)
            async with a_bot(settings, product):
                await discord.connected()
                third = await _a_new_guild(discord)
                await until(lambda: third in discord.world.commands)
            assert discord.rest.asked(PUT) == 3, "only the new guild was told"


async def test_who_was_thrown_out_and_invited_anew_is_told_again(tmp_path: Path) -> None:
    async with loopback() as discord:
        inn = discord.guild()
        settings = settings_for(discord, tmp_path)
        async with a_bot(settings):
            await discord.connected()
            await until(lambda: discord.rest.asked(PUT, 200) == 1)
            await discord.bot_is_removed(inn)
            await discord.bot_is_invited_anew(inn)
            await until(lambda: discord.rest.asked(PUT, 200) == 2)


async def test_a_hiccup_of_discord_is_tried_again_and_a_refusal_is_not(
    staged: Staged, caplog: pytest.LogCaptureFixture
) -> None:
    async with staged() as stage:
        registering = stage.bot.desk.registering
        registering.pause = 0.01
        use_cases = await stage.bot.desk.use_cases()
        tell = TellCommands(store=use_cases.store, clock=use_cases.clock)
        stage.discord.rest_answers(400, times=2, matching="/commands")
        telling = asyncio.create_task(registering.run(tell))
        await until(lambda: stage.inn.id in stage.discord.world.commands)
        stage.discord.rest_answers(403, matching="/commands", code=50001)
        await stage.discord.bot_is_added(stage.discord.guild("Arena"))
        await until(lambda: "applications.commands" in caplog.text)
        harbour = await _a_new_guild(stage.discord)
        await until(lambda: harbour in stage.discord.world.commands)
        assert [stage.discord.rest.asked(PUT, status) for status in (400, 403, 200)] == [2, 1, 2]
        telling.cancel()
        await asyncio.wait([telling])


async def _a_new_guild(discord: Discord) -> int:
    guild = discord.guild("Harbour")
    await discord.bot_is_added(guild)
    return guild.id
