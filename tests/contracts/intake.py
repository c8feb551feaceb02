"""What the counts of intake promise: sums by key, of the days that are asked for."""

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import strategies as st

from application.community.ports import Store
from application.community.replay import ReplayLog
from domain.community.log.intake import WHAT, IntakeKey, Received
from tests.builders.activities import DAY, TIME_ZERO
from tests.contracts import Contract, a_guild
from tests.contracts.front_door import a_busy_day, a_door
from tests.contracts.strategies import of_guild

COUNTS = st.dictionaries(
    st.builds(
        IntakeKey,
        day=st.integers(20_000, 20_004),
        source=st.sampled_from(["gateway", "ingest"]),
        what=st.sampled_from(["accepted", "duplicate", "differing", "lag"]),
        kind=st.sampled_from(["", "message", "voice_joined"]),
        bucket=st.integers(0, 29),
    ),
    st.integers(1, 2**40),
    max_size=8,
)


async def check_sums(store: Store, batches: Sequence[dict[IntakeKey, int]]) -> None:
    """Whatever is added is there, added up, and of other days nothing."""
    guild, wanted = a_guild(), dict[IntakeKey, int]()
    for counts in batches:
        async with store.writing(guild) as work:
            await work.intake.add(counts)
        for key, count in counts.items():
            wanted[key] = wanted.get(key, 0) + count
    async with store.reading(guild) as work:
        assert await work.intake.between(0, 30_000) == wanted
        columns = await work.intake.received()
        assert totals_of(columns) == totals_by_kind(wanted)
        assert columns.day.tolist() == sorted(columns.day.tolist())
        assert await work.intake.between(20_001, 20_003) == {
            key: count for key, count in wanted.items() if key.day in (20_001, 20_002)
        }


def totals_by_kind(counts: dict[IntakeKey, int]) -> dict[tuple[int, str, str, int], int]:
    """All kinds together."""
    found: Counter[tuple[int, str, str, int]] = Counter()
    for key, count in counts.items():
        found[key.day, key.source, key.what, key.bucket] += count
    return dict(found)


def totals_of(columns: Received) -> dict[tuple[int, str, str, int], int]:
    """The same of columns."""
    rows = (columns.day, columns.source, columns.what, columns.bucket, columns.count)
    return {
        (day, columns.sources[source], WHAT[what], bucket): count
        for day, source, what, bucket, count in zip(*(row.tolist() for row in rows), strict=True)
    }


def totals(counts: dict[IntakeKey, int]) -> dict[str, int]:
    """The counts by what is counted."""
    found: dict[str, int] = {}
    for key, count in counts.items():
        found[key.what] = found.get(key.what, 0) + count
    return found


class IntakeContract(Contract):
    """The front door counts what it did in the transaction in which it did it."""

    async def test_every_record_that_was_let_in_is_counted_once(self, store: Store, guild: int) -> None:
        told, door = of_guild(a_busy_day(messages=60), guild), a_door(store)
        await door(told)
        await door(told[:50])
        async with store.reading(guild) as work:
            found = totals(await work.intake.between(0, 30_000))
        assert found["accepted"] == len(told)
        assert found["duplicate"] == 50
        assert "differing" not in found

    async def test_the_day_is_that_of_receipt(self, store: Store, guild: int) -> None:
        await a_door(store)(of_guild(a_busy_day(messages=5), guild))
        received = (TIME_ZERO + 30 * DAY).date().toordinal() - TIME_ZERO.date().toordinal()
        async with store.reading(guild) as work:
            days = {key.day for key in await work.intake.between(0, 30_000)}
        assert days == {TIME_ZERO.date().toordinal() - 719_163 + received}

    async def test_what_a_failed_transaction_counted_is_not_there(self, store: Store, guild: int) -> None:
        key = IntakeKey(20_000, "gateway", "accepted", "message")
        with pytest.raises(ZeroDivisionError):
            async with store.writing(guild) as work:
                await work.intake.add({key: 3})
                raise ZeroDivisionError
        async with store.reading(guild) as work:
            assert await work.intake.between(0, 30_000) == {}

    async def test_a_replay_leaves_it_alone(self, store: Store, guild: int) -> None:
        told, door = of_guild(a_busy_day(messages=20), guild), a_door(store)
        await door(told)
        await door(told)
        async with store.reading(guild) as work:
            before = await work.intake.between(0, 30_000)
        await ReplayLog(store=store)(guild)
        async with store.reading(guild) as work:
            assert await work.intake.between(0, 30_000) == before
