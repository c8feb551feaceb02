"""Discord refuses, limits, fails or denies: the bot keeps to the rules, and what is there is counted."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.discord.client.endings import REFUSED
from adapters.postgres.link import DatabaseAddress
from tests.integration.hearing.whole.scene import MESSAGE, Log, a_bot
from tests.loopback import Discord

pytestmark = [pytest.mark.slow, pytest.mark.postgres]


@pytest.mark.parametrize(
    ("status", "more"),
    [(429, {}), (429, {"of_all": True}), (429, {"cloudflare": True, "retry_after": 2}), (500, {}), (503, {})],
)
async def test_history_is_complete_after_a_limit_a_failure_or_a_ban(
    status: int, more: dict[str, object], discord_: Discord, log: Log, address: DatabaseAddress, home: Path
) -> None:
    inn = discord_.guild()
    general, mira = discord_.channel(inn), discord_.member(inn)
    start = datetime.now(UTC) - timedelta(days=1)
    discord_.chatter(general, [mira], 250, start=start, every=timedelta(minutes=1))
    discord_.rest_answers(status, times=2, matching="/messages", **more)
    async with a_bot(discord_, address, home):
        await log.until_given(inn)
    assert await log.count(inn, MESSAGE) == 250
    assert discord_.rest.invalid_requests <= 2


async def test_a_channel_that_is_closed_to_the_bot_is_asked_seldom_and_the_others_are_read(
    discord_: Discord, log: Log, address: DatabaseAddress, home: Path
) -> None:
    inn = discord_.guild()
    mira = discord_.member(inn)
    start = datetime.now(UTC) - timedelta(days=1)
    for number in range(30):
        room = discord_.channel(inn, f"room {number}", hidden=number % 2 == 0)
        discord_.chatter(room, [mira], 5, start=start, every=timedelta(minutes=1))
    async with a_bot(discord_, address, home) as bot:
        await log.until_given(inn)
        await bot.stop()
        await bot.start()
        await asyncio.sleep(1)
    assert await log.count(inn, MESSAGE) == 75
    assert discord_.rest.invalid_requests < 100


async def test_after_a_revoked_token_nothing_is_asked_any_more(
    discord_: Discord, log: Log, address: DatabaseAddress, home: Path
) -> None:
    inn = discord_.guild()
    general, mira = discord_.channel(inn), discord_.member(inn)
    async with a_bot(discord_, address, home) as bot:
        await discord_.member_writes(general, mira)
        await log.until_given(inn)
        await discord_.revoke_token()
        await discord_.until(lambda: REFUSED in bot.said)
        assert discord_.rest.invalid_requests <= 2
        before = sum(discord_.rest.requests.values()), discord_.identifies
        await asyncio.sleep(3)
        assert (sum(discord_.rest.requests.values()), discord_.identifies) == before


async def test_without_message_content_everything_but_lengths_works(
    discord_: Discord, log: Log, address: DatabaseAddress, home: Path
) -> None:
    inn = discord_.guild()
    general, mira = discord_.channel(inn), discord_.member(inn)
    discord_.deny_intents({"message_content"})
    async with a_bot(discord_, address, home):
        message = await discord_.member_writes(general, mira, "its length is nobody's business")
        await discord_.reacts(mira, message)
        await log.until_given(inn)
    (entry,) = await log.entries(inn, MESSAGE)
    assert '"length":0' not in entry.details
    assert '"length":31' not in entry.details


async def test_without_the_members_intent_messages_and_voice_are_heard(
    discord_: Discord, log: Log, address: DatabaseAddress, home: Path
) -> None:
    inn = discord_.guild()
    general, mira = discord_.channel(inn), discord_.member(inn)
    discord_.deny_intents({"members", "message_content"})
    async with a_bot(discord_, address, home):
        await discord_.member_writes(general, mira)
        await log.until_given(inn)
    assert not any(span.family == "membership" for span in await log.coverage(inn))
