"""The database is away, or the bot itself is killed: what can be caught up is, what cannot is a gap."""

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.postgres.link import DatabaseAddress
from tests.integration.hearing.whole.scene import MESSAGE, Bot, Log, a_bot
from tests.integration.postgres_link.scene import a_link
from tests.loopback import Discord, Kind

pytestmark = [pytest.mark.slow, pytest.mark.postgres]


async def test_a_database_that_is_away_all_the_while_is_filled_once_it_is_back(
    discord_: Discord, log: Log, address: DatabaseAddress, home: Path
) -> None:
    inn = discord_.guild()
    general, people = discord_.channel(inn), discord_.members(inn, 5)
    async with a_link(address) as link, a_bot(discord_, link.address(address), home):
        await discord_.member_writes(general, people[0], "before")
        await log.until_given(inn)
        link.go_silent()
        for number in range(300):
            message = await discord_.member_writes(general, people[number % 5], f"{number}")
            if number % 10 == 0:
                await discord_.reacts(people[1], message)
        await discord_.drop_connection()
        await discord_.until(lambda: discord_.resumes == 1)
        await asyncio.sleep(1)
        assert await log.count(inn, MESSAGE) == 1
        link.speak_again()
        await log.until_given(inn)
    assert await log.count(inn, MESSAGE) == 301


async def test_a_bot_that_starts_without_its_database_listens_all_the_same(
    discord_: Discord, log: Log, address: DatabaseAddress, home: Path
) -> None:
    inn = discord_.guild()
    general, mira = discord_.channel(inn), discord_.member(inn)
    async with a_link(address) as link:
        link.go_silent()
        async with a_bot(discord_, link.address(address), home):
            await discord_.member_writes(general, mira, "nobody to write it down")
            await discord_.told()
            await asyncio.sleep(1)
            link.speak_again()
            await log.until_given(inn)


async def test_a_bot_that_is_killed_catches_up_with_messages_and_admits_the_gap_in_voice(
    discord_: Discord, log: Log, address: DatabaseAddress, home: Path
) -> None:
    inn = discord_.guild()
    general, hall = discord_.channel(inn), discord_.channel(inn, "hall", kind=Kind.VOICE)
    people = discord_.members(inn, 5)
    bot = Bot(discord=discord_, home=home, address=address)
    process = await _a_process(bot)
    try:
        await discord_.connected(timeout=90)
        for number in range(50):
            await discord_.member_writes(general, people[number % 5], f"{number}")
        await log.until_given(inn)
        for number in range(50):
            await discord_.member_writes(general, people[number % 5], f"again {number}")
    finally:
        os.kill(process.pid, signal.SIGKILL)
        await process.wait()
    killed = datetime.now(UTC)
    await discord_.until(lambda: not discord_.is_listened_to)
    for number in range(50):
        await discord_.member_writes(general, people[number % 5], f"nobody listens {number}")
    await discord_.voice_joins(hall, people[0])
    await discord_.voice_leaves(people[0])
    back = datetime.now(UTC)
    async with a_bot(discord_, address, home):
        await log.until_given(inn)

        async def listens_again() -> bool:
            return any(span.end > back for span in await log.coverage(inn) if span.family == "voice")

        await log.until(listens_again, "voice is heard again")
    assert await log.count(inn, MESSAGE) == 150
    heard = [span for span in await log.coverage(inn) if span.family == "voice"]
    assert not any(span.start <= killed and span.end >= back for span in heard), "the gap is not covered"


async def _a_process(bot: Bot) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bootstrap.main", "bot",
        env={**os.environ, **bot.environment},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
