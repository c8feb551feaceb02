"""Discord is told of the commands when they have changed, and not otherwise."""

from pathlib import Path

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


async def _a_new_guild(discord: Discord) -> int:
    guild = discord.guild("Harbour")
    await discord.bot_is_added(guild)
    return guild.id
