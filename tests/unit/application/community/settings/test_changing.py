"""Changing settings: versions, who and when, and days that are counted again in another zone."""

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.settings import GuildSettings
from domain.kernel.actors import COMMAND_LINE, Actor
from domain.kernel.errors import Conflict, Invalid, NotFound
from domain.kernel.instants import day_number
from tests.builders.activities import (
    DAY,
    GUILD,
    HOUR,
    MINUTE,
    TIME_ZERO,
    a_message,
    a_person,
    a_reaction,
    enters_voice,
    leaves_voice,
)
from tests.builders.house import House

ADA = Actor(kind="staff", name="Ada", assurance="declared", guild=GUILD)


async def versions(house: House) -> list[tuple[int, str, datetime]]:
    async with house.store.reading(GUILD) as work:
        return [
            (found.version, found.changed_by, found.effective_from) for found in await work.guild.settings()
        ]


async def test_a_guild_that_nothing_was_recorded_for_has_no_settings() -> None:
    with pytest.raises(NotFound):
        await House.built().change_settings(GUILD, {"voice_shown": False}, ADA)


async def test_each_change_is_a_version_that_says_who_and_since_when() -> None:
    house = House.built()
    await house.told(a_message())
    first = house.clock.now()
    assert (await house.change_settings(GUILD, {"message_weight": 2}, ADA)).message_weight == 2.0
    house.clock.at += HOUR
    after = await house.change_settings(GUILD, {"message_weight": 1.5, "voice_shown": False}, COMMAND_LINE)
    assert after == GuildSettings(message_weight=1.5, voice_shown=False)
    assert await versions(house) == [(1, "Ada", first), (2, "command line", first + HOUR)]


@pytest.mark.parametrize("changes", [{}, {"message_weight": 1}, {"time_zone": "UTC", "voice_shown": True}])
async def test_a_change_that_changes_nothing_is_no_version(changes: dict[str, object]) -> None:
    house = House.built()
    await house.told(a_message())
    assert await house.change_settings(GUILD, changes, ADA) == GuildSettings()
    assert await versions(house) == []


async def test_a_change_that_does_not_fit_changes_nothing() -> None:
    house = House.built()
    await house.told(a_message())
    with pytest.raises(Invalid):
        await house.change_settings(GUILD, {"message_weight": 3, "time_zone": "Mars"}, ADA)
    assert await versions(house) == []


async def test_changes_at_once_become_versions_one_after_the_other() -> None:
    house = House.built()
    await house.told(a_message())
    changes = ({"message_weight": float(weight)} for weight in range(2, 7))
    await asyncio.gather(*(house.change_settings(GUILD, change, ADA) for change in changes))
    assert [number for number, _, _ in await versions(house)] == [1, 2, 3, 4, 5]


AWAY = st.integers(-3 * 24 * 60, 3 * 24 * 60).map(lambda minutes: TIME_ZERO + minutes * MINUTE)
ZONES = st.sampled_from(["Asia/Kolkata", "America/New_York", "Pacific/Kiritimati", "Australia/Lord_Howe"])


@given(
    st.lists(AWAY, min_size=1, max_size=6, unique=True), st.tuples(AWAY, st.integers(1, 1400)), ZONES, ZONES
)
async def test_a_new_zone_counts_the_past_again_on_its_own_days(
    moments: list[datetime], session: tuple[datetime, int], first_zone: str, last_zone: str
) -> None:
    house = House.built()
    house.clock.at += 9 * DAY
    talked = [
        enters_voice(session[0], a_person(2)),
        leaves_voice(session[0] + session[1] * MINUTE, a_person(2)),
    ]
    messages = [a_message(at) for at in moments]
    await house.told(*messages, *talked, a_reaction(messages[0], a_person(2), at=TIME_ZERO + 4 * DAY))
    for zone_name in (first_zone, last_zone):
        await house.change_settings(GUILD, {"time_zone": zone_name}, ADA)
    assert (await house.replay(GUILD, check=True)).differences == ()

    from_the_start = House.built()
    from_the_start.clock.at += 9 * DAY
    await from_the_start.told(a_message(TIME_ZERO, a_person(1), number=999))
    await from_the_start.change_settings(GUILD, {"time_zone": last_zone}, ADA)
    await house.told(a_message(TIME_ZERO, a_person(1), number=999))
    await from_the_start.told(
        *messages, *talked, a_reaction(messages[0], a_person(2), at=TIME_ZERO + 4 * DAY)
    )
    assert await house.folded() == await from_the_start.folded()

    tz, writer = ZoneInfo(last_zone), await house.number_of(a_person(1).id)
    days = [at.astimezone(tz).date() for at in (*moments, TIME_ZERO)]
    written = {key[1]: row[0] for key, row in (await house.folded()).member_day.items() if key[0] == writer}
    assert {day: count for day, count in written.items() if count} == {
        day_number(day): days.count(day) for day in days
    }


async def test_the_page_follows_a_new_zone_and_new_weights_at_once() -> None:
    house = House.built()
    await house.told(a_message(TIME_ZERO - 11 * HOUR), a_message(TIME_ZERO, number=1))
    assert [point.messages for point in (await house.show_overview(GUILD, "2d")).days] == [0, 2]
    await house.change_settings(GUILD, {"time_zone": "America/New_York", "message_weight": 3}, ADA)
    shown = await house.show_overview(GUILD, "2d")
    assert shown.time_zone == "America/New_York"
    assert [point.messages for point in shown.days] == [1, 1]
    assert shown.top.standings[0].score == 6.0
    await house.change_settings(GUILD, {"voice_shown": False}, ADA)
    assert "voice_hours" not in {tile.key for tile in (await house.show_overview(GUILD)).tiles}


async def test_once_days_are_sealed_no_other_zone_can_be_chosen_and_all_else_can() -> None:
    house = House.built()
    await house.told(a_message(), a_message(TIME_ZERO + 3 * DAY))
    await house.change_settings(GUILD, {"time_zone": "Europe/Rome"}, ADA)
    async with house.store.writing(GUILD) as work:
        await work.guild.seal(day_number(TIME_ZERO.date()))
    with pytest.raises(Conflict, match="those of Europe/Rome: the time zone can no longer be changed"):
        await house.change_settings(GUILD, {"time_zone": "Asia/Kolkata"}, ADA)
    kept = await house.change_settings(GUILD, {"message_weight": 2.0}, ADA)
    assert (kept.time_zone, kept.message_weight) == ("Europe/Rome", 2.0)


async def test_a_clock_that_was_set_back_lets_no_older_change_overrule_a_newer() -> None:
    house = House.built()
    await house.told(a_message())
    await house.change_settings(GUILD, {"fresh_days": 3, "time_zone": "Europe/Rome"}, ADA)
    first = house.clock.now()
    house.clock.at -= MINUTE
    newer = await house.change_settings(GUILD, {"fresh_days": 9, "time_zone": "Asia/Tokyo"}, ADA)
    await house.change_settings(GUILD, {"new_days": 60}, ADA)
    await house.undo_settings(GUILD, 3, ADA)
    house.clock.at += HOUR
    shown = await house.show_settings(GUILD)
    assert (newer.fresh_days, shown.settings) == (9, newer)
    assert {when for _, _, when in await versions(house)} == {first}
