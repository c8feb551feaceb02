"""Two bots on one token: one listens, the other says who does, and takes over when that one stops."""

from pathlib import Path

import pytest

from adapters.postgres.link import DatabaseAddress
from tests.integration.hearing.whole.scene import Bot
from tests.loopback import loopback

pytestmark = pytest.mark.postgres


async def test_of_two_bots_the_second_says_who_listens_and_takes_over_when_that_one_stops(
    fresh_address: DatabaseAddress, tmp_path: Path
) -> None:
    async with loopback() as discord:
        discord.guild("Amber Inn")
        first, second = (
            Bot(discord=discord, home=tmp_path / name, address=fresh_address, more={})
            for name in ("one", "two")
        )
        await first.start()
        await second.start()
        try:
            await discord.until(
                lambda: any("Another bot with this token" in line for line in second.said),
                60,
                "the second says so",
            )
            told = next(line for line in second.said if "Another bot" in line)
            assert "process" in told
            assert "waits until that one has stopped" in told
            assert discord.identifies == 1
            await first.stop()
            await discord.until(lambda: discord.identifies == 2, 60, "the second takes over")
        finally:
            await first.stop()
            await second.stop()
