"""A closed period is read again when anything that it was read from has changed, also after it was over."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from application.insights.kpis.question import KpiQuestion
from domain.community.coverage import FAMILIES, CoverageSpan
from domain.community.log.activity import RSVP_ADDED
from domain.community.log.letters import Unreadable
from domain.community.missed import NotedGap
from domain.insights.kpis.catalogue import CATALOGUE
from domain.insights.kpis.publishing.closed import closed_periods, groups_published
from domain.insights.kpis.publishing.rows import rows_of
from domain.insights.kpis.reading import read
from domain.kernel.actors import COMMAND_LINE
from tests.builders.activities import (
    DAY,
    GUILD,
    HOUR,
    MINUTE,
    TIME_ZERO,
    a_message,
    a_person,
    enters_voice,
    joins,
    leaves_voice,
    of_event,
)
from tests.builders.events import ADA as HOST
from tests.builders.events import VOICE_CHANNEL, Calendar
from tests.builders.house import House

pytestmark = pytest.mark.slow

ADA, BEN = a_person(1), a_person(2)
DAYS = 9
Happening = Callable[[House], Awaitable[None]]


async def a_house() -> House:
    """Nine days of Ada and Ben, of all of which only voice was never listened to."""
    house = House.built()
    house.clock.at = TIME_ZERO + DAYS * DAY
    end = TIME_ZERO + DAYS * DAY
    await house.heard(
        *(
            CoverageSpan(family=family, start=TIME_ZERO - DAY, end=end, source="gateway")
            for family in FAMILIES
            if family != "voice"
        )
    )
    people = [joins(TIME_ZERO, by=who) for who in (ADA, BEN)]
    await house.told(
        *people,
        *(a_message(TIME_ZERO + day * DAY + HOUR, by=ADA) for day in range(DAYS)),
        Unreadable(guild=GUILD, source="ingest", reason="unreadable", detail="x", fingerprint="x"),
    )
    await house.link_account(GUILD, ADA.id, "github", "ada", COMMAND_LINE)
    house.clock.at += DAY
    await house.told(a_message(house.clock.now() - HOUR, by=BEN))
    await house.publish_readings(GUILD)
    return house


async def stale(house: House) -> list[str]:
    """The rows of closed periods that say something else than a reading of now."""
    facts = (await house.gather_kpis(GUILD, CATALOGUE, "all")).facts
    closed = closed_periods(facts.activity.first_day, facts.as_of, facts.settings.time_zone)
    async with house.store.reading(GUILD) as work:
        latest = await work.readings.latest([(one.grain, one.window.first) for one in closed])
    return [
        f"{one.key} {period.window.label} {row.by} {row.part}"
        for period in closed
        for one in CATALOGUE
        if period.grain in one.grains
        for by in (None, *groups_published(one, period.grain))
        for row in rows_of(read(one, facts, period.window, by=by), period.grain, by or "")
        if row.about not in latest or not row.says_the_same(latest[row.about])
    ]


async def a_letter_is_mended(house: House) -> None:
    async with house.store.writing(GUILD) as work:
        await work.letters.resolve([one.id for one in await work.letters.waiting()], house.clock.now())


async def a_link_is_taken_back(house: House) -> None:
    await house.unlink_account(GUILD, await house.number_of("ada", source="github"), COMMAND_LINE)


async def a_platform_is_new(house: House) -> None:
    await house.link_account(GUILD, BEN.id, "twitch", "ben", COMMAND_LINE)


async def voice_is_listened_to_from_now_on(house: House) -> None:
    now = house.clock.now()
    await house.heard(CoverageSpan(family="voice", start=now, end=now + HOUR, source="gateway"))


async def a_gap_is_explained(house: House) -> None:
    async with house.store.writing(GUILD) as work:
        gap = NotedGap(family="messages", start=TIME_ZERO - DAY, end=TIME_ZERO + DAY, reason="offline")
        await work.listening.note([gap])


async def somebody_answers_of_whom_nothing_else_is_known(house: House) -> None:
    await house.told(of_event(RSVP_ADDED, house.clock.now() - HOUR, a_person(7)))


async def they_did_something(house: House) -> None:
    await somebody_answers_of_whom_nothing_else_is_known(house)
    await house.publish_readings(GUILD)
    await house.told(a_message(house.clock.now() - HOUR, by=a_person(7)))


@pytest.mark.parametrize(
    "happens",
    [
        a_letter_is_mended,
        a_link_is_taken_back,
        a_platform_is_new,
        voice_is_listened_to_from_now_on,
        a_gap_is_explained,
        somebody_answers_of_whom_nothing_else_is_known,
        they_did_something,
    ],
)
async def test_what_is_published_is_what_is_read_whatever_happens_later(happens: Happening) -> None:
    house = await a_house()
    assert not await stale(house)
    await happens(house)
    await house.publish_readings(GUILD)
    assert not await stale(house)


async def test_an_event_that_goes_on_over_midnight_is_published_once_its_time_has_passed() -> None:
    house = await a_house()
    calendar = await Calendar.of(house.store)
    midnight = TIME_ZERO.replace(hour=0, minute=0) + (DAYS + 2) * DAY
    await calendar.planned(starts_at=midnight - HOUR, ends_at=midnight + HOUR)
    house.clock.at = midnight + timedelta(minutes=5)
    await house.told(a_message(midnight, by=ADA))
    for hours in (0.5, 2):
        house.clock.at = midnight + timedelta(hours=hours)
        await house.publish_readings(GUILD)
        assert not await stale(house), hours


async def test_who_talked_at_or_answered_an_evening_after_its_midnight_is_published_on_its_day() -> None:
    house = await a_house()
    monday = TIME_ZERO.replace(hour=0, minute=0) + 14 * DAY
    calendar = await Calendar.of(house.store)
    evening = await calendar.planned(starts_at=monday - 5 * MINUTE, ends_at=monday + 2 * HOUR)
    calendar.clock.at = monday + 5 * MINUTE
    await calendar.start(GUILD, evening.event_id, HOST)
    calendar.clock.at = monday + 2 * HOUR
    await calendar.end(GUILD, evening.event_id, HOST)
    house.clock.at = monday + 3 * HOUR
    await house.heard(CoverageSpan(family="voice", start=TIME_ZERO, end=monday + 3 * HOUR, source="gateway"))
    await house.told(a_message(monday + 2 * HOUR, by=ADA))
    await house.publish_readings(GUILD)
    talked = monday + 10 * MINUTE
    told_late = (
        of_event(RSVP_ADDED, talked, BEN, subject=evening.event_id, details={"answer": "going"}),
        enters_voice(talked, ADA, VOICE_CHANNEL),
        leaves_voice(talked + HOUR, ADA),
    )
    for late in (told_late[:1], told_late[1:]):
        await house.told(*late)
        await house.publish_readings(GUILD)
        assert not await stale(house)
    found = await house.read_kpi(
        GUILD, KpiQuestion(key="event_rate_invited", window="2026-03-16..2026-03-16")
    )
    assert (found.reading.numerator, found.reading.denominator) == (0, 1)
