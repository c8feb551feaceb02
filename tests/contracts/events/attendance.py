"""What a store promises of attendance."""

import attrs

from application.community.attendance.attending import refold_attendance, seats_of
from application.community.ports import Store
from application.community.replay import ReplayLog
from domain.community.events.attendance import Presence, Window
from domain.community.events.event import Event, Status
from domain.community.fold import Deltas
from domain.community.log.activity import RSVP_ADDED
from domain.community.spans import ANSWER, LONGEST_SESSION, MEMBERSHIP, ROLE, VOICE, Mark, Span
from domain.kernel.ids import MAX_ID
from domain.kernel.instants import day_number
from tests.builders.activities import (
    DAY,
    DAY_ZERO,
    EVENT,
    HOUR,
    MINUTE,
    TIME_ZERO,
    VOICE_CHANNEL,
    enters_voice,
    leaves_voice,
    of_event,
)
from tests.builders.events import an_event
from tests.contracts import Contract, a_guild
from tests.contracts.front_door import a_door
from tests.contracts.strategies import of_guild

TODAY = day_number(DAY_ZERO)
EVENING = Window(
    event=MAX_ID,
    channels=frozenset({5, MAX_ID}),
    opens=TIME_ZERO,
    begins=TIME_ZERO + 15 * MINUTE,
    closes=TIME_ZERO + 2 * HOUR,
    minimum=5 * MINUTE,
)
LATER = attrs.evolve(EVENING, event=3, opens=TIME_ZERO + 2 * HOUR, closes=TIME_ZERO + 3 * HOUR)
CAME = Presence(MAX_ID, 0, TODAY, TIME_ZERO, TIME_ZERO + HOUR, 3600, None, None)
IS_THERE = Presence(MAX_ID, 4, TODAY, TIME_ZERO, None, 0, TIME_ZERO, TIME_ZERO + DAY)


def session(hours: float, until: float | None, channel: int = 5) -> Span:
    end = None if until is None else TIME_ZERO + until * HOUR
    return Span(TIME_ZERO + hours * HOUR, end, False, False, channel)


def answer(number: int, who: int, subject: int, family: str = ANSWER) -> Mark:
    return Mark(who, family, TIME_ZERO, number.to_bytes(16, "big"), "going", subject, False)


async def happens(store: Store, guild: int, event: Event) -> None:
    """An event is kept as it is now, as every use case keeps it."""
    async with store.writing(guild) as work:
        await work.events.put([event])
        await refold_attendance(work, event)


class AttendanceContract(Contract):
    """Windows and presences as they were put last; sessions and answers by what they are about."""

    async def test_a_window_is_replaced_and_taken_away(self, store: Store, guild: int) -> None:
        async with store.writing(guild) as work:
            await work.attendance.put_window(MAX_ID, LATER)
            await work.attendance.put_window(MAX_ID, EVENING)
            await work.attendance.put_window(3, LATER)
            await work.attendance.put_window(9, None)
        async with store.reading(guild) as work:
            assert await work.attendance.windows() == [LATER, EVENING]
        async with store.writing(guild) as work:
            await work.attendance.put_window(3, None)
            assert await work.attendance.windows() == [EVENING]
        async with store.reading(a_guild()) as work:
            assert await work.attendance.windows() == []

    async def test_windows_are_found_by_the_time_that_they_overlap(self, store: Store, guild: int) -> None:
        async with store.writing(guild) as work:
            await work.attendance.put_window(MAX_ID, EVENING)
            await work.attendance.put_window(3, LATER)
            for start, end, wanted in (
                (0, 3, [LATER, EVENING]),
                (1, 2, [EVENING]),
                (2, 3, [LATER]),
                (3, 9, []),
                (-1, 0, []),
            ):
                found = await work.attendance.windows(TIME_ZERO + start * HOUR, TIME_ZERO + end * HOUR)
                assert found == wanted

    async def test_who_was_there_comes_back_by_event_and_by_member(self, store: Store, guild: int) -> None:
        elsewhere = CAME._replace(event=3)
        rows = [CAME, IS_THERE, elsewhere]
        async with store.writing(guild) as work:
            await work.attendance.put({(row.event, row.member_no): row._replace(seconds=1) for row in rows})
            await work.attendance.put({(row.event, row.member_no): row for row in rows} | {(9, 9): None})
        async with store.reading(guild) as work:
            assert await work.attendance.of_event(MAX_ID) == [CAME, IS_THERE]
            assert await work.attendance.of_member(0) == [elsewhere, CAME]
            assert (await work.counters.snapshot()).attendance == {
                (row.event, row.member_no): row for row in rows
            }
        async with store.writing(guild) as work:
            await work.attendance.put({(MAX_ID, 0): None})
            assert await work.attendance.of_event(MAX_ID) == [IS_THERE]
        async with store.reading(a_guild()) as work:
            assert await work.attendance.of_event(MAX_ID) == []

    async def test_sessions_are_found_by_the_channels_and_the_time_of_a_window(
        self, store: Store, guild: int
    ) -> None:
        long_ago = TIME_ZERO - LONGEST_SESSION
        inside = [session(-1, 0.5), session(1, 1.5, MAX_ID), session(1.5, None)]
        async with store.writing(guild) as work:
            await work.spans.put(
                {
                    (4, VOICE): inside,
                    (0, VOICE): [session(-9, 0), session(0.5, 0.6, 6), session(2, None)],
                    (1, VOICE): [Span(long_ago, None, False, False, 5)],
                    (2, VOICE): [Span(long_ago + MINUTE, None, False, False, 5)],
                    (3, ROLE): [session(0, 1)],
                    (5, MEMBERSHIP): [session(0, 1)],
                }
            )
        async with store.writing(a_guild()) as work:
            await work.spans.put({(7, VOICE): inside})
        async with store.reading(guild) as work:
            assert await work.attendance.sessions(EVENING) == {
                2: [Span(long_ago + MINUTE, None, False, False, 5)],
                4: inside,
            }

    async def test_answers_are_found_by_any_id_of_their_event(self, store: Store, guild: int) -> None:
        mine, twins, other = answer(1, 0, EVENT), answer(2, 7, MAX_ID), answer(3, 0, 9)
        async with store.writing(guild) as work:
            await work.spans.mark([mine, twins, other, answer(4, 0, EVENT, ROLE)], [])
        async with store.reading(guild) as work:
            assert sorted(await work.spans.about(ANSWER, [EVENT, MAX_ID])) == [mine, twins]
            assert await work.spans.about(ROLE, [EVENT]) == [answer(4, 0, EVENT, ROLE)]
            assert await work.spans.about(ANSWER, []) == []
            assert await work.spans.about(ANSWER, [EVENT, MAX_ID], member_no=twins.member_no) == [twins]
        async with store.reading(a_guild()) as work:
            assert await work.spans.about(ANSWER, [EVENT]) == []

    async def test_a_session_counts_for_an_event_whichever_of_them_is_told_first(
        self, store: Store, guild: int
    ) -> None:
        evening = an_event(7, channels=(VOICE_CHANNEL,), starts_at=TIME_ZERO, ends_at=TIME_ZERO + HOUR)
        other = attrs.evolve(evening, event_id=8)
        told = [enters_voice(TIME_ZERO), leaves_voice(TIME_ZERO + 20 * MINUTE)]
        await happens(store, guild, evening)
        await a_door(store)(of_guild(told, guild))
        await happens(store, guild, other)
        async with store.reading(guild) as work:
            rows = [*await work.attendance.of_event(7), *await work.attendance.of_event(8)]
        assert [(row.event, row.seconds) for row in rows] == [(7, 20 * 60), (8, 20 * 60)]

    async def test_an_event_that_is_moved_or_cancelled_holds_everybody_against_it_again(
        self, store: Store, guild: int
    ) -> None:
        told = [enters_voice(TIME_ZERO), leaves_voice(TIME_ZERO + 2 * HOUR)]
        await a_door(store)(of_guild(told, guild))
        evening = an_event(7, channels=(VOICE_CHANNEL,), starts_at=TIME_ZERO, ends_at=TIME_ZERO + HOUR)
        counted = []
        for event in (
            evening,
            attrs.evolve(evening, plan=attrs.evolve(evening.plan, ends_at=TIME_ZERO + 90 * MINUTE)),
            attrs.evolve(evening, plan=attrs.evolve(evening.plan, channels=(1,))),
            attrs.evolve(evening, status=Status.STARTED, started_at=TIME_ZERO + 30 * MINUTE),
            attrs.evolve(evening, status=Status.CANCELLED, ended_at=TIME_ZERO + 30 * MINUTE),
        ):
            await happens(store, guild, event)
            async with store.reading(guild) as work:
                counted.append([row.seconds // 60 for row in await work.attendance.of_event(7)])
        assert counted == [[60], [90], [], [120], []]
        assert (await ReplayLog(store=store)(guild, check=True)).differences == ()

    async def test_the_day_of_an_event_is_told_to_the_sheets(self, store: Store, guild: int) -> None:
        async with store.writing(guild) as work:
            await work.counters.add(Deltas())
            await work.counters.touch((), members=False, last_activity=TIME_ZERO)
        evening = an_event(7, channels=(VOICE_CHANNEL,), starts_at=TIME_ZERO, ends_at=TIME_ZERO + HOUR)
        await happens(store, guild, evening)
        async with store.reading(guild) as work:
            profile = await work.guild.profile()
        assert profile is not None
        assert profile.revision == 2

    async def test_a_replay_finds_answers_and_attendance_again_also_of_sealed_days(
        self, store: Store, guild: int
    ) -> None:
        evening = an_event(EVENT, channels=(VOICE_CHANNEL,), starts_at=TIME_ZERO, ends_at=TIME_ZERO + HOUR)
        told = [
            enters_voice(TIME_ZERO),
            leaves_voice(TIME_ZERO + 20 * MINUTE),
            of_event(RSVP_ADDED, details={"answer": "going"}),
            enters_voice(TIME_ZERO + DAY),
        ]
        await happens(store, guild, evening)
        await a_door(store)(of_guild(told, guild))
        async with store.writing(guild) as work:
            before = await work.counters.snapshot()
            await work.guild.seal(TODAY)
            await work.log.delete(TIME_ZERO + DAY / 2, [])
        await ReplayLog(store=store)(guild)
        async with store.reading(guild) as work:
            assert (await work.counters.snapshot()).differences(before) == []
            assert [one.answer for one in (await seats_of(work, evening)).going] == ["going"]
