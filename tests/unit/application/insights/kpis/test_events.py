"""Numbers of events, from the plan and the voice to the reading; nothing new is missed by what is kept."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

import attrs
import pytest

from application.community.ports import Store
from application.insights.events import Calendars, Gathering
from application.insights.events.answers import heard_of_all, said_of
from application.insights.kpis.question import KpiQuestion
from domain.community.coverage import FAMILIES, CoverageSpan
from domain.community.log.activity import RSVP_ADDED, RSVP_REMOVED
from domain.insights.events.columns import Said
from domain.kernel.actors import COMMAND_LINE
from tests.builders.activities import (
    DAY,
    GUILD,
    HOUR,
    MINUTE,
    TIME_ZERO,
    VOICE_CHANNEL,
    a_message,
    a_person,
    enters_voice,
    leaves_voice,
    of_event,
)
from tests.builders.events import Calendar
from tests.builders.house import House
from tests.unit.application.insights.events.test_show import an_evening
from tests.unit.application.insights.kpis.test_board import course


async def shown(house: House, key: str, as_of: str | None = None) -> tuple[float | None, float | None]:
    found = (await house.read_kpi(GUILD, KpiQuestion(key=key, window="7d", as_of=as_of))).reading
    return found.numerator, found.denominator


async def says_going(
    house: House, event: int, number: int, at: datetime, kind: str = RSVP_ADDED, natural_id: str | None = None
) -> None:
    told = {"subject": event, "details": {"answer": "going"}}
    if natural_id is not None:
        told["natural_id"] = natural_id
    await house.told(of_event(kind, at, a_person(number), **told))


async def test_an_evening_is_counted_once_it_is_over() -> None:
    house, _ = await an_evening()
    assert await shown(house, "event_attendees") == (2, None)
    assert await shown(house, "event_rate_rsvp") == (1, 2)
    assert await shown(house, "event_walk_ins") == (1, 2)
    assert await shown(house, "event_time") == (120, 2)
    house.clock.at = TIME_ZERO + timedelta(days=3)
    while_it_ran = (TIME_ZERO + HOUR + HOUR / 2).isoformat()
    assert await shown(house, "event_attendees", while_it_ran) == (0, None)
    assert await shown(house, "events_held", TIME_ZERO.date().isoformat()) == (1, None)


async def test_an_answer_that_comes_late_is_seen_at_the_next_reading() -> None:
    house, event = await an_evening()
    assert await shown(house, "event_rate_rsvp") == (1, 2)
    await says_going(house, event, 3, TIME_ZERO)
    assert await shown(house, "event_rate_rsvp") == (2, 3)
    assert await shown(house, "event_walk_ins") == (0, 2)
    page = (await house.show_events(GUILD)).sums
    assert (page.kept, page.said) == (2, 3)


async def test_the_page_and_the_catalogue_read_the_same_evening() -> None:
    house, _ = await an_evening()
    page = (await house.show_events(GUILD)).sums
    assert await shown(house, "event_comings") == (page.comings, None)
    assert await shown(house, "event_attendees") == (page.people, None)
    assert await shown(house, "event_rate_rsvp") == (page.kept, page.said)


async def test_time_alone_ends_an_event_that_was_read_before() -> None:
    house = House.built()
    calendar = await Calendar.of(house.store)
    await calendar.planned(channels=[VOICE_CHANNEL])
    for hours, held in ((1, None), (5, 1), (1, None)):
        house.clock.at = TIME_ZERO + hours * HOUR
        assert await shown(house, "events_held") == (held, None)


@pytest.mark.parametrize("channels", [[VOICE_CHANNEL], []])
async def test_an_event_to_which_nobody_came_and_that_is_called_off_afterwards_is_not_held_anywhere(
    channels: list[int],
) -> None:
    house = House.built()
    calendar = await Calendar.of(house.store)
    event = await calendar.planned(channels=channels)
    house.clock.at = calendar.clock.at = TIME_ZERO + 20 * DAY
    await house.told(a_message(house.clock.at - DAY, a_person(1), number=999))
    show = house.show_board
    assert course(await show(GUILD, "organisers"), "events_held")[-3] == 1
    await calendar.cancel(GUILD, event.event_id, COMMAND_LINE)
    await house.sheets.look(GUILD)
    assert not course(await show(GUILD, "organisers"), "events_held")[-3]


async def test_an_evening_that_begins_after_its_midnight_is_of_that_day_everywhere() -> None:
    house = House.built()
    calendar = await Calendar.of(house.store)
    midnight = TIME_ZERO.replace(hour=0) + DAY
    event = await calendar.planned(channels=[VOICE_CHANNEL], starts_at=midnight - 5 * MINUTE)
    calendar.clock.at = began = midnight + 5 * MINUTE
    await calendar.start(GUILD, event.event_id, COMMAND_LINE)
    await house.told(enters_voice(began, a_person(1)), leaves_voice(began + HOUR, a_person(1)))
    calendar.clock.at = began + HOUR
    await calendar.end(GUILD, event.event_id, COMMAND_LINE)
    house.clock.at = midnight + 3 * DAY
    await house.heard(
        *(
            CoverageSpan(family=family, start=TIME_ZERO - DAY, end=house.clock.at, source="gateway")
            for family in FAMILIES
        )
    )
    await house.change_settings(GUILD, {"qualifying": ["event"]}, COMMAND_LINE)
    for day, came in ((TIME_ZERO.date(), 0), (midnight.date(), 1)):
        window, found = f"{day}..{day}", []
        for key in ("event_attendees", "active_members"):
            found.append((await house.read_kpi(GUILD, KpiQuestion(key=key, window=window))).reading.numerator)
        page = await house.show_events(GUILD, window)
        assert [*found, page.sums.people, len(page.past)] == [came] * 4
    assert [line.event_id for line in page.month.events[TIME_ZERO.date()]] == [event.event_id]


async def test_what_is_kept_of_answers_is_what_a_new_look_finds() -> None:
    house, over = await an_evening()
    calendar = await Calendar.of(house.store)
    calendar.clock.at = TIME_ZERO + DAY
    ahead = (await calendar.planned(channels=[VOICE_CHANNEL], starts_at=TIME_ZERO + 3 * DAY)).event_id
    house.clock.at = TIME_ZERO + 5 * DAY
    chance = Random(6)
    for number in range(30):
        event, away = chance.choice((over, ahead)), chance.randrange(-24, 60)
        await says_going(house, event, chance.randrange(1, 9), TIME_ZERO + away * HOUR + number * MINUTE)
        asked = await house.gathering.ask(GUILD, "7d", None)
        kept = (await house.gathering.everything(asked, None)).said
        new = (await Gathering.over(house.store, house.sheets, house.clock).everything(asked, None)).said
        assert told(kept) == told(new)


async def test_calendars_are_let_go_when_they_are_many() -> None:
    house, _ = await an_evening()
    house.clock.at = TIME_ZERO + 9 * DAY
    for most, rows, left in ((8, 1_000, 3 * 4 + 2), (2, 1_000, 4 + 2), (8, 8, 4 + 2), (8, 1, 4)):
        calendars = Calendars(store=house.store, sheets=house.sheets, most=most, most_rows=rows)
        gathering = attrs.evolve(house.gathering, calendars=calendars)
        for away in (3, 4, 5):
            asked = await gathering.ask(GUILD, "7d", (TIME_ZERO + away * DAY).isoformat())
            await gathering.everything(asked, asked.as_of.instant.isoformat())
        assert calendars.rows == left, "two answers and two comings of each, and the two answers as of now"


async def test_as_of_whatever_moment_answers_are_what_the_marks_said_by_then() -> None:
    house, over = await an_evening()
    calendar = await Calendar.of(house.store)
    calendar.clock.at = TIME_ZERO + DAY
    ahead = (
        await calendar.planned(channels=[VOICE_CHANNEL], starts_at=TIME_ZERO + 3 * DAY, capacity=2)
    ).event_id
    chance, calendars = Random(7), house.gathering.calendars
    for number in range(40):
        event, at = chance.choice((over, ahead)), TIME_ZERO + chance.randrange(-24, 90) * HOUR
        kind = chance.choice((RSVP_ADDED, RSVP_ADDED, RSVP_REMOVED))
        house.clock.at = TIME_ZERO + 5 * DAY
        await says_going(house, event, chance.randrange(1, 9), at, kind, f"{number}")
        for until in (at, at + chance.randrange(-2, 3) * HOUR, at + timedelta(microseconds=1000)):
            kept = await calendars.read(GUILD, "UTC", until, None)
            async with house.store.reading(GUILD) as work:
                marks = await heard_of_all(work, kept.events, kept.aliases, until)
            assert told(kept.said) == told(said_of(marks)), f"step {number}, as of {until}"


async def test_as_of_another_day_only_answers_that_were_given_around_it_are_listed_anew() -> None:
    house, _ = await an_evening()
    counted = CountedReadings(house.store)
    calendars = Calendars(store=counted, sheets=house.sheets)
    asked = []
    for moment in (None, TIME_ZERO + 2 * DAY, TIME_ZERO + 3 * DAY, TIME_ZERO - DAY, TIME_ZERO + 2 * DAY):
        before = counted.readings
        await calendars.read(GUILD, "UTC", moment, None)
        asked.append(counted.readings - before)
    assert asked == [2, 1, 1, 1, 0], "the calendar with its answers, then the calendar as it stood"
    await says_going(
        house, (await calendars.read(GUILD, "UTC", None)).events[0].event_id, 4, TIME_ZERO + HOUR
    )
    await calendars.read(GUILD, "UTC", None, None)
    before = counted.readings
    await calendars.read(GUILD, "UTC", TIME_ZERO + HOUR / 2, None)
    assert counted.readings - before == 2, "one had said so by then, and one had not"


@attrs.define
class CountedReadings:
    """A store that says how often it was read."""

    inner: Store
    readings: int = 0

    def reading(self, guild: int) -> Any:
        self.readings += 1
        return self.inner.reading(guild)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


def told(said: Said) -> set[tuple[int, int, int]]:
    rows = list(zip(said.event.tolist(), said.member_no.tolist(), said.standing.tolist(), strict=True))
    assert len(rows) == len(set(rows))
    return set(rows)
