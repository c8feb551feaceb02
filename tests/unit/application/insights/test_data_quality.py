"""Can these numbers be believed? From activities, letters and coverage to the reading of the Data page."""

from datetime import timedelta

import attrs
import pytest

from domain.community.coverage import CoverageSpan, Family
from domain.community.log.letters import Unreadable
from domain.kernel.errors import Invalid, NotFound
from tests.builders.activities import DAY, GUILD, HOUR, TIME_ZERO, StoppedClock, a_message, a_person
from tests.builders.house import House

ADA = a_person(1, name="Ada")


@pytest.fixture
def house() -> House:
    return House.built()


async def listened(house: House, *families: Family, since: int = 60, until: float = 0) -> None:
    """The bot heard these until so many hours ago."""
    now = house.clock.now()
    async with house.store.writing(GUILD) as work:
        await work.listening.add(
            CoverageSpan(family=family, start=now - since * DAY, end=now - until * HOUR, source="gateway")
            for family in families
        )


async def test_a_guild_that_nothing_is_known_of_has_no_data(house: House) -> None:
    with pytest.raises(NotFound):
        await house.show_data_quality(GUILD)


async def test_a_window_that_cannot_be_read_is_refused(house: House) -> None:
    await house.told(a_message(by=ADA))
    with pytest.raises(Invalid):
        await house.show_data_quality(GUILD, "soon")


async def test_what_came_in_is_told_with_what_was_known_already(house: House) -> None:
    told = a_message(by=ADA)
    await house.told(told, told)
    await house.told(told, a_message(by=ADA, number=2))
    read = await house.show_data_quality(GUILD)
    [source] = read.sources
    assert (source.accepted, source.duplicate, source.differing) == (2, 2, 0)
    assert [lag.count for lag in read.lags] == [2]


async def test_what_came_in_before_the_window_is_not_told(house: House) -> None:
    await house.told(a_message(by=ADA))
    today = house.clock.now().date()
    before = f"{today - timedelta(days=9)}..{today - timedelta(days=3)}"
    assert (await house.show_data_quality(GUILD, before)).sources == ()
    past = f"{today - timedelta(days=1)}"
    assert (await house.show_data_quality(GUILD, "7d", past)).sources == ()


async def test_letters_of_the_guild_and_of_nobody_are_told_apart(house: House) -> None:
    lost = Unreadable(source="ingest", reason="unreadable", detail="line 1", length=3)
    await house.record([a_message(by=ADA), attrs.evolve(a_message(by=ADA), kind="wave"), lost])
    read = await house.show_data_quality(GUILD)
    assert read.letters == {"unknown_kind": 1}
    assert read.unaddressed == {"unreadable": 1}


async def test_a_guild_of_which_everything_was_parked_is_known(house: House) -> None:
    await house.record([attrs.evolve(a_message(by=ADA), kind="wave")])
    read = await house.show_data_quality(GUILD)
    assert read.letters == {"unknown_kind": 1}
    assert not read.empty
    assert (await house.show_overview(GUILD)).empty


async def test_what_was_heard_is_of_the_window(house: House) -> None:
    await house.told(a_message(by=ADA))
    await listened(house, "messages")
    await listened(house, "voice", until=31)
    verdict = (await house.show_data_quality(GUILD)).verdict
    [missing] = verdict.missing
    assert missing.families == ("voice",)
    assert missing.seconds == 31 * HOUR.total_seconds()
    assert missing.gaps == 1


async def test_the_seconds_since_a_listener_last_spoke_are_no_gap(house: House) -> None:
    await house.told(a_message(by=ADA))
    await listened(house, "messages", until=0.05)
    assert (await house.show_data_quality(GUILD)).verdict.full


async def test_without_a_listener_the_page_opens_at_the_last_day(house: House) -> None:
    late = attrs.evolve(house, clock=StoppedClock(TIME_ZERO + 40 * DAY))
    await house.told(a_message(by=ADA))
    read = await late.show_data_quality(GUILD)
    assert read.opened_at_last_day
    assert read.window.last == TIME_ZERO.date()


@pytest.mark.parametrize("window", ["7d", "all", f"{TIME_ZERO.date()}..{(TIME_ZERO + 50 * DAY).date()}"])
async def test_what_was_brought_in_of_the_past_is_told_though_it_came_in_after_its_days(
    house: House, window: str
) -> None:
    late = attrs.evolve(house, clock=StoppedClock(TIME_ZERO + 40 * DAY))
    await late.told(a_message(by=ADA, source="history"))
    read = await late.show_data_quality(GUILD, window)
    assert read.opened_at_last_day
    assert [(source.source, source.accepted) for source in read.sources] == [("history", 1)]
    past = f"{TIME_ZERO.date() - 9 * DAY}..{TIME_ZERO.date() - DAY}"
    assert (await late.show_data_quality(GUILD, past)).sources == ()
