"""After an update the past is counted for what the new version shows: once, wholly, and honestly."""

import pytest

from domain.community.fold import FOLD
from domain.community.guild import GuildProfile
from domain.community.invites import invite_code
from domain.community.log.activity import MEMBER_JOINED, RSVP_ADDED
from domain.community.spans import ANSWER
from domain.kernel.instants import day_number
from tests.builders.activities import (
    DAY,
    DAY_ZERO,
    GUILD,
    TIME_ZERO,
    a_message,
    a_person,
    an_activity,
    of_event,
)
from tests.builders.house import House
from tests.unit.application.community.test_replay import a_week

TODAY = day_number(DAY_ZERO)


async def an_older_house() -> House:
    """A week counted by the first version of the fold, which knew neither hours nor people of channels."""
    house = House.built()
    house.clock.at += 9 * DAY
    await house.told(*a_week())
    state = house.memory.state(GUILD)
    state.channel_hour.clear()
    state.member_channel_day.clear()
    state.command_day.clear()
    state.run_day.clear()
    state.fold = 1
    return house


async def profile(house: House) -> GuildProfile:
    async with house.store.reading(GUILD) as work:
        found = await work.guild.profile()
    assert found is not None
    return found


async def test_an_older_log_is_counted_as_if_it_had_been_from_the_first_day() -> None:
    house = await an_older_house()
    assert (await house.replay(GUILD, check=True)).differences
    told: list[tuple[int, int]] = []
    assert await house.complete(lambda guild, read: told.append((guild, read))) == 1
    assert (await house.replay(GUILD, check=True)).differences == ()
    assert told[-1] == (GUILD, len(a_week()))
    found = await profile(house)
    assert (found.fold, found.detailed_since) == (FOLD, None)


async def test_it_is_counted_once() -> None:
    house = await an_older_house()
    await house.complete()
    folded, revision = await house.folded(), (await profile(house)).revision
    assert await house.complete() == 0
    assert (await house.folded(), (await profile(house)).revision) == (folded, revision)


async def test_what_is_recorded_by_this_version_needs_nothing() -> None:
    house = House.built()
    await house.told(a_message(TIME_ZERO, a_person(1)))
    assert await house.complete() == 0


async def test_a_guild_says_since_when_its_channels_are_known_when_older_records_are_gone() -> None:
    house = await an_older_house()
    await house.seal(GUILD, DAY_ZERO + 2 * DAY)
    await house.complete()
    folded = await house.folded()
    assert {day for _, day, _ in folded.channel_hour} == set(range(TODAY + 3, TODAY + 7))
    assert {day for _, day, *_ in folded.member_channel_day} == set(range(TODAY + 3, TODAY + 7))
    found = await profile(house)
    assert (found.detailed_since, found.commands_since) == (TODAY + 3, TODAY + 3)
    assert (await house.replay(GUILD, check=True)).differences == ()


async def test_what_an_older_version_counted_too_stays_known_of_days_whose_records_are_gone() -> None:
    house = await an_older_house()
    house.memory.state(GUILD).fold = 4
    await house.seal(GUILD, DAY_ZERO + 2 * DAY)
    await house.complete()
    found = await profile(house)
    assert (found.fold, found.detailed_since, found.commands_since) == (FOLD, None, None)


async def test_a_replay_completes_too() -> None:
    house = await an_older_house()
    await house.replay(GUILD)
    sound = await house.folded()
    assert await house.complete() == 0
    assert await house.folded() == sound
    assert sound.channel_hour and sound.member_channel_day


async def test_half_a_completion_is_none() -> None:
    house = await an_older_house()

    def fail(guild: int, read: int) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await house.complete(fail)
    assert (await profile(house)).fold == 1
    assert not (await house.folded()).channel_hour
    assert await house.complete() == 1


async def test_the_pages_see_at_once_what_was_completed() -> None:
    house = await an_older_house()
    days = (TODAY, TODAY + 7)
    assert len(await house.sheets.channel_people(GUILD, days)) == 0
    await house.complete()
    assert len(await house.sheets.channel_people(GUILD, days)) > 0


async def test_answers_to_events_are_known_of_a_log_that_an_older_version_counted() -> None:
    house = House.built()
    house.clock.at += 9 * DAY
    await house.told(a_message(), of_event(RSVP_ADDED, TIME_ZERO + DAY))
    await house.seal(GUILD, DAY_ZERO)
    state = house.memory.state(GUILD)
    state.marks = {key: marks for key, marks in state.marks.items() if key[1] != ANSWER}
    state.fold = 2
    assert (await house.replay(GUILD, check=True)).differences
    assert await house.complete() == 1
    assert (await house.replay(GUILD, check=True)).differences == ()
    found = await profile(house)
    assert (found.fold, found.detailed_since) == (FOLD, None), "every day was counted in detail before"


async def test_by_which_invite_somebody_came_is_known_of_a_log_that_an_older_version_counted() -> None:
    house = House.built()
    house.clock.at += 9 * DAY
    came = an_activity(MEMBER_JOINED, channel=None, details={"invite": "hTKzmak"})
    await house.told(came, an_activity(MEMBER_JOINED, channel=None, person=a_person(2), natural_id="2"))
    state = house.memory.state(GUILD)
    for key, marks in state.marks.items():
        state.marks[key] = {mark._replace(channel=None) for mark in marks}
        state.spans[key] = [span._replace(channel=None) for span in state.spans[key]]
    state.fold = 4
    assert await house.complete() == 1
    assert (await house.replay(GUILD, check=True)).differences == ()
    members = await house.sheets.members(GUILD, "UTC")
    assert [number and invite_code(number) for number in members.invite.tolist()] == ["hTKzmak", 0]
