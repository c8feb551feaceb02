"""An event in Discord, and who comes to it, though the bot is started again in the middle of it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.postgres.link import DatabaseAddress
from application.community.attendance.attending import seats_of
from application.community.replay import ReplayLog
from domain.community.events.attendance import Presence
from domain.community.events.event import Event, Status
from tests.integration.hearing.whole.scene import Log, a_bot
from tests.loopback import Discord, Guild, Kind

pytestmark = [pytest.mark.slow, pytest.mark.postgres]


async def the_event(log: Log, guild: Guild) -> Event | None:
    async with log.store.reading(guild.id) as work:
        alive = await work.events.alive()
        return alive[0] if alive else None


async def there(log: Log, guild: Guild, event: int) -> dict[int, Presence]:
    """Discord id -> what is known of them at the event."""
    async with log.store.reading(guild.id) as work:
        ids = await work.members.outside_ids()
        return {int(ids[one.member_no]): one for one in await work.attendance.of_event(event)}


async def interested(log: Log, guild: Guild, event: Event) -> set[int]:
    async with log.store.reading(guild.id) as work:
        ids = await work.members.outside_ids()
        return {int(ids[one.member_no]) for one in (await seats_of(work, event)).interested}


async def test_attendance_is_right_though_the_bot_restarts_in_the_middle_of_an_event(
    discord_: Discord, log: Log, address: DatabaseAddress, home: Path
) -> None:
    inn = discord_.guild()
    hall = discord_.channel(inn, "hall", kind=Kind.VOICE)
    stays, goes, comes = (discord_.member(inn, name) for name in ("stays", "goes", "comes"))
    was_interested, is_interested = discord_.member(inn, "otto"), discord_.user("stranger")
    async with a_bot(discord_, address, home) as bot:
        shown = await discord_.event_created(
            inn, "Trivia", channel=hall, start=datetime.now(UTC), creator=stays
        )
        await discord_.event_started(shown)
        await discord_.voice_joins(hall, stays)
        await discord_.voice_joins(hall, goes)
        await discord_.rsvp(shown, was_interested)

        async def begun() -> bool:
            return len(await there(log, inn, shown.id)) == 2

        await log.until(begun, "two are at the event")
        event = await the_event(log, inn)
        assert event is not None
        assert (event.event_id, event.status, event.plan.title) == (shown.id, Status.STARTED, "Trivia")
        before = await there(log, inn, shown.id)
        await bot.stop()
        away = datetime.now(UTC)
        await discord_.voice_leaves(goes)
        await discord_.voice_joins(hall, comes)
        await discord_.un_rsvp(shown, was_interested)
        await discord_.rsvp(shown, is_interested)
        await bot.start()

        async def caught_up() -> bool:
            found = await there(log, inn, shown.id)
            return len(found) == 3 and found[goes.id].open_since is None

        await log.until(caught_up, "who came and went meanwhile is known")

        async def read_back() -> bool:
            return await interested(log, inn, event) == {is_interested.id}

        await log.until(read_back, "who became interested meanwhile is known")
        back = datetime.now(UTC)
        await discord_.voice_leaves(stays)
        await discord_.event_ended(shown)

        async def over() -> bool:
            found = await there(log, inn, shown.id)
            return all(one.open_since is None for one in found.values())

        await log.until(over, "the event is over")
    found = await there(log, inn, shown.id)
    assert set(found) == {stays.id, goes.id, comes.id}
    assert found[stays.id].first_join == before[stays.id].first_join, "one stay, not two"
    assert found[stays.id].seconds >= int((back - found[stays.id].first_join).total_seconds())
    assert found[comes.id].first_join >= away
    async with log.store.reading(inn.id) as work:
        event = (await work.events.of([shown.id]))[shown.id]
    assert event.status is Status.COMPLETED
    assert found[comes.id].last_leave == event.ended_at, "who is still there was there to the end"
    assert (await ReplayLog(store=log.store)(inn.id, check=True)).differences == ()
