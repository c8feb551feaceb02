"""The database accepts everything and answers nothing: commands are acknowledged, and told plainly."""

from pathlib import Path

import pytest

from adapters.discord.commands.frame.refusals import AWAY
from adapters.postgres.link import Database, DatabaseAddress
from domain.community.log.activity import COMMAND_RUN
from domain.community.log.entry import details_of
from tests.integration.answering.asking import told
from tests.integration.hearing.whole.scene import Log, a_bot
from tests.integration.postgres_link.scene import a_link
from tests.loopback import loopback

pytestmark = [pytest.mark.slow, pytest.mark.postgres]


async def test_a_black_holed_database_delays_no_acknowledgement_and_loses_no_run(
    fresh_database: Database, fresh_address: DatabaseAddress, tmp_path: Path
) -> None:
    async with loopback() as discord, a_link(fresh_address) as link:
        inn = discord.guild("Amber Inn")
        general, mira = discord.channel(inn), discord.member(inn, "mira")
        log = Log(database=fresh_database, discord=discord)
        async with a_bot(discord, link.address(fresh_address), tmp_path / "home", DATABASE_TIMEOUT="2"):
            await discord.member_writes(general, mira, "before")
            await log.until_given(inn)
            link.go_silent()
            asked = await discord.runs(general, mira, "leaderboard", {"window": "7d"})
            await discord.until(lambda: asked.answer)
            assert asked.answer == {"type": 5, "data": {"flags": 64}}
            answer = await told(discord, asked)
            assert answer.text == AWAY
            assert answer.only_they_see_it
            link.speak_again()
            await log.until_count(inn, COMMAND_RUN, 1)

            async def as_it_ended() -> bool:
                (run,) = await log.entries(inn, COMMAND_RUN)
                return not run.inferred and details_of(run)["outcome"] == "failed"

            await log.until(as_it_ended, "how the run ended is recorded")
