"""Where it is alive, and who is left alone: from activities to the page."""

import pytest

from domain.community.coverage import CoverageSpan
from domain.insights.channels import Channels
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.errors import Invalid, NotFound
from tests.builders.activities import (
    CHANNEL,
    DAY,
    GUILD,
    HOUR,
    MINUTE,
    TIME_ZERO,
    a_message,
    a_person,
    a_reaction,
    a_reply,
    joins,
)
from tests.builders.house import House

ADA, BEN, CLEO = (a_person(number, name=name) for number, name in ((1, "Ada"), (2, "Ben"), (3, "Cleo")))


@pytest.fixture
def house() -> House:
    return House.built()


def waiting(found: Channels) -> list[str]:
    return [one.person.name for one in found.unanswered]


async def test_a_guild_that_nothing_is_known_of_has_no_channels(house: House) -> None:
    with pytest.raises(NotFound):
        await house.show_channels(GUILD)


async def test_a_window_that_cannot_be_read_is_refused(house: House) -> None:
    await house.told(a_message(by=ADA))
    with pytest.raises(Invalid):
        await house.show_channels(GUILD, "soon")


async def test_channels_are_shown_as_they_were_written_in(house: House) -> None:
    await house.told(
        a_message(TIME_ZERO - 8 * DAY, ADA),
        a_message(TIME_ZERO - HOUR, ADA),
        a_message(TIME_ZERO - 2 * DAY, BEN),
        a_message(TIME_ZERO - HOUR, BEN, channel=77, number=5),
    )
    found = await house.show_channels(GUILD, "7d")
    one, other = found.lines
    assert (one.channel, one.messages, one.people, one.previous) == (CHANNEL, 2, 2, None)
    assert (other.channel, other.messages, other.people) == (77, 1, 1)
    assert {hour for hour, count in enumerate(one.hours) if count} == {11, 12}
    assert found.writers == 2


async def test_hours_are_those_of_the_guilds_zone(house: House) -> None:
    await house.told(a_message(TIME_ZERO - HOUR, ADA))
    await house.change_settings(GUILD, {"time_zone": "Asia/Kolkata"}, COMMAND_LINE)
    [one] = (await house.show_channels(GUILD, "7d")).lines
    assert {hour for hour, count in enumerate(one.hours) if count} == {16}


async def test_a_newcomer_waits_until_somebody_replies(house: House) -> None:
    span = CoverageSpan(
        family="membership", start=TIME_ZERO - 60 * DAY, end=TIME_ZERO + 9 * DAY, source="gateway"
    )
    await house.heard(span)
    hello = a_message(TIME_ZERO - HOUR, BEN, number=3)
    await house.told(a_message(TIME_ZERO - 40 * DAY, ADA), joins(TIME_ZERO - 2 * HOUR, BEN), hello)
    assert waiting(await house.show_channels(GUILD)) == ["Ben"]
    await house.told(a_reaction(hello, ADA, at=TIME_ZERO - 30 * MINUTE))
    [one] = (await house.show_channels(GUILD)).unanswered
    assert (one.received, [spot.channel for spot in one.spots]) == (1, [CHANNEL])
    await house.told(a_reply(hello, TIME_ZERO - MINUTE, ADA))
    assert waiting(await house.show_channels(GUILD)) == []
    before = (TIME_ZERO - 10 * MINUTE).isoformat()
    assert waiting(await house.show_channels(GUILD, "30d", before)) == ["Ben"]


async def test_a_guild_whose_older_records_are_gone_says_since_when_its_channels_are_known(
    house: House,
) -> None:
    house.clock.at = TIME_ZERO + 9 * DAY
    await house.told(a_message(TIME_ZERO, ADA), a_message(TIME_ZERO + 3 * DAY, ADA))
    state = house.memory.state(GUILD)
    state.channel_hour.clear()
    state.member_channel_day.clear()
    state.fold = 1
    await house.seal(GUILD, TIME_ZERO.date())
    await house.complete()
    found = await house.show_channels(GUILD, "30d", (TIME_ZERO + 4 * DAY).date().isoformat())
    assert found.detailed_since == (TIME_ZERO + DAY).date()
    [one] = found.lines
    assert (one.messages, one.people, sum(one.hours), one.reach) == (2, 1, 1, None)
