"""What a store promises of a guild's calendar."""

from datetime import timedelta

import attrs
import pytest

from application.community.ports import Store
from domain.community.events.event import Event, Status
from domain.kernel.errors import Conflict
from domain.kernel.ids import MAX_ID
from tests.builders.activities import DAY, HOUR, TIME_ZERO
from tests.builders.events import an_event
from tests.contracts import Contract, a_guild

MINUTE = timedelta(minutes=1)
GAME_NIGHT = an_event(
    7,
    type="game",
    description="Bring snacks.\nAnd a friend.",
    hosts=(4, 0),
    channels=(MAX_ID, 12),
    place="The usual table",
    capacity=20,
    before_minutes=0,
    minimum_minutes=30,
    status=Status.COMPLETED,
    started_at=TIME_ZERO + HOUR + MINUTE,
    ended_at=TIME_ZERO + 5 * HOUR,
    series=3,
    occurrence=TIME_ZERO,
    discord_id=MAX_ID,
    created_by=4,
    changed_by=0,
    version=9,
)
BARE = an_event(8, channels=(), ends_at=None, starts_at=TIME_ZERO + 9 * HOUR)


async def calendar(store: Store, guild: int, *events: Event) -> None:
    """Put these on the guild's calendar."""
    async with store.writing(guild) as work:
        await work.events.put(events)


class EventsContract(Contract):
    """Events by id, by twin, by time and by series; each as it was kept last."""

    async def test_an_event_comes_back_as_it_was_kept_last(self, store: Store, guild: int) -> None:
        await calendar(store, guild, an_event(7), BARE)
        await calendar(store, guild, GAME_NIGHT)
        async with store.reading(guild) as work:
            assert await work.events.of([7, 8, 9]) == {7: GAME_NIGHT, 8: BARE}
            assert await work.events.of([]) == {}
        async with store.reading(a_guild()) as work:
            assert await work.events.of([7, 8]) == {}
            assert await work.events.alive() == []

    async def test_an_event_is_found_by_its_twin_in_discord(self, store: Store, guild: int) -> None:
        found = an_event(50, discord_id=None)
        await calendar(store, guild, an_event(1, discord_id=60), found)
        async with store.reading(guild) as work:
            assert await work.events.mirrored([50, 60, 70]) == {
                60: an_event(1, discord_id=60),
                50: found,
            }
            assert await work.events.mirrored([1]) == {1: an_event(1, discord_id=60)}

    async def test_of_occurrences_with_one_twin_the_one_that_starts_last_is_found(
        self, store: Store, guild: int
    ) -> None:
        last_week = an_event(60, discord_id=60, status=Status.COMPLETED)
        this_week = an_event(2, discord_id=60, starts_at=TIME_ZERO + 8 * DAY)
        await calendar(store, guild, this_week, last_week)
        async with store.reading(guild) as work:
            assert await work.events.mirrored([60]) == {60: this_week}

    async def test_two_living_events_never_have_the_same_twin(self, store: Store, guild: int) -> None:
        await calendar(store, guild, an_event(1, discord_id=60))
        with pytest.raises(Conflict):
            await calendar(store, guild, an_event(2, discord_id=60))
        async with store.reading(guild) as work:
            assert await work.events.of([1, 2]) == {1: an_event(1, discord_id=60)}

    async def test_an_occurrence_of_a_series_is_one_event(self, store: Store, guild: int) -> None:
        await calendar(store, guild, an_event(1, series=3, occurrence=TIME_ZERO))
        await calendar(store, guild, an_event(2, series=4, occurrence=TIME_ZERO))
        with pytest.raises(Conflict):
            await calendar(store, guild, an_event(5, series=3, occurrence=TIME_ZERO))

    async def test_a_time_shows_every_event_that_touches_it(self, store: Store, guild: int) -> None:
        late = an_event(2, starts_at=TIME_ZERO + 4 * HOUR)
        await calendar(store, guild, late, an_event(1))
        for first, last, ids in (
            (0, 1, []),
            (0, 2, [1]),
            (3, 4, [1]),
            (3, 5, [1, 2]),
            (6, 7, [2]),
            (7, 99, []),
        ):
            async with store.reading(guild) as work:
                found = await work.events.between(TIME_ZERO + first * HOUR, TIME_ZERO + last * HOUR)
            assert [event.event_id for event in found] == ids, (first, last)

    async def test_when_it_really_took_place_counts_as_well_as_what_was_planned(
        self, store: Store, guild: int
    ) -> None:
        await calendar(store, guild, attrs.evolve(GAME_NIGHT, started_at=TIME_ZERO))
        async with store.reading(guild) as work:
            for first, last in ((0, 1), (4, 5)):
                found = await work.events.between(TIME_ZERO + first * HOUR, TIME_ZERO + last * HOUR)
                assert [event.event_id for event in found] == [7]

    async def test_what_is_going_on_has_no_end_yet(self, store: Store, guild: int) -> None:
        running = an_event(1, status=Status.STARTED, started_at=TIME_ZERO + HOUR)
        await calendar(store, guild, running, an_event(2))
        async with store.reading(guild) as work:
            assert await work.events.between(TIME_ZERO + 9 * DAY, TIME_ZERO + 10 * DAY) == [running]

    async def test_what_is_over_is_no_longer_alive(self, store: Store, guild: int) -> None:
        running = an_event(1, status=Status.STARTED, started_at=TIME_ZERO, starts_at=TIME_ZERO + DAY)
        off = an_event(5, status=Status.CANCELLED, ended_at=TIME_ZERO)
        await calendar(store, guild, running, BARE, GAME_NIGHT, off)
        async with store.reading(guild) as work:
            assert await work.events.alive() == [BARE, running]

    async def test_what_is_ripe_is_what_begins_or_ends_now(self, store: Store, guild: int) -> None:
        begins = an_event(1)
        ends = an_event(2, status=Status.STARTED, started_at=TIME_ZERO, starts_at=TIME_ZERO - HOUR)
        open_ended = attrs.evolve(BARE, status=Status.STARTED, started_at=TIME_ZERO)
        await calendar(store, guild, begins, ends, open_ended, GAME_NIGHT)
        for hours, ids in ((0, []), (0.99, []), (1, [2, 1]), (99, [2, 1])):
            at = TIME_ZERO + hours * HOUR
            async with store.reading(guild) as work:
                ripe = await work.events.ripe(at)
            assert [event.event_id for event in ripe] == ids
            assert all(event.due(at) is not None for event in ripe)

    async def test_a_series_is_in_the_order_of_its_occurrences(self, store: Store, guild: int) -> None:
        moved = an_event(1, series=3, occurrence=TIME_ZERO, starts_at=TIME_ZERO + 9 * DAY)
        second = an_event(2, series=3, occurrence=TIME_ZERO + 7 * DAY, starts_at=TIME_ZERO + 7 * DAY)
        await calendar(store, guild, second, moved, an_event(5, series=4, occurrence=TIME_ZERO), BARE)
        async with store.reading(guild) as work:
            assert await work.events.of_series(3) == [moved, second]

    async def test_what_a_failed_transaction_planned_is_not_there(self, store: Store, guild: int) -> None:
        await calendar(store, guild, BARE)
        with pytest.raises(ZeroDivisionError):
            async with store.writing(guild) as work:
                await work.events.put([attrs.evolve(BARE, version=2), GAME_NIGHT])
                raise ZeroDivisionError
        async with store.reading(guild) as work:
            assert await work.events.of([7, 8]) == {8: BARE}
