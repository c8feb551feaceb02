"""What a store promises of catching up: what was read stays known, and what is still to be asked."""

from datetime import timedelta

import attrs
import pytest

from application.community.backfill.ports import Reactors
from application.community.ports import Store
from domain.community.backfill.channels import BackfilledChannel
from domain.community.backfill.progress import BackfillProgress, Doing
from domain.community.backfill.ranges import Ranges
from domain.kernel.ids import MAX_ID
from tests.builders.activities import DAY, HOUR, TIME_ZERO
from tests.contracts import Contract, a_guild

READ = BackfilledChannel(
    channel=5,
    parent=4,
    last_message=900,
    threaded=True,
    heard_from=TIME_ZERO,
    joined=TIME_ZERO - HOUR,
    threads_at=TIME_ZERO + HOUR,
    covered=Ranges.of([(100, 200), (300, MAX_ID)]),
)
REFUSED = BackfilledChannel(channel=6).refused("forbidden", TIME_ZERO)
THUMB = Reactors(message=1000, emoji="👍", burst=False, channel=5, parent=4)
OWN = Reactors(message=2000, emoji="party:710000000000000001", burst=True, channel=6)


class BackfillsContract(Contract):
    """Channels by their newest state, reactors by message, emoji and kind, one progress for each guild."""

    async def test_nothing_is_known_of_a_guild_that_was_never_caught_up_with(
        self, store: Store, guild: int
    ) -> None:
        async with store.reading(guild) as work:
            assert await work.backfills.channels() == {}
            assert await work.backfills.progress() is None
            assert await work.backfills.to_ask(above=0, most=10) == []
            assert await work.backfills.count_reactors() == 0

    async def test_what_was_read_of_a_channel_is_known_as_it_was_kept_last(
        self, store: Store, guild: int
    ) -> None:
        async with store.writing(guild) as work:
            await work.backfills.keep([READ, REFUSED])
        later = READ.read(200, 300).refused("gone", TIME_ZERO + DAY)
        async with store.writing(guild) as work:
            await work.backfills.keep([later])
            await work.backfills.keep([])
        async with store.reading(guild) as work:
            assert await work.backfills.channels() == {5: later, 6: REFUSED}
        async with store.reading(a_guild()) as work:
            assert await work.backfills.channels() == {}

    async def test_who_reacted_is_asked_for_the_newest_message_first(self, store: Store, guild: int) -> None:
        async with store.writing(guild) as work:
            await work.backfills.ask([THUMB, OWN, attrs.evolve(THUMB, burst=True)])
            await work.backfills.ask([])
        async with store.reading(guild) as work:
            found = await work.backfills.to_ask(above=0, most=10)
            assert found == [OWN, THUMB, attrs.evolve(THUMB, burst=True)]
            assert await work.backfills.to_ask(above=0, most=1) == [OWN]
            assert await work.backfills.to_ask(above=1001, most=10) == [OWN]
            assert await work.backfills.to_ask(above=0, most=1, besides=[6]) == [THUMB]
            assert await work.backfills.count_reactors() == 3

    async def test_asking_goes_on_where_it_was_and_ends(self, store: Store, guild: int) -> None:
        async with store.writing(guild) as work:
            await work.backfills.ask([THUMB, OWN])
            await work.backfills.asked(THUMB, 77)
            await work.backfills.asked(OWN, None)
            await work.backfills.asked(OWN, 99)
        async with store.writing(guild) as work:
            await work.backfills.ask([THUMB])
            assert await work.backfills.to_ask(above=0, most=10) == [attrs.evolve(THUMB, after=77)]

    async def test_who_reacted_long_ago_is_not_asked_any_more(self, store: Store, guild: int) -> None:
        async with store.writing(guild) as work:
            await work.backfills.ask([THUMB, OWN])
            await work.backfills.forget_reactors(below=2000)
            assert await work.backfills.to_ask(above=0, most=10) == [OWN]

    async def test_progress_is_what_was_told_last(self, store: Store, guild: int) -> None:
        first = BackfillProgress(doing=Doing.GAPS, began_at=TIME_ZERO, told_at=TIME_ZERO)
        last = BackfillProgress(
            doing=Doing.STOPPED,
            began_at=TIME_ZERO,
            told_at=TIME_ZERO + HOUR,
            channels=9,
            channels_done=4,
            forbidden=1,
            messages=10**10,
            requests=10**9,
            reactors_left=7,
            reached=TIME_ZERO - DAY,
            remaining=timedelta(days=3, seconds=7),
            problem="Discord is away",
        )
        for progress in (first, last):
            async with store.writing(guild) as work:
                await work.backfills.tell(progress)
        async with store.reading(guild) as work:
            assert await work.backfills.progress() == last

    async def test_what_a_failed_transaction_said_is_not_there(self, store: Store, guild: int) -> None:
        async with store.writing(guild) as work:
            await work.backfills.keep([READ])
            await work.backfills.ask([OWN])
        with pytest.raises(ZeroDivisionError):
            async with store.writing(guild) as work:
                await work.backfills.keep([READ.read(0, 100)])
                await work.backfills.asked(OWN, None)
                await work.backfills.ask([THUMB])
                raise ZeroDivisionError
        async with store.reading(guild) as work:
            assert await work.backfills.channels() == {5: READ}
            assert await work.backfills.to_ask(above=0, most=10) == [OWN]
