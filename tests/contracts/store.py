"""What a store promises of its transactions."""

import asyncio

import pytest

from application.community.ports import Store
from application.community.snapshot import Snapshot
from domain.community.fold import Deltas
from domain.community.spans import VOICE, Mark, Span
from tests.builders.activities import TIME_ZERO, a_person
from tests.builders.entries import an_entry
from tests.contracts import Contract, a_guild
from tests.contracts.guild import FIRST, heard, missed
from tests.contracts.letters import a_letter
from tests.contracts.members import seen

DAY = 20_514


class StoreContract(Contract):
    """All of a work lands or none of it; one writer of a guild at a time; guilds do not meet."""

    async def test_nothing_is_left_of_a_work_that_failed(self, store: Store, guild: int) -> None:
        with pytest.raises(ZeroDivisionError):
            async with store.writing(guild) as work:
                await work.members.numbers([seen(a_person(1))])
                await work.log.append([an_entry(key=b"k" * 16)])
                await work.counters.add(Deltas(member_day={(0, DAY): [1, 0, 0, 0]}))
                await work.counters.tally({(5, "🎉", 0): [1, 1]})
                await work.spans.mark([Mark(0, VOICE, TIME_ZERO, b"v" * 16, "voice_joined", 1, False)], [])
                await work.spans.put({(0, VOICE): [Span(TIME_ZERO, None, False, False, 1)]})
                await work.counters.touch({DAY}, members=True, last_activity=TIME_ZERO)
                await work.letters.park([a_letter(1, guild)])
                await work.letters.refuse("sealed", 1)
                await work.listening.add([heard(0, 2)])
                await work.listening.note([missed(1, 2)])
                await work.guild.rename("Name", TIME_ZERO)
                await work.guild.add_settings(FIRST)
                await work.guild.seal(DAY)
                raise ZeroDivisionError
        assert guild not in await store.guilds()
        async with store.reading(guild) as work:
            assert await work.guild.profile() is None
            assert await work.guild.settings() == []
            assert await work.listening.spans() == []
            assert await work.listening.noted() == []
            assert await work.letters.counts() == {}
            assert await work.counters.snapshot() == Snapshot()
            assert await work.log.known([b"k" * 16]) == {}
            assert await work.members.of([0]) == {}

    async def test_writers_of_one_guild_take_turns(self, store: Store, guild: int) -> None:
        inside, most = 0, 0

        async def write() -> None:
            nonlocal inside, most
            async with store.writing(guild) as work:
                inside += 1
                most = max(most, inside)
                await work.counters.add(Deltas(member_day={(0, DAY): [1, 0, 0, 0]}))
                await asyncio.sleep(0)
                inside -= 1

        await asyncio.gather(*(write() for _ in range(8)))
        async with store.reading(guild) as work:
            assert (await work.counters.snapshot()).member_day == {(0, DAY): (8, 0, 0, 0)}
        assert most == 1

    async def test_a_queue_of_writers_leaves_room_for_readers(self, store: Store, guild: int) -> None:
        async def write() -> None:
            async with store.writing(guild) as work:
                await work.counters.add(Deltas(member_day={(0, DAY): [1, 0, 0, 0]}))

        async with asyncio.timeout(60), store.writing(guild):
            queue = [asyncio.ensure_future(write()) for _ in range(40)]
            await asyncio.sleep(0.05)
            other = a_guild()
            async with store.writing(other) as work:
                await work.guild.rename("Other", TIME_ZERO)
            async with store.reading(other) as work:
                assert await work.guild.profile() is not None
        await asyncio.gather(*queue)
        async with store.reading(guild) as work:
            assert (await work.counters.snapshot()).member_day == {(0, DAY): (40, 0, 0, 0)}

    async def test_writers_of_different_guilds_do_not_wait_for_each_other(self, store: Store) -> None:
        one, other = a_guild(), a_guild()
        async with asyncio.timeout(60), store.writing(one) as here, store.writing(other) as there:
            await here.counters.add(Deltas(member_day={(0, DAY): [1, 0, 0, 0]}))
            await there.counters.add(Deltas(member_day={(0, DAY): [2, 0, 0, 0]}))
        async with store.reading(other) as work:
            assert (await work.counters.snapshot()).member_day == {(0, DAY): (2, 0, 0, 0)}

    async def test_guilds_that_something_was_recorded_for_are_known(self, store: Store) -> None:
        recorded = sorted(a_guild() for _ in range(3))
        for guild in recorded:
            async with store.writing(guild) as work:
                await work.counters.touch({DAY}, members=False, last_activity=TIME_ZERO)
        found = await store.guilds()
        assert [guild for guild in found if guild in recorded] == recorded
        assert found == sorted(set(found))
