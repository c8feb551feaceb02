"""What counters promise: sums, whatever the order, and every change is told to the sheets."""

import pytest

from application.community.ports import Store
from application.community.snapshot import Snapshot
from domain.community.events.attendance import Presence
from domain.community.fold import Deltas
from domain.community.log.activity import MEMBER_JOINED, VOICE_JOINED
from domain.community.log.commands import DENIED, FAILED, OK, UNTIMED, Ran
from domain.community.spans import MEMBERSHIP, VOICE, Mark, Span
from tests.builders.activities import DAY, HOUR, TIME_ZERO
from tests.contracts import Contract, a_guild

DAY_ONE, DAY_TWO = 20_514, 20_515
WELL = Ran(DAY_ONE, "event.rsvp", OK, "", 22)
LATE = Ran(DAY_ONE, "event.rsvp", FAILED, "TimeoutError", UNTIMED)
REFUSED = Ran(DAY_TWO, "プロフィール", DENIED, "timeouterror", 0)
MESSAGE = 2**62


def some_deltas() -> Deltas:
    return Deltas(
        member_day={(0, DAY_ONE): [3, 1, 0, 60], (1, DAY_ONE): [0, 0, 2, 0], (1, DAY_TWO): [0, 0, 0, 0]},
        channel_day={(9, DAY_ONE): [3, 1, 1], (2**62, DAY_TWO): [1, 0, 0]},
        guild_hour={(DAY_ONE, 0): [3, 1], (DAY_ONE, 23): [0, 1]},
        reply_day={(0, 1, DAY_ONE): 2, (1, 0, DAY_TWO): 0},
        channel_hour={(9, DAY_ONE, 0): 3, (2**62, DAY_TWO, 23): 1, (9, DAY_TWO, 5): 0},
        member_channel_day={(0, DAY_ONE, 9, 0): 2, (0, DAY_ONE, 9, 7): 1, (1, DAY_TWO, 2**62, 3): 0},
        command_day={(0, DAY_ONE, -5): 2, (1, DAY_TWO, 2**62): 1, (1, DAY_ONE, 7): 0},
        run_day={WELL: 2, REFUSED: 1, LATE: 0},
    )


def negative(deltas: Deltas) -> Deltas:
    """What takes them away again."""
    return Deltas(
        member_day={key: [-n for n in row] for key, row in deltas.member_day.items()},
        channel_day={key: [-n for n in row] for key, row in deltas.channel_day.items()},
        guild_hour={key: [-n for n in row] for key, row in deltas.guild_hour.items()},
        reply_day={key: -n for key, n in deltas.reply_day.items()},
        channel_hour={key: -n for key, n in deltas.channel_hour.items()},
        member_channel_day={key: -n for key, n in deltas.member_channel_day.items()},
        command_day={key: -n for key, n in deltas.command_day.items()},
        run_day={key: -n for key, n in deltas.run_day.items()},
    )


SNAPSHOT = Snapshot(
    member_day={(0, DAY_ONE): (1, 2, 3, 4), (3, DAY_TWO): (0, 0, 0, 9)},
    channel_day={(9, DAY_ONE): (1, 2, 3)},
    guild_hour={(DAY_TWO, 5): (1, 2)},
    reply_day={(0, 3, DAY_ONE): 7},
    channel_hour={(9, DAY_ONE, 22): 1},
    member_channel_day={(0, DAY_ONE, 9, 7): 1, (3, DAY_TWO, 2**62, 0): 4},
    command_day={(0, DAY_ONE, -5): 2, (3, DAY_TWO, 7): 1},
    run_day={WELL: 5, LATE: 1},
    tallies={(MESSAGE, "🎉", 0): (3, 2), (MESSAGE, "123456789012345678", 1): (0, 1)},
    marks={
        Mark(0, VOICE, TIME_ZERO, b"v" * 16, VOICE_JOINED, 9, True),
        Mark(3, MEMBERSHIP, TIME_ZERO, b"m" * 16, MEMBER_JOINED, None, False),
    },
    spans={
        (0, VOICE): (
            Span(TIME_ZERO, TIME_ZERO + HOUR, True, False, 9),
            Span(TIME_ZERO + DAY, None, False, False, 8),
        ),
        (3, MEMBERSHIP): (Span(None, TIME_ZERO, True, False, None),),
    },
    attendance={(MESSAGE, 3): Presence(MESSAGE, 3, DAY_TWO, TIME_ZERO, None, 0, TIME_ZERO, TIME_ZERO + HOUR)},
)


class CountersContract(Contract):
    """Deltas add up; a row of zeros is no row; a rebuild leaves exactly what it was given."""

    async def test_deltas_add_up(self, store: Store, guild: int) -> None:
        for _ in range(3):
            async with store.writing(guild) as work:
                await work.counters.add(some_deltas())
        async with store.reading(guild) as work:
            snapshot = await work.counters.snapshot()
        assert snapshot == Snapshot(
            member_day={(0, DAY_ONE): (9, 3, 0, 180), (1, DAY_ONE): (0, 0, 6, 0)},
            channel_day={(9, DAY_ONE): (9, 3, 3), (2**62, DAY_TWO): (3, 0, 0)},
            guild_hour={(DAY_ONE, 0): (9, 3), (DAY_ONE, 23): (0, 3)},
            reply_day={(0, 1, DAY_ONE): 6},
            channel_hour={(9, DAY_ONE, 0): 9, (2**62, DAY_TWO, 23): 3},
            member_channel_day={(0, DAY_ONE, 9, 0): 6, (0, DAY_ONE, 9, 7): 3},
            command_day={(0, DAY_ONE, -5): 6, (1, DAY_TWO, 2**62): 3},
            run_day={WELL: 6, REFUSED: 3},
        )

    async def test_what_was_taken_away_again_leaves_no_trace(self, store: Store, guild: int) -> None:
        async with store.writing(guild) as work:
            await work.counters.add(negative(some_deltas()))
            await work.counters.tally({(MESSAGE, "🎉", 1): [5, 2]})
        async with store.writing(guild) as work:
            await work.counters.add(some_deltas())
            await work.counters.tally({(MESSAGE, "🎉", 1): [-5, -2]})
            assert await work.counters.snapshot() == Snapshot()

    async def test_nothing_to_add_is_nothing(self, store: Store, guild: int) -> None:
        async with store.writing(guild) as work:
            await work.counters.add(Deltas())
            assert await work.counters.tally({}) == {}
            assert await work.counters.snapshot() == Snapshot()

    async def test_a_tally_tells_what_it_became(self, store: Store, guild: int) -> None:
        here, there = (MESSAGE, "🎉", 1), (MESSAGE + 1, "🎉", 1)
        async with store.writing(guild) as work:
            assert await work.counters.tally({here: [3, 0]}) == {here: (3, 0)}
            assert await work.counters.tally({here: [0, 1], there: [0, 1]}) == {here: (3, 1), there: (0, 1)}
        async with store.writing(guild) as work:
            assert await work.counters.tally({here: [-1, 1]}) == {here: (2, 2)}
        async with store.reading(guild) as work:
            assert (await work.counters.snapshot()).tallies == {here: (2, 2), there: (0, 1)}

    async def test_emoji_that_look_alike_are_different(self, store: Store, guild: int) -> None:
        alike = ["❤", "❤\ufe0f", "👍", "👍🏽", "e\u0301"]
        async with store.writing(guild) as work:
            await work.counters.tally({(MESSAGE, emoji, 1): [0, 1] for emoji in alike})
            assert len((await work.counters.snapshot()).tallies) == len(alike)

    @pytest.mark.parametrize("before", [Deltas(), some_deltas()])
    async def test_a_rebuild_puts_a_snapshot_in_the_place_of_everything(
        self, store: Store, guild: int, before: Deltas
    ) -> None:
        other = a_guild()
        for one in (guild, other):
            async with store.writing(one) as work:
                await work.counters.add(before)
                await work.counters.tally({(MESSAGE, "🔥", 5): [1, 1]})
                await work.spans.mark([Mark(7, VOICE, TIME_ZERO, b"o" * 16, VOICE_JOINED, 1, False)], [])
                await work.spans.put({(7, VOICE): [Span(TIME_ZERO, None, False, False, 1)]})
                there = Presence(4, 7, DAY_ONE, TIME_ZERO, TIME_ZERO + HOUR, 3600, None, None)
                await work.attendance.put({(4, 7): there})
        async with store.reading(other) as work:
            untouched = await work.counters.snapshot()
        async with store.writing(guild) as work:
            await work.counters.rebuild(SNAPSHOT)
        async with store.reading(guild) as work:
            assert (await work.counters.snapshot()).differences(SNAPSHOT) == []
        async with store.reading(other) as work:
            assert (await work.counters.snapshot()).differences(untouched) == []

    async def test_each_touch_is_one_revision_and_keeps_the_latest_activity(
        self, store: Store, guild: int
    ) -> None:
        for at in (TIME_ZERO, None, TIME_ZERO - DAY, TIME_ZERO + DAY, TIME_ZERO):
            async with store.writing(guild) as work:
                await work.counters.touch({DAY_ONE}, members=False, last_activity=at)
        async with store.reading(guild) as work:
            profile = await work.guild.profile()
        assert profile is not None
        assert (profile.revision, profile.last_activity) == (5, TIME_ZERO + DAY)
