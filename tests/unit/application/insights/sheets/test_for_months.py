"""A web process that runs for months: what it remembers stays within its bounds, whatever is asked."""

import gc
import weakref
from datetime import timedelta

import pytest

from application.insights.kpis import courses
from application.insights.kpis.courses import Courses
from application.insights.sheets import seen
from domain.insights.kpis.catalogue import CATALOGUE, kpi
from domain.insights.kpis.groups import groups
from domain.insights.kpis.periods import period_of
from domain.insights.kpis.reading import looking, read
from domain.insights.sheet import CHANNEL_DAY, MEMBER_DAY
from tests.builders.activities import DAY, GUILD, TIME_ZERO, a_message
from tests.unit.application.insights.events.test_show import an_evening
from tests.unit.application.insights.spies import Shelf


async def test_guilds_that_there_are_not_are_forgotten_again() -> None:
    shelf = Shelf()
    await shelf.house.told(a_message())
    for number in range(seen.MOST_GUILDS + 20):
        await shelf.sheets.news_since(GUILD + 1 + number, 0)
    assert len(shelf.sheets.guilds) == seen.MOST_GUILDS
    assert GUILD + 1 not in shelf.sheets.guilds
    assert await shelf.sheets.last_activity(GUILD) == TIME_ZERO


async def test_of_a_guild_that_was_forgotten_no_table_is_held() -> None:
    shelf = Shelf()
    await shelf.house.told(a_message())
    await shelf.sheets.window(GUILD, CHANNEL_DAY, (0, 99_999))
    assert shelf.sheets.tables == 1
    for number in range(seen.MOST_GUILDS):
        await shelf.sheets.news_since(GUILD + 1 + number, 0)
    assert shelf.sheets.tables == 0
    assert len(await shelf.sheets.window(GUILD, CHANNEL_DAY, (0, 99_999))) == 1


async def test_windows_in_which_nothing_happened_do_not_pile_up() -> None:
    shelf = Shelf(max_tables=30)
    await shelf.house.told(a_message())
    await shelf.sheets.days(GUILD, MEMBER_DAY)
    for day in range(50):
        await shelf.sheets.settled_channel_people(GUILD, (day, day + 1))
    assert shelf.sheets.tables == 30
    await shelf.sheets.days(GUILD, MEMBER_DAY)
    assert shelf.facts.asked["member_day all"] == 1, "what every page needs stays"


async def test_periods_of_many_guilds_are_remembered_within_one_bound() -> None:
    house = Shelf().house
    remembered, wam, today = Courses(sheets=house.sheets), kpi("wam"), TIME_ZERO.date()
    days = [period_of(today - timedelta(days=away), "day") for away in range(40)]
    kept = []
    for number in range(courses.MOST_GUILDS + 3):
        guild = GUILD + number
        await house.told(a_message(guild=guild))
        past = await remembered.past(guild)
        facts = (await house.gather_kpis(guild, [wam])).facts
        for day in days:
            past.of(facts)(wam, day)
        kept.append(remembered.periods)
    assert kept[0] == len(days)
    assert max(kept) == courses.MOST_GUILDS * len(days)


async def test_one_guild_looked_at_as_of_many_moments_keeps_the_last_few() -> None:
    house = Shelf().house
    await house.told(a_message())
    remembered, wam = Courses(sheets=house.sheets), kpi("wam")
    week = period_of(TIME_ZERO.date() - timedelta(days=20), "week")
    for away in range(9):
        past = await remembered.past(GUILD)
        as_of = (house.clock.at - away * DAY).date().isoformat()
        past.of((await house.gather_kpis(GUILD, [wam], "7d", as_of)).facts)(wam, week)
    assert remembered.periods == courses.MOST_MOMENTS


@pytest.fixture
def no_collector():
    """What nothing refers to goes at once; what refers to itself would stay for hours."""
    before = gc.isenabled()
    gc.disable()
    yield
    if before:
        gc.enable()


async def test_the_facts_of_a_question_go_as_soon_as_it_is_answered(no_collector: None) -> None:
    house, _ = await an_evening()
    found = await house.gather_kpis(GUILD, CATALOGUE, "30d", apart={"role"})
    facts, window = found.facts, found.asked.window
    for one in CATALOGUE:
        read(one, facts, window)
        for by in one.by:
            read(one, facts, window, by=by)
            for group in groups(looking(one, facts, window), by)[0]:
                read(one, facts, window, group=group)
    kept = [weakref.ref(facts), weakref.ref(facts.remembered), weakref.ref(facts.events)]
    del found, facts
    assert [one() for one in kept] == [None] * 3
