"""/leaderboard, over the wire."""

from pathlib import Path

from tests.integration.answering.asking import answer_to
from tests.integration.hearing.gateway.bots import a_bot, log_of, settings_for, until
from tests.loopback import loopback


async def test_a_member_sees_who_gives_most_and_nobody_else_sees_the_answer(tmp_path: Path) -> None:
    async with loopback() as discord:
        inn = discord.guild("Amber Inn")
        general, mira, odo = discord.channel(inn), discord.member(inn, "mira"), discord.member(inn, "o*d*o")
        async with a_bot(settings_for(discord, tmp_path)) as bot:
            await discord.connected()
            for member in (mira, mira, odo):
                await discord.member_writes(general, member)

            async def written() -> bool:
                return len([one for one in await log_of(bot.product, inn.id) if one.kind == "message"]) == 3

            await until(written)
            told = await answer_to(discord, general, mira, "leaderboard", window="7d")
            assert told.only_they_see_it
            assert "**mira**: 2 (2 messages x 1" in told.text
            assert r"o\*d\*o: 1" in told.text
            assert told.message["allowed_mentions"] == {"parse": []}

            async def recorded() -> bool:
                return any(
                    '"command":"leaderboard"' in one.details and '"outcome":"ok"' in one.details
                    for one in await log_of(bot.product, inn.id)
                )

            await until(recorded)
