"""A series that is tended, moved, split and called off for weeks: every occurrence is one event, once."""

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from adapters.memory.community import MemoryStore
from adapters.recurrence.rules import DateutilRules
from application.community.events.series import instants
from application.community.guild_settings import ChangeSettings
from domain.community.events.event import Event, Status
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.errors import Conflict
from tests.builders.activities import DAY, GUILD, HOUR
from tests.builders.events import BO, Calendar

ROME = ZoneInfo("Europe/Rome")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["tend", "call off", "call off later", "move", "move later", "rename later"]),
        st.integers(0, 30),
        st.integers(1, 5),
    ),
    max_size=8,
)
RULES = st.sampled_from(["FREQ=WEEKLY", "FREQ=WEEKLY;COUNT=6", "FREQ=DAILY;INTERVAL=5", "FREQ=MONTHLY"])


@given(RULES, STEPS)
async def test_whatever_is_done_to_a_series_each_occurrence_is_one_event(
    rule: str, steps: list[tuple[str, int, int]]
) -> None:
    calendar = await a_calendar()
    await calendar.planned(datetime(2026, 3, 10, 20, tzinfo=ROME), repeats=rule)
    ever: set[int] = set()
    for what, which, amount in steps:
        ahead = [event for event in await calendar.events() if event.status is Status.PLANNED]
        ever |= {event.event_id for event in ahead}
        if what == "tend":
            calendar.clock.at += 3 * amount * DAY
            await calendar.tend(GUILD)
        elif ahead:
            try:
                await change(calendar, ahead[which % len(ahead)], what, amount)
            except Conflict as refused:
                assert "has begun" in str(refused)
        await check(calendar, ever)
    await calendar.tend(GUILD)
    assert await calendar.tend(GUILD) == []


async def a_calendar() -> Calendar:
    calendar = await Calendar.of(MemoryStore())
    await ChangeSettings(store=calendar.store, clock=calendar.clock)(
        GUILD, {"time_zone": "Europe/Rome"}, COMMAND_LINE
    )
    return calendar


async def change(calendar: Calendar, event: Event, what: str, amount: int) -> None:
    later = what.endswith("later")
    if what.startswith("call off"):
        await calendar.cancel(GUILD, event.event_id, BO, later=later)
    elif what.startswith("move"):
        wishes = {"starts_at": event.plan.starts_at + amount * HOUR / 4}
        await calendar.edit(GUILD, event.event_id, wishes, BO, later=later)
    else:
        await calendar.edit(GUILD, event.event_id, {"title": f"Named {amount}"}, BO, later=later)


async def check(calendar: Calendar, ever: set[int]) -> None:
    events = await calendar.events()
    assert ever <= {event.event_id for event in events}, "an event that was on the calendar is gone"
    places = Counter((event.series, event.occurrence) for event in events)
    assert set(places.values()) <= {1}
    async with calendar.store.reading(GUILD) as work:
        series = await work.recurrences.all()
    for one in series:
        made = one.made_through or one.plan.starts_at
        wanted = instants(one, DateutilRules(), one.plan.starts_at, made)
        held = {event.occurrence for event in events if event.series == one.series_id}
        assert set(wanted) <= held, "an occurrence has no event"
        living = {event.occurrence for event in events if event.series == one.series_id and not event.over}
        assert living <= {*wanted, *(at for at in living if at and at >= made)}
        assert len({one.wall(at).time() for at in wanted}) <= 1, "the clock on the wall shows another time"
    assert {event.series for event in events} <= {one.series_id for one in series}
    lengths = {(event.plan.ends_at or event.plan.starts_at) - event.plan.starts_at for event in events}
    assert lengths == {timedelta(hours=2)}
