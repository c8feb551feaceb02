"""Whatever breaks between Discord and the bot: what happened is counted, and counted once."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.postgres.link import DatabaseAddress
from tests.integration.hearing.whole.files import imports_the_history_of
from tests.integration.hearing.whole.scene import MESSAGE, REACTION, Log, a_bot
from tests.loopback import Discord

pytestmark = [pytest.mark.slow, pytest.mark.postgres]


async def test_a_message_missed_by_a_reset_is_counted_once_after_the_resume(
    discord_: Discord, log: Log, address: DatabaseAddress, home: Path
) -> None:
    inn = discord_.guild()
    general, mira = discord_.channel(inn), discord_.member(inn)
    async with a_bot(discord_, address, home):
        await discord_.member_writes(general, mira, "before")
        await discord_.told()
        discord_.repeat_on_resume(3)
        await discord_.drop_connection()
        await discord_.member_writes(general, mira, "meanwhile")
        await discord_.until(lambda: discord_.resumes == 1)
        await log.until_given(inn)
    assert discord_.identifies == 1
    assert await log.count(inn, MESSAGE) == 2


@pytest.mark.parametrize("fault", ["op 7", "invalid session", "invalid but resumable", "closed", "zombie"])
async def test_a_session_that_ends_in_any_way_loses_and_doubles_nothing(
    fault: str, discord_: Discord, log: Log, address: DatabaseAddress, home: Path
) -> None:
    if fault == "zombie":
        discord_.sockets.heartbeat_seconds = 1
    inn = discord_.guild()
    general, mira = discord_.channel(inn), discord_.member(inn)
    async with a_bot(discord_, address, home):
        await discord_.member_writes(general, mira, "before")
        await discord_.told()
        if fault == "op 7":
            await discord_.reconnect_please()
        elif fault.startswith("invalid"):
            await discord_.invalidate_session(resumable=fault.endswith("resumable"))
        elif fault == "closed":
            await discord_.close(1001)
        else:
            await discord_.zombie()
        await discord_.member_writes(general, mira, "meanwhile")
        await discord_.until(lambda: discord_.resumes + discord_.identifies > 1, 90)
        await discord_.connected()
        await discord_.member_writes(general, mira, "after")
        await log.until_given(inn)
    assert await log.count(inn, MESSAGE) == 3


async def test_a_socket_that_acknowledges_and_tells_nothing_is_noticed_and_what_was_written_is_caught_up(
    discord_: Discord, log: Log, address: DatabaseAddress, home: Path
) -> None:
    discord_.sockets.heartbeat_seconds = 1
    inn = discord_.guild()
    general, mira = discord_.channel(inn), discord_.member(inn)
    async with a_bot(discord_, address, home):
        for number in range(20):
            await discord_.member_writes(general, mira, f"{number}")
            await asyncio.sleep(0.05)  # how busy it usually is has to be learnt first
        await log.until_given(inn)
        await discord_.go_deaf()
        for number in range(20):
            await discord_.member_writes(general, mira, f"unheard {number}")
        await discord_.until(lambda: discord_.sockets.counts["connections"] > 1, 60, "a new connection")
        await discord_.connected()
        await discord_.member_writes(general, mira, "heard again")
        await log.until_given(inn)


async def test_a_socket_that_breaks_twenty_times_under_load_is_counted_exactly(
    discord_: Discord, log: Log, address: DatabaseAddress, home: Path
) -> None:
    inn = discord_.guild()
    rooms = [discord_.channel(inn, f"room {number}") for number in range(4)]
    people = discord_.members(inn, 25)
    written = []
    async with a_bot(discord_, address, home):
        for round_ in range(20):
            before = discord_.resumes + discord_.identifies
            for number in range(60):
                member = people[(round_ + number) % len(people)]
                written.append(await discord_.member_writes(rooms[number % 4], member, f"{round_} {number}"))
                if number % 3 == 0:
                    await discord_.reacts(people[number % 7], written[number // 2], "🔥")
                if number == 30:
                    discord_.repeat_on_resume(round_ % 5)
                    await discord_.drop_connection()
            await discord_.until(lambda n=before: discord_.resumes + discord_.identifies > n, 90)
        await log.until_given(inn)
    assert await log.count(inn, MESSAGE) == 20 * 60


async def test_a_resumed_overlap_a_backfill_and_a_history_file_of_the_same_messages_count_once(
    discord_: Discord, log: Log, address: DatabaseAddress, home: Path, tmp_path: Path
) -> None:
    inn = discord_.guild()
    general, mira, oz = discord_.channel(inn), discord_.member(inn, "mira"), discord_.member(inn, "oz")
    start = datetime.now(UTC) - timedelta(days=2)
    discord_.chatter(general, [mira, oz], 150, start=start, every=timedelta(minutes=3))
    async with a_bot(discord_, address, home) as bot:
        for number in range(10):
            live = await discord_.member_writes(general, oz, f"live {number}")
            await discord_.reacts(mira, live, "🔥")
        discord_.repeat_on_resume(10)
        await discord_.drop_connection()
        await log.until_given(inn)
        await bot.stop()
        await discord_.member_writes(general, mira, "nobody listens")
        await bot.start()
        await log.until_given(inn)
        await imports_the_history_of(bot, general, tmp_path)
        await log.until_given(inn)
    assert await log.count(inn, MESSAGE) == 161
    assert await log.count(inn, REACTION) == 10


async def test_edits_and_deletes_count_nothing_and_take_nothing_away_in_whatever_order(
    discord_: Discord, log: Log, address: DatabaseAddress, home: Path
) -> None:
    inn = discord_.guild()
    general, mira = discord_.channel(inn), discord_.member(inn)
    async with a_bot(discord_, address, home) as bot:
        first = await discord_.member_writes(general, mira, "one")
        await discord_.edits(first)
        await discord_.unfurls(first)
        await discord_.deletes(first)
        await discord_.go_deaf()
        unheard = await discord_.member_writes(general, mira, "its create is never told")
        await discord_.hear_again()
        await discord_.edits(unheard)
        await discord_.deletes(unheard)
        purged = [await discord_.member_writes(general, mira, f"{number}") for number in range(3)]
        await discord_.bulk_deletes(purged)
        last = await discord_.member_writes(general, mira, "last")
        wanted = {first.id, last.id, *(one.id for one in purged)}
        await log.until_count(inn, MESSAGE, len(wanted))
        await bot.stop()
    recorded = {entry.subject for entry in await log.entries(inn, MESSAGE)}
    assert recorded in (wanted, wanted | {unheard.id})


async def test_a_reaction_toggled_across_days_is_one_reaction(
    discord_: Discord, log: Log, address: DatabaseAddress, home: Path
) -> None:
    inn = discord_.guild()
    general, mira, oz = discord_.channel(inn), discord_.member(inn, "mira"), discord_.member(inn, "oz")
    async with a_bot(discord_, address, home):
        message = await discord_.member_writes(general, mira)
        for _ in range(3):
            await discord_.reacts(oz, message, "🔥")
            await discord_.unreacts(oz, message, "🔥")
            discord_.clock.advance(days=1)
        await discord_.reacts(oz, message, "🔥")
        await discord_.reacts(oz, message, "blob:123456789012345678")
        await log.until_given(inn)
    assert (await log.given(inn))[oz.id] == (0, 2)
