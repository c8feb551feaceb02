"""What a store promises of a guild's series."""

import attrs
import pytest

from application.community.ports import Store
from domain.community.events.recurrence import Recurrence
from tests.builders.activities import DAY, TIME_ZERO
from tests.builders.events import a_plan
from tests.contracts import Contract, a_guild

WEEKLY = Recurrence(
    series_id=3,
    rule="FREQ=WEEKLY;BYDAY=TU",
    time_zone="Europe/Rome",
    plan=a_plan(type="game", hosts=(4,), capacity=8, description="Every Tuesday."),
    made_through=TIME_ZERO + 60 * DAY,
    until=TIME_ZERO + 90 * DAY,
    created_by=4,
)
BARE = Recurrence(series_id=1, rule="FREQ=DAILY", time_zone="UTC", plan=a_plan(ends_at=None, channels=()))


class RecurrencesContract(Contract):
    """Series by id, each as it was kept last."""

    async def test_a_series_comes_back_as_it_was_kept_last(self, store: Store, guild: int) -> None:
        async with store.writing(guild) as work:
            await work.recurrences.put(attrs.evolve(WEEKLY, until=None))
            await work.recurrences.put(BARE)
        async with store.writing(guild) as work:
            await work.recurrences.put(WEEKLY)
        async with store.reading(guild) as work:
            assert await work.recurrences.all() == [BARE, WEEKLY]
        async with store.reading(a_guild()) as work:
            assert await work.recurrences.all() == []

    async def test_what_a_failed_transaction_repeated_is_not_there(self, store: Store, guild: int) -> None:
        with pytest.raises(ZeroDivisionError):
            async with store.writing(guild) as work:
                await work.recurrences.put(WEEKLY)
                raise ZeroDivisionError
        async with store.reading(guild) as work:
            assert await work.recurrences.all() == []
